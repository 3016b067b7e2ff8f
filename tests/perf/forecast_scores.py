"""Scores of forecasts over several origins: the figures of the benchmark's tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mlops.offline.backtesting import Origin, Trial
from mlops.offline.intervals import central_interval, sum_interval, sum_quantile
from mlops.offline.metrics import (
    bias,
    coverage,
    defined_share,
    mape,
    rmsse,
    scaled_pinball,
    wape,
)
from mlops.offline.stock_value import StockOutcome, cover_at, replenish
from tests.perf.forecast_peers import Quantiles

JUDGED_AT = (0.5, 0.9, 0.95, 0.975)
SERVICE_LEVELS = (0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.985, 0.995, 0.999)


@dataclass(frozen=True)
class DailyScore:
    """Means over origins. floor: WAPE over that of the best multiplicative mean in hindsight."""

    model: str
    wape: float
    rmsse: float
    mape: float
    defined: float
    bias: float
    coverage_80: float
    coverage_95: float
    floor: float
    cpu_seconds: float


@dataclass(frozen=True)
class SumScore:
    """Means over origins, of demand summed over a lead time. loss: scaled pinball."""

    model: str
    loss: float
    bias: float
    below_975: float
    coverage_80: float
    coverage_95: float
    cpu_seconds: float


def daily_score(trials: Sequence[Trial]) -> DailyScore:
    """One model's score by day, item and site."""
    rows = np.array([_daily(trial) for trial in trials]).mean(axis=0).tolist()
    return DailyScore(trials[0].model, *rows)


def _daily(trial: Trial) -> list[float]:
    actual, mean = trial.origin.actual, trial.forecast.mean
    hindsight = np.outer(actual.sum(axis=1), actual.sum(axis=0)) / actual.sum()
    bounds = (central_interval(trial.forecast, confidence_level=level) for level in (0.8, 0.95))
    found = _known(wape(actual, mean))
    return [
        found,
        _known(rmsse(actual, mean, trial.origin.panel.demand)),
        _known(mape(actual, mean)),
        _known(defined_share(actual)),
        _known(bias(actual, mean)),
        *(_known(coverage(actual, bound.lower, bound.upper)) for bound in bounds),
        found / _known(wape(actual, hindsight)),
        trial.cpu_seconds,
    ]


def sum_score(trials: Sequence[Trial], horizon: int) -> SumScore:
    """One model's score of the first `horizon` periods together."""
    rows = [_sums(trial, horizon) for trial in trials]
    return SumScore(trials[0].model, *np.array(rows).mean(axis=0).tolist())


def _sums(trial: Trial, horizon: int) -> list[float]:
    units = trial.origin.actual[:horizon].sum(axis=0)
    bounds = (sum_interval(trial.forecast, horizon, level) for level in (0.8, 0.95))
    return [
        quantile_loss(trial.origin, horizon, lambda p: sum_quantile(trial.forecast, horizon, p)),
        _known(bias(units, trial.forecast.mean_until(horizon))),
        float((units <= sum_quantile(trial.forecast, horizon, 0.975)).mean()),
        *(_known(coverage(units, lower, upper)) for lower, upper in bounds),
        trial.cpu_seconds,
    ]


def quantile_loss(origin: Origin, horizon: int, quantiles: Quantiles) -> float:
    """Scaled pinball loss of the sum's quantiles, over JUDGED_AT."""
    units = origin.actual[:horizon].sum(axis=0)
    losses = [
        scaled_pinball(units, quantiles(p), p, scale=origin.roughness * horizon) for p in JUDGED_AT
    ]
    return float(np.mean([_known(loss) for loss in losses]))


def cover_needed(
    plans: Sequence[tuple[Sequence[Quantiles], NDArray[np.float64]]], *, lead: int, share: float
) -> float | None:
    """Stock in periods of demand at which that share goes unserved, over all plans together.

    plans: at each origin, the quantiles known at the start of each period, and its demand
    [period, series]. The service level is swept over SERVICE_LEVELS.
    """
    return cover_at([_outcome(plans, level, lead) for level in SERVICE_LEVELS], share)


def _outcome(
    plans: Sequence[tuple[Sequence[Quantiles], NDArray[np.float64]]], level: float, lead: int
) -> StockOutcome:
    lost = held = wanted = 0.0
    for quantiles, demand in plans:
        levels = np.stack([known(level) for known in quantiles])
        outcome, total = replenish(levels, demand, lead=lead), float(demand.sum())
        lost, held, wanted = (
            lost + outcome.unfulfilled * total,
            held + outcome.cover * total / len(demand),
            wanted + total / len(demand),
        )
    units = sum(float(demand.sum()) for _, demand in plans)
    return StockOutcome(lost / units, held / wanted)


def _known(figure: float | None) -> float:
    if figure is None:
        raise ValueError("a benchmark's data set leaves a measure undefined")
    return figure
