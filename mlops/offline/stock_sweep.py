"""Stock against service of one forecast, over the service levels that a planner may ask for."""

from __future__ import annotations

from typing import Final

import numpy as np

from mlops.offline.backtesting import Trial
from mlops.offline.intervals import sum_quantile
from mlops.offline.stock_value import replenish

SERVICE_LEVELS: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)
LEAD_DAYS: Final = 7


def swept(trial: Trial) -> list[dict[str, float]]:
    """Share unserved and days of cover by service level, ordering daily; empty without demand."""
    actual = trial.origin.actual
    if not actual.sum():
        return []
    rows = []
    for service_level in SERVICE_LEVELS:
        level = sum_quantile(trial.forecast, LEAD_DAYS + 1, service_level)
        outcome = replenish(np.tile(level, (len(actual), 1)), actual, lead=LEAD_DAYS)
        rows.append(
            {
                "service_level": service_level,
                "unfulfilled": round(outcome.unfulfilled, 5),
                "cover": round(outcome.cover, 3),
            }
        )
    return rows
