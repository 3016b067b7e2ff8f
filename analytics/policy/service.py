"""Service levels as standard normal quantiles."""

from datetime import date
from decimal import Decimal
from statistics import NormalDist
from typing import Any

LEVELS = """
SELECT service_level
FROM analytics.service_levels
WHERE valid_from <= %(day)s
  AND coalesce(valid_to, %(day)s) >= %(day)s
UNION
SELECT service_level
FROM analytics.policy_overrides
WHERE service_level IS NOT NULL
  AND %(day)s BETWEEN starts_on AND expires_on
"""
Z_DECIMALS = Decimal("0.000001")


def safety_factor(service_level: Decimal) -> Decimal:
    """Standard deviations of demand over the lead time to hold, so that the share service_level of
    lead times passes without a stockout. service_level in (0, 1), else StatisticsError."""
    return Decimal(NormalDist().inv_cdf(float(service_level))).quantize(Z_DECIMALS)


def write_safety_factors(cursor: Any, day: date) -> None:
    """Fill pg_temp.service_z with the quantile of each service level that holds on the day."""
    cursor.execute(LEVELS, {"day": day})
    levels = [level for (level,) in cursor.fetchall()]
    cursor.executemany(
        "INSERT INTO pg_temp.service_z (service_level, z) VALUES (%s, %s)",
        [(level, safety_factor(level)) for level in levels],
    )
