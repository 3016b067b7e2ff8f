"""The parts of the forecast benchmark: a data set each, its table and its rows against goals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from mlops.offline.backtesting import Origin, Trial, trials
from mlops.offline.forecasters import Forecaster
from mlops.offline.intervals import sum_quantile
from mlops.offline.models import EXTRAS, FORECASTERS, make_forecaster
from mlops.offline.panel import Panel
from tests.perf import forecast_data
from tests.perf.forecast_peers import Quantiles, empirical_sums, normal_ses, specified_formula
from tests.perf.forecast_scores import (
    DailyScore,
    SumScore,
    cover_needed,
    daily_score,
    quantile_loss,
    sum_score,
)
from tests.perf.report import Row, at_least, at_most

DEFAULT = "auto"
BUILT_IN = [name for name in FORECASTERS if name not in EXTRAS]
DAILY_HORIZONS = (7, 30, 60, 90)
LEAD_MONTHS, PROTECTED_MONTHS = 2, 3
UNSERVED = 0.10
WEEKS = 8
Told = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """Scores of every model on one data set, and the rows that are held to goals."""

    title: str
    scores: Sequence[DailyScore | SumScore]
    rows: list[Row]


def models(names: Sequence[str]) -> dict[str, Callable[[], Forecaster]]:
    return {name: partial(make_forecaster, name) for name in names}


def _by_model(found: Iterator[Trial], told: Told) -> dict[str, list[Trial]]:
    grouped: dict[str, list[Trial]] = {}
    for trial in found:
        told(f"{trial.origin.label}: {trial.model}")
        grouped.setdefault(trial.model, []).append(trial)
    return grouped


def store_item(folder: Path, told: Told) -> Part:
    """Up to 90 days of 500 item-stores."""
    origins = list(forecast_data.store_item(folder))
    grouped = _by_model(trials(origins, models(BUILT_IN), DAILY_HORIZONS), told)
    scores = {name: daily_score(done) for name, done in grouped.items()}
    ours = scores[DEFAULT]
    rows = [
        Row(
            f"forecast.store_item.rmsse_vs_{name}", ours=ours.rmsse,
            peer=scores[name].rmsse, unit="RMSSE", goal=at_most(bound),
            about=f"default model, days 1 to 90, against {name}",
        )
        for name, bound in (("seasonal_naive", 0.56), ("seasonal_naive_year", 0.71))
    ]  # fmt: skip
    rows.append(
        Row(
            "forecast.store_item.wape_vs_floor", ours=ours.wape, peer=ours.wape / ours.floor,
            unit="WAPE", goal=at_most(1.05),
            about="against the best product of day and item-store means in hindsight",
        )
    )  # fmt: skip
    rows += _coverage_rows("store_item", ours.coverage_80, ours.coverage_95, "of single days")
    title = f"store_item: days 1 to 90 of 500 item-stores, {len(origins)} origins"
    return Part(title, list(scores.values()), rows)


def _coverage_rows(name: str, at_80: float, at_95: float, about: str) -> list[Row]:
    return [
        Row(
            f"forecast.{name}.coverage_{level}_off", ours=abs(100 * share - level),
            unit="points", goal=at_most(3.0),
            about=f"{level}% intervals {about} cover {100 * share:.1f}%",
        )
        for level, share in ((80, at_80), (95, at_95))
    ]  # fmt: skip


def carparts(folder: Path, told: Told) -> Part:
    """Three-month sums of spare parts, and the stock they need."""
    units = forecast_data.carparts(folder)
    origins = forecast_data.monthly_origins(units)
    horizons = (1, PROTECTED_MONTHS)
    names = [name for name in BUILT_IN if name != "seasonal_naive"]
    grouped = _by_model(trials(origins, models(names), horizons), told)
    scores = {name: sum_score(done, PROTECTED_MONTHS) for name, done in grouped.items()}
    ours = scores[DEFAULT]
    normal = _mean_loss(origins, normal_ses, PROTECTED_MONTHS)
    rows = [
        _loss_row("carparts", "negbin_ses", ours.loss, scores["ses"].loss, 0.95),
        _loss_row("carparts", "normal_ses", ours.loss, normal, 0.88),
        Row(
            "forecast.carparts.below_975", ours=100 * ours.below_975, unit="%",
            goal=at_least(97.0), about="three-month sums at or below their 97.5% quantile",
        ),
        *_coverage_rows("carparts", ours.coverage_80, ours.coverage_95, "of three-month sums"),
        _stock_row(folder, told),
    ]  # fmt: skip
    return Part("carparts: sums of 3 months, 4 origins", list(scores.values()), rows)


def _loss_row(data: str, peer: str, ours: float, theirs: float, bound: float) -> Row:
    return Row(
        f"forecast.{data}.spl_vs_{peer}", ours=ours, peer=theirs, unit="SPL", goal=at_most(bound),
        about="scaled pinball loss of lead-time demand at .5, .9, .95 and .975",
    )  # fmt: skip


def _mean_loss(origins: Sequence[Origin], peer: Callable[..., Quantiles], horizon: int) -> float:
    losses = [quantile_loss(origin, horizon, peer(origin.panel, horizon)) for origin in origins]
    return float(np.mean(losses))


def _stock_row(folder: Path, told: Told) -> Row:
    """Six months of ordering up to a quantile of three months' demand, told anew each month."""
    units = forecast_data.carparts(folder)
    needed = {}
    for name, plan in (("ours", _planned_by_model), ("formula", _planned_by_formula)):
        plans = []
        for origin in forecast_data.monthly_origins(units):
            told(f"{origin.label}: stock by {name}")
            plans.append((plan(origin), origin.actual))
        needed[name] = cover_needed(plans, lead=LEAD_MONTHS, share=UNSERVED)
    ours, formula = needed["ours"], needed["formula"]
    if ours is None or formula is None:
        raise ValueError(f"no service level leaves {UNSERVED:.0%} unserved")
    return Row(
        "forecast.carparts.stock_at_10pct", ours=ours, peer=formula, unit="months of cover",
        goal=at_most(0.65),
        about="mean stock at which 10% of demand goes unserved, against the first formula",
    )  # fmt: skip


def _planned_by_model(origin: Origin) -> list[Quantiles]:
    model = make_forecaster(DEFAULT)
    model.fit(origin.panel, (1, PROTECTED_MONTHS))
    ahead = np.zeros(PROTECTED_MONTHS, dtype=np.int64)
    forecasts = [model.forecast(panel, ahead) for panel in _month_by_month(origin)]
    return [partial(sum_quantile, forecast, PROTECTED_MONTHS) for forecast in forecasts]


def _planned_by_formula(origin: Origin) -> list[Quantiles]:
    return [specified_formula(panel, PROTECTED_MONTHS) for panel in _month_by_month(origin)]


def _month_by_month(origin: Origin) -> Iterator[Panel]:
    """What is known at the start of each month ahead."""
    whole = forecast_data.longer(origin.panel, origin.actual)
    for month in range(len(origin.actual)):
        yield whole.until(len(origin.panel.demand) + month)


def procurement(folder: Path, told: Told) -> Part:
    """Eight-week sums of the company's own purchases."""
    origins = forecast_data.weekly_origins(forecast_data.procurement(folder))
    names = [name for name in BUILT_IN if not name.startswith("seasonal")]
    grouped = _by_model(trials(origins, models(names), (1, WEEKS)), told)
    scores = {name: sum_score(done, WEEKS) for name, done in grouped.items()}
    empirical = _mean_loss(origins, empirical_sums, WEEKS)
    row = _loss_row("procurement", "empirical", scores[DEFAULT].loss, empirical, 0.88)
    title = f"procurement: sums of 8 weeks, {len(origins)} origins"
    return Part(title, list(scores.values()), [row])


PARTS: dict[str, Callable[[Path, Told], Part]] = {
    "store_item": store_item,
    "carparts": carparts,
    "procurement": procurement,
}
