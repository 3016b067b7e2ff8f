"""KPIs over a period beside the period of as many days before it, for the first page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

from analytics.kpis.definitions import KPIS, REASONS, Direction, Kpi, Words
from analytics.models import KpiTarget

Day = Mapping[str, Any]


class Over(StrEnum):
    """How the days of a period make one figure."""

    LAST_DAY = "LAST_DAY"  # of what stands, or looks back by itself: the last day that has it
    MEAN = "MEAN"  # of the days that have it
    DEMAND_WEIGHTED = "DEMAND_WEIGHTED"  # mean of them, each as heavy as its demand


class Trend(StrEnum):
    BETTER = "BETTER"
    WORSE = "WORSE"
    SAME = "SAME"


CARDS: Final = {
    "stockout_rate": Over.MEAN,
    "fill_rate": Over.DEMAND_WEIGHTED,
    "forecast_mape": Over.MEAN,
    "forecast_mape_coverage": Over.MEAN,
    "forecast_wape": Over.DEMAND_WEIGHTED,
    "forecast_bias": Over.DEMAND_WEIGHTED,
    "delayed_orders_pct": Over.LAST_DAY,
    "total_inventory_value": Over.LAST_DAY,
    "turnover": Over.LAST_DAY,
    "total_demand": Over.MEAN,
}
CARD_REASONS: Final = REASONS | {
    "NOT_COMPUTED": Words(
        "os indicadores desses dias ainda não foram calculados",
        "the KPIs of these days were not worked out yet",
    )
}
_REACHED: Final[Mapping[str, Callable[[KpiTarget, Decimal], bool | None]]] = {
    "BELOW": lambda target, value: value < target.target,
    "ABOVE": lambda target, value: value > target.target,
    "BETWEEN": lambda target, value: target.target <= value <= (target.upper_target or 0),
    "REDUCTION": lambda target, value: (
        None if target.baseline is None else value <= target.baseline * (1 - target.target)
    ),
}
BY_NAME: Final = {kpi.name: kpi for kpi in KPIS}


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included, and as many before them."""

    first: date
    last: date

    @classmethod
    def ending(cls, last: date, days: int) -> "Period":
        return cls(last - timedelta(days=days - 1), last)

    @property
    def before(self) -> "Period":
        """The period of as many days that ends the day before."""
        return self.ending(self.first - timedelta(days=1), (self.last - self.first).days + 1)

    def of(self, rows: Sequence[Day]) -> list[Day]:
        return [row for row in rows if self.first <= row["full_date"] <= self.last]


def cards_of(
    rows: Sequence[Day], period: Period, targets: Mapping[str, KpiTarget]
) -> list[dict[str, Any]]:
    """A card for each of CARDS. rows: days of both periods by date, with their reasons."""
    now, before = period.of(rows), period.before.of(rows)
    return [
        _card(BY_NAME[name], over, (now, before), targets.get(name)) for name, over in CARDS.items()
    ]


def _card(
    kpi: Kpi, over: Over, periods: tuple[list[Day], list[Day]], target: KpiTarget | None
) -> dict[str, Any]:
    now, _ = periods
    value, previous = (figure_over(kpi, over, rows) for rows in periods)
    known = [row for row in now if row[kpi.name] is not None]
    change = None if value is None or previous is None else value - previous
    return {
        "kpi": kpi.name,
        "unit": kpi.unit,
        "decimals": kpi.decimals,
        "direction": kpi.direction,
        "over": over,
        "value": value,
        "previous": previous,
        "change": change,
        "trend": trend_of(kpi.direction, value, previous),
        "value_days": len(known),
        "latest": _point(kpi, known[-1]) if known else None,
        "reason": _reason(kpi, now) if value is None else None,
        "target": target and {**_told(target), "is_met": is_met(target, value)},
        "series": [_point(kpi, row) for row in now],
    }


def figure_over(kpi: Kpi, over: Over, rows: Sequence[Day]) -> Decimal | None:
    """The figure of a period, rounded half up as days are; None when no day tells it."""
    known = [row for row in rows if row[kpi.name] is not None]
    if over is Over.LAST_DAY:
        return Decimal(known[-1][kpi.name]) if known else None
    weighs = over is Over.DEMAND_WEIGHTED
    weights = [Decimal((row["total_demand"] or 0) if weighs else 1) for row in known]
    weight = sum(weights, Decimal(0))
    if not weight:
        return None
    pairs = zip(known, weights, strict=True)
    mean = sum((row[kpi.name] * each for row, each in pairs), Decimal(0)) / weight
    return mean.quantize(Decimal(1).scaleb(-kpi.decimals), ROUND_HALF_UP)


def trend_of(direction: Direction, value: Decimal | None, previous: Decimal | None) -> Trend | None:
    """Whether the change is for the better; None where neither way is, or one is not known."""
    if value is None or previous is None or direction is Direction.NONE:
        return None
    change = abs(value) - abs(previous) if direction is Direction.ZERO else value - previous
    if change == 0:
        return Trend.SAME
    return Trend.BETTER if (change > 0) == (direction is Direction.HIGHER) else Trend.WORSE


def is_met(target: KpiTarget, value: Decimal | None) -> bool | None:
    """Whether value reaches the target; None without a value, or a baseline to reduce."""
    if value is None:
        return None
    return _REACHED[target.comparison](target, value)


def _point(kpi: Kpi, row: Day) -> dict[str, Any]:
    return {"full_date": row["full_date"], "value": row[kpi.name]}


def _reason(kpi: Kpi, rows: Sequence[Day]) -> str:
    """Why the last day has no figure; no day was worked out: NOT_COMPUTED."""
    told = rows[-1]["reasons"].get(kpi.name) if rows else None
    if told:
        return str(told)
    return "NO_DEMAND" if rows else "NOT_COMPUTED"


def _told(target: KpiTarget) -> dict[str, Any]:
    names = ("dimension", "segment", "comparison", "target", "upper_target", "baseline", "source")
    return {**{name: getattr(target, name) for name in names}, "valid_from": target.valid_from}
