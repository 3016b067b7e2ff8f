"""The models by the name they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mlops.offline.boosted import BoostedDemand
from mlops.offline.choice import AutomaticChoice
from mlops.offline.classic import CrostonSba, Ses
from mlops.offline.extras import LstmDemand, ProphetDemand, Statistical
from mlops.offline.forecasters import Forecaster, SeasonalNaive, TsbNegativeBinomial, Zero

DEFAULT_MODEL: Final = "auto"
EXTRAS: Final = ("ets", "theta", "arima", "prophet", "lstm")
FORECASTERS: Final[dict[str, Callable[[int], Forecaster]]] = {
    "auto": lambda seed: AutomaticChoice(seed=seed),
    "boosted": lambda seed: BoostedDemand(seed=seed),
    "ses": lambda _seed: Ses(),
    "croston_sba": lambda _seed: CrostonSba(),
    "tsb_nb": lambda _seed: TsbNegativeBinomial(),
    "seasonal_naive": lambda _seed: SeasonalNaive(),
    "seasonal_naive_year": lambda _seed: SeasonalNaive(364),
    "ets": lambda _seed: Statistical("ets"),
    "theta": lambda _seed: Statistical("theta"),
    "arima": lambda _seed: Statistical("arima"),
    "prophet": lambda _seed: ProphetDemand(),
    "lstm": lambda seed: LstmDemand(seed=seed),
    "zero": lambda _seed: Zero(),
}


def make_forecaster(name: str, *, seed: int = 0) -> Forecaster:
    """A model that has learnt nothing yet. KeyError for a name that is none of FORECASTERS."""
    return FORECASTERS[name](seed)
