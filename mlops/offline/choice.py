"""Which model suits a history, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mlops.offline.boosted import FEWEST_CELLS, BoostedDemand
from mlops.offline.classic import Ses
from mlops.offline.forecasters import DemandForecast, Forecaster, TsbNegativeBinomial
from mlops.offline.panel import DAILY, Panel

FEWEST_PAIRS: Final = 20


@dataclass(frozen=True)
class Choice:
    """A model and the reason it was taken, for whoever reads the manifest."""

    forecaster: Forecaster
    reason: str


def choose(panel: Panel, *, seed: int) -> Choice:
    """The boosted model where there is a year of enough pairs to learn from, else smoothing.

    On shorter histories it mistakes what all pairs did at once for a law: on eight-week sums of
    half a year of purchases its scaled pinball loss is a third above that of smoothing.
    """
    length, pairs = panel.demand.shape
    known = int(np.median(length - panel.observed_from)) if pairs else 0
    if pairs >= FEWEST_PAIRS and known >= panel.rhythm.year and length * pairs >= FEWEST_CELLS:
        reason = f"{pairs} item-sites known for {known} periods in the median: enough to learn from"
        return Choice(BoostedDemand(seed=seed), reason)
    reason = (
        f"{pairs} item-sites known for {known} periods in the median: boosting asks for"
        f" {FEWEST_PAIRS} known for {panel.rhythm.year}"
    )
    # Probability and size of demand are worth telling apart where days are mostly empty.
    return Choice(TsbNegativeBinomial() if panel.rhythm == DAILY else Ses(), reason)


class AutomaticChoice:
    """The model that `choose` takes once it sees the history."""

    def __init__(self, *, seed: int = 0) -> None:
        self._seed = seed
        self._choice: Choice | None = None

    @property
    def tag(self) -> str:
        return self._chosen().forecaster.tag

    @property
    def chosen(self) -> Forecaster:
        return self._chosen().forecaster

    @property
    def reason(self) -> str:
        return self._chosen().reason

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Chooses, and lets the chosen one learn."""
        self._choice = choose(panel, seed=self._seed)
        self._choice.forecaster.fit(panel, horizons)

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """What the chosen one forecasts. RuntimeError before fit."""
        return self._chosen().forecaster.forecast(panel, future_types)

    def _chosen(self) -> Choice:
        if self._choice is None:
            raise RuntimeError("fit comes before everything else")
        return self._choice
