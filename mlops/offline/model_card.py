"""The model card: what was learnt from, how good it was, what drives it, and what it is worth."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from mlops.offline.backtesting import Origin, Trial, past_origins, trials
from mlops.offline.boosted import BoostedDemand
from mlops.offline.choice import AutomaticChoice
from mlops.offline.drift import drift_of
from mlops.offline.evaluation import CLASSES, demand_classes, evaluate, worst_pairs
from mlops.offline.forecasters import Forecaster
from mlops.offline.history import DemandHistory
from mlops.offline.models import make_forecaster
from mlops.offline.outliers import find_outliers
from mlops.offline.seasons import months_of
from mlops.offline.segments import demand_segments
from mlops.offline.stock_sweep import swept

PEERS: Final = ("seasonal_naive", "zero")
ORIGINS: Final = 2


@dataclass(frozen=True)
class Tried:
    """A model beside the zero forecast and the seasonal naive, at the same past origins."""

    model: str
    by_model: dict[str, list[Trial]]
    horizons: tuple[int, ...]

    @property
    def own(self) -> list[Trial]:
        return self.by_model[self.model]


def try_models(
    history: DemandHistory, model: str, *, horizons: tuple[int, ...], seed: int
) -> Tried | None:
    """None where the history is too short to look back."""
    days = horizons[min(1, len(horizons) - 1)]
    known = tuple(horizon for horizon in horizons if horizon <= days)
    origins = list(past_origins(history, days=days, count=ORIGINS))
    if not origins:
        return None
    names = dict.fromkeys((model, *PEERS))
    makers = {name: partial(make_forecaster, name, seed=seed) for name in names}
    grouped: dict[str, list[Trial]] = {}
    for trial in trials(origins, makers, known):
        grouped.setdefault(trial.model, []).append(trial)
    return Tried(model, grouped, known)


def model_card(
    history: DemandHistory, forecaster: Forecaster, tried: Tried | None, *, seed: int
) -> dict[str, Any]:
    """The card as it is written to JSON; what could not be measured is None."""
    latest = tried.own[0] if tried else None
    return {
        "model_tag": forecaster.tag,
        "chosen_because": getattr(forecaster, "reason", None),
        "seed": seed,
        "as_of": history.as_of.isoformat(),
        "item_sites": len(history),
        "days_unseen": len(history.unseen_day),
        "outliers": find_outliers(history).as_json(history),
        "demand_classes": _classes(latest.origin) if latest else None,
        "backtest": _backtests(tried) if tried else None,
        "worst_item_sites": _worst(history, tried) if tried else None,
        "drivers": _drivers(forecaster, latest.origin) if latest else None,
        "segments": _segments(latest.origin) if latest else None,
        "stock_value": {name: swept(done[0]) for name, done in tried.by_model.items()}
        if tried
        else None,
        "drift": drift_of(tried.own) if tried else None,
    }


def _classes(origin: Origin) -> dict[str, int]:
    counts = np.bincount(demand_classes(origin.panel), minlength=len(CLASSES))
    return dict(zip(CLASSES, counts.tolist(), strict=True))


def _backtests(tried: Tried) -> dict[str, Any]:
    return {
        "origins": [trial.origin.label for trial in tried.own],
        "days": len(tried.own[0].origin.actual),
        "models": {name: evaluate(done, tried.horizons) for name, done in tried.by_model.items()},
    }


def _worst(history: DemandHistory, tried: Tried) -> list[dict[str, Any]]:
    days = len(tried.own[0].origin.actual)
    _, pairs = history.known_before(days)
    return [
        {
            "sku": history.skus[pairs[position]],
            "site_code": history.site_codes[pairs[position]],
            "came": came,
            "forecast": told,
        }
        for position, came, told in worst_pairs(tried.own[0])
    ]


def _drivers(forecaster: Forecaster, origin: Origin) -> list[dict[str, Any]] | None:
    """The ten features that matter most to the model; None of a model that reads none."""
    model = forecaster.chosen if isinstance(forecaster, AutomaticChoice) else forecaster
    if not isinstance(model, BoostedDemand):
        return None
    found = model.drivers(origin.panel, origin.actual)
    ranked = sorted(found.items(), key=lambda row: -row[1])[:10]
    return [{"feature": name, "importance": round(value, 5)} for name, value in ranked]


def _segments(origin: Origin) -> list[dict[str, Any]]:
    panel = origin.panel
    last = np.datetime64(origin.label)
    days = last + np.arange(1 - len(panel.demand), 1).astype("timedelta64[D]")
    return [asdict(segment) for segment in demand_segments(panel, months_of(days))[0]]
