"""The default model: gradient-boosted mean and spread, learnt from all pairs together.

Every pair is measured against its own level and the day's factor, so that what is learnt is a
ratio: how much more or less than usual, given what happened lately. The spread around that mean
is learnt from errors on pairs that the mean had not seen, and set right on a later origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.inspection import permutation_importance

from mlops.offline.bins import Bins
from mlops.offline.calibration import Calibration, calibrate
from mlops.offline.features import Past, feature_names, past_of
from mlops.offline.forecasters import DemandForecast, TsbNegativeBinomial
from mlops.offline.panel import Panel
from mlops.offline.training import Cells, Sample, draw_samples

FOLDS: Final = 3
FEWEST_CELLS: Final = 200


@dataclass(frozen=True)
class Learnt:
    """What was learnt at one time: the boosters of mean and spread, and the steps they read."""

    mean: HistGradientBoostingRegressor
    spread: HistGradientBoostingRegressor
    mean_bins: Bins
    spread_bins: Bins


class BoostedDemand:
    """Global gradient boosting of mean and dispersion, negative binomial between them.

    Where the sample is too small to learn from, smoothing of each pair stands in.
    """

    tag = "boosted_nb_v1"

    def __init__(self, *, seed: int = 0) -> None:
        self._seed = seed
        self._learnt: Learnt | None = None
        self._calibration = Calibration()
        self.horizons: tuple[int, ...] = ()

    def fit(self, panel: Panel, horizons: tuple[int, ...]) -> None:
        """Learns from a panel that ends at the origin. horizons: rising, in periods."""
        self.horizons = horizons
        samples = draw_samples(panel, horizons)
        if _cells(samples) < FEWEST_CELLS:
            return
        latest = samples[0]
        earlier = [sample for sample in samples if sample.ends <= latest.origin]
        if _cells(earlier) >= FEWEST_CELLS:
            ratio, spread = predict(self._learn(earlier), latest.past, latest.cells)
            self._calibration = calibrate(latest, latest.sum_means(ratio), spread[1:])
        self._learnt = self._learn(samples)

    def forecast(self, panel: Panel, future_types: NDArray[np.int64]) -> DemandForecast:
        """Mean of each day ahead; dispersion of a day, and of the sum up to each horizon."""
        if self._learnt is None:
            return TsbNegativeBinomial().forecast(panel, future_types)
        past = past_of(panel)
        ratios, spreads = predict(self._learnt, past, Cells(self.horizons))
        block = np.searchsorted(self.horizons, np.arange(1, len(future_types) + 1))
        kinds, kind_of_day = np.unique(
            np.stack([np.minimum(block, len(self.horizons) - 1), future_types]),
            axis=1, return_inverse=True,
        )  # fmt: skip
        curves = ratios[kinds[0]] * panel.factors[kinds[1]] * past.level
        return DemandForecast(
            curves,
            kind_of_day.ravel(),
            np.maximum(spreads[0], 1.0),
            horizons=self.horizons,
            sum_dispersion=np.maximum(spreads[1:] * self._calibration.widening, 1.0),
            asked=self._calibration.asked,
        )

    def drivers(self, panel: Panel, ahead: NDArray[np.float64]) -> dict[str, float]:
        """How much the error of the ratio grows when a feature is shuffled among pairs, by name.

        ahead: units that came after the panel, [day, pair]. Empty where smoothing stood in.
        """
        if self._learnt is None:
            return {}
        past, days = past_of(panel), min(len(ahead), self.horizons[-1])
        rows = self._learnt.mean_bins(Cells((days,)).block_rows(past.values))
        told = permutation_importance(
            self._learnt.mean, rows, ahead[:days].mean(axis=0) / past.level,
            scoring="neg_mean_absolute_error", n_repeats=3, random_state=self._seed,
        )  # fmt: skip
        return dict(zip(feature_names(panel), told.importances_mean.tolist(), strict=False))

    def _learn(self, samples: list[Sample]) -> Learnt:
        rows = [sample.mean_rows() for sample in samples]
        features, ratio, weight = (np.concatenate(part) for part in zip(*rows, strict=True))
        mean_bins = Bins(features)
        features = mean_bins(features)
        out_of_fold = self._out_of_fold(samples, features, ratio, weight)
        spread_rows = [
            sample.spread_rows(found) for sample, found in zip(samples, out_of_fold, strict=True)
        ]
        known, spread, trust = (np.concatenate(part) for part in zip(*spread_rows, strict=True))
        spread_bins = Bins(known)
        return Learnt(
            mean_bins=mean_bins,
            spread_bins=spread_bins,
            mean=self._booster("poisson", 120).fit(features, ratio, sample_weight=weight),
            spread=self._booster("gamma", 60).fit(spread_bins(known), spread, sample_weight=trust),
        )

    def _out_of_fold(
        self,
        samples: list[Sample],
        features: NDArray[np.float32],
        ratio: NDArray[np.float64],
        weight: NDArray[np.float64],
    ) -> list[NDArray[np.float64]]:
        """Ratios of each sample, [block, pair], from boosters that had not seen the pair."""
        fold = np.concatenate([sample.fold_of_row(FOLDS) for sample in samples])
        found = np.empty(len(ratio))
        for held_out in range(FOLDS):
            seen = fold != held_out
            booster = self._booster("poisson", 120)
            booster.fit(features[seen], ratio[seen], sample_weight=weight[seen])
            found[~seen] = booster.predict(features[~seen])
        sizes = np.cumsum([sample.mean_row_count() for sample in samples])[:-1]
        return [
            sample.by_block(part)
            for sample, part in zip(samples, np.split(found, sizes), strict=True)
        ]

    def _booster(self, loss: str, iterations: int) -> HistGradientBoostingRegressor:
        return HistGradientBoostingRegressor(
            loss=loss,
            learning_rate=0.06,
            max_iter=iterations,
            max_leaf_nodes=15,
            min_samples_leaf=100,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self._seed,
        )


def _cells(samples: list[Sample]) -> int:
    return sum(sample.mean_row_count() for sample in samples)


def predict(
    learnt: Learnt, past: Past, cells: Cells
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ratio to the level [block, pair], and dispersion [one day and each horizon, pair]."""
    pairs = len(past.level)
    block_rows = learnt.mean_bins(cells.block_rows(past.values))
    span_rows = learnt.spread_bins(cells.span_rows(past.values, past.level))
    ratio = learnt.mean.predict(block_rows).reshape(-1, pairs)
    return ratio, learnt.spread.predict(span_rows).reshape(-1, pairs)
