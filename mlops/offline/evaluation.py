"""How good the models were at past origins: by class, by lead time, by level of interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mlops.backtest import Backtest
from mlops.offline.backtesting import Origin, Trial
from mlops.offline.forecasters import INTERMITTENT_FROM, demand_interval
from mlops.offline.intervals import central_interval, sum_quantile
from mlops.offline.metrics import (
    bias,
    coverage,
    defined_share,
    mape,
    mase,
    rmsse,
    scaled_pinball,
    wape,
)
from mlops.offline.panel import Panel

JUDGED_AT: Final = (0.5, 0.9, 0.95, 0.975)
LEVELS: Final = (0.5, 0.8, 0.9, 0.95)
# Syntetos, Boylan and Croston (2005): squared variation of sizes above which demand is erratic.
ERRATIC_FROM: Final = 0.49
CLASSES: Final = ("smooth", "erratic", "intermittent", "lumpy")
Figures = dict[str, float | None]


def demand_classes(panel: Panel) -> NDArray[np.int64]:
    """Which of CLASSES each pair is, by the interval between demands and the variation of sizes."""
    events = np.maximum((panel.demand > 0).sum(axis=0), 1)
    size = panel.demand.sum(axis=0) / events
    spread = (panel.demand**2).sum(axis=0) / events - size**2
    erratic = np.divide(spread, size**2, out=np.zeros_like(size), where=size > 0) >= ERRATIC_FROM
    return np.asarray((demand_interval(panel) >= INTERMITTENT_FROM) * 2 + erratic)


def evaluate(trials: Sequence[Trial], horizons: tuple[int, ...]) -> dict[str, Any]:
    """One model's figures: overall, by lead time and by class, and its calibration curve."""
    return {
        "overall": _mean([_figures(t, slice(None), _all(t)) for t in trials]),
        "by_lead": {
            f"{first + 1}-{last}": _mean([_figures(t, slice(first, last), _all(t)) for t in trials])
            for first, last in zip((0, *horizons[:-1]), horizons, strict=True)
            if first < len(trials[0].origin.actual)
        },
        "by_class": {
            name: _mean([_figures(t, slice(None), _of_class(t, number)) for t in trials])
            for number, name in enumerate(CLASSES)
        },
        "lead_time_demand": _mean([_sum_figures(t, horizons) for t in trials]),
        "calibration": {
            str(level): _mean([{"covered": _covered(t, level)} for t in trials])["covered"]
            for level in LEVELS
        },
    }


def backtest_of(trials: Sequence[Trial]) -> Backtest | None:
    """The WAPE over all origins, as a manifest tells it; None without any demand."""
    actual = np.concatenate([t.origin.actual.ravel() for t in trials])
    forecast = np.concatenate([t.forecast.mean.ravel() for t in trials])
    value = wape(actual, forecast)
    if value is None:
        return None
    return Backtest("wape", round(value, 6), cells=len(actual), folds=len(trials))


def worst_pairs(trial: Trial, count: int = 10) -> list[tuple[int, float, float]]:
    """Position, units that came and units forecast of the pairs with most units wrong in all."""
    came, told = trial.origin.actual.sum(axis=0), trial.forecast.mean.sum(axis=0)
    order = np.argsort(-np.abs(came - told), kind="stable")[:count]
    return [(int(p), float(came[p]), round(float(told[p]), 2)) for p in order]


def _all(trial: Trial) -> NDArray[np.bool_]:
    return np.ones(trial.origin.actual.shape[1], dtype=np.bool_)


def _of_class(trial: Trial, number: int) -> NDArray[np.bool_]:
    return np.asarray(demand_classes(trial.origin.panel) == number)


def _figures(trial: Trial, days: slice, pairs: NDArray[np.bool_]) -> Figures:
    if not pairs.any():
        return {}
    origin: Origin = trial.origin
    actual, told = origin.actual[days][:, pairs], trial.forecast.mean[days][:, pairs]
    past = origin.panel.demand[:, pairs]
    return {
        "wape": wape(actual, told),
        "bias": bias(actual, told),
        "mase": mase(actual, told, past),
        "rmsse": rmsse(actual, told, past),
        "mape": mape(actual, told),
        "mape_defined": defined_share(actual),
    }


def _sum_figures(trial: Trial, horizons: tuple[int, ...]) -> Figures:
    """Scaled pinball loss of the demand up to the second horizon, or the only one."""
    horizon = min(horizons[min(1, len(horizons) - 1)], len(trial.origin.actual))
    units = trial.origin.actual[:horizon].sum(axis=0)
    scale = trial.origin.roughness * horizon
    quantiles = {p: sum_quantile(trial.forecast, horizon, p) for p in JUDGED_AT}
    losses = [scaled_pinball(units, q, p, scale=scale) for p, q in quantiles.items()]
    known = [loss for loss in losses if loss is not None]
    return {
        "days": float(horizon),
        "scaled_pinball": float(np.mean(known)) if known else None,
        "below_975": float((units <= quantiles[0.975]).mean()),
    }


def _covered(trial: Trial, level: float) -> float | None:
    interval = central_interval(trial.forecast, confidence_level=level)
    return coverage(trial.origin.actual, interval.lower, interval.upper)


def _mean(rows: Sequence[Figures]) -> Figures:
    """Means of what is known; None where no origin knew it."""
    names = dict.fromkeys(name for row in rows for name in row)
    known = {name: [row[name] for row in rows if row.get(name) is not None] for name in names}
    return {
        name: round(float(np.mean(np.array(values, float))), 4) if values else None
        for name, values in known.items()
    }
