"""Stock expected day by day, from the stock of the policy's day, forecasts and promised orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, Q

from analytics.models import InventoryPolicy, ModelRun
from core.models import Order
from nova.db import replica
from nova.db.sql import read_sql

Day = Mapping[str, Any]
STOCK_DAYS: Final = (
    "full_date", "demand", "arriving", "stock", "stock_lower", "stock_upper", "is_forecast",
)  # fmt: skip


INBOUND: Final = (
    "order_number", "order_line", "order_date", "quantity", "expected_delivery_date",
)  # fmt: skip


@dataclass(frozen=True)
class Projection:
    """Stock of the days after the policy's, none where stock is not known.

    run_id: of the forecasts; level: that of their bounds, None where they differ or are missing.
    """

    days: Sequence[Day]
    run_id: int | None
    level: float | None

    def first_below(self, edge: str) -> date | None:
        """First day on which the edge of the band falls below 0; None: on no day, or no band."""
        below = (day["full_date"] for day in self.days if day[edge] is not None and day[edge] < 0)
        return next(below, None)

    @property
    def has_band(self) -> bool:
        return bool(self.days) and self.days[0]["stock_lower"] is not None


NOT_KNOWN: Final = Projection((), None, None)


def project_stock(policy: InventoryPolicy, run: ModelRun | None, days: int) -> Projection:
    """Of a policy whose stock is known, by the run's forecasts, else mean demand."""
    if policy.current_stock is None:
        return NOT_KNOWN
    run_id = run.pk if run else None
    asked = {
        "item_id": policy.item_id,
        "site_id": policy.site_id,
        "as_of": policy.as_of,
        "current_stock": policy.current_stock,
        "mean_demand": policy.mean_daily_demand,
        "run_id": run_id,
        "days": days,
    }
    with replica.reader().cursor() as cursor:
        cursor.execute(read_sql("analytics", "stock_projection.sql"), asked)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    levels = {row.pop("confidence_level") for row in rows} - {None}
    return Projection(rows, run_id, levels.pop() if len(levels) == 1 else None)


def orders_under_way(policy: InventoryPolicy) -> Sequence[Day]:
    """Order lines not received by the policy's day, the next to come first, undated ones last."""
    day = policy.as_of
    still_open = Q(status__in=("PLACED", "DELAYED"), actual_delivery_date=None)
    arrived_since = Q(actual_delivery_date__gt=day) & ~Q(status="CANCELLED")
    lines = Order.objects.filter(
        still_open | arrived_since,
        item_id=policy.item_id,
        site_id=policy.site_id,
        order_date__lte=day,
    )
    in_order = lines.order_by(F("expected_delivery_date").asc(nulls_last=True), "order_number")
    return list(in_order.values(*INBOUND, supplier_name=F("supplier__name")))
