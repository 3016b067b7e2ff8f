"""The models by the name they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mlops.offline.boosted import BoostedDemand
from mlops.offline.forecasters import Forecaster, SeasonalNaive, TsbNegativeBinomial, Zero

DEFAULT_MODEL: Final = "boosted"
FORECASTERS: Final[dict[str, Callable[[int], Forecaster]]] = {
    "boosted": lambda seed: BoostedDemand(seed=seed),
    "tsb_nb": lambda _seed: TsbNegativeBinomial(),
    "seasonal_naive": lambda _seed: SeasonalNaive(),
    "zero": lambda _seed: Zero(),
}


def make_forecaster(name: str, *, seed: int = 0) -> Forecaster:
    """A model that has learnt nothing yet. KeyError for a name that is none of FORECASTERS."""
    return FORECASTERS[name](seed)
