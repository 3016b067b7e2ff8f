"""Whether what the model reads and how wrong it is still lie where they lay when it learnt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.backtesting import Trial
from mlops.offline.features import feature_names, past_of
from mlops.offline.metrics import wape

RANGE: Final = (0.005, 0.995)
MOST_OUTSIDE: Final = 0.05
LARGEST_DISTANCE: Final = 0.2
FEWEST_VALUES: Final = 20


@dataclass(frozen=True)
class FeatureDrift:
    """outside: share of values beyond the range learnt from. distance: Kolmogorov and Smirnov's,
    between the distributions of then and now. drifted: either is above its bound."""

    name: str
    outside: float
    distance: float

    @property
    def drifted(self) -> bool:
        return self.outside > MOST_OUTSIDE or self.distance > LARGEST_DISTANCE


def feature_drift(
    names: tuple[str, ...], learnt: NDArray[np.float32], now: NDArray[np.float32]
) -> list[FeatureDrift]:
    """Each feature now against what was learnt from, [pair, feature].

    Missing values are left out, and features with fewer than FEWEST_VALUES others.
    """
    found = []
    for name, before, after in zip(names, learnt.T, now.T, strict=True):
        known, current = before[~np.isnan(before)], after[~np.isnan(after)]
        if min(len(known), len(current)) < FEWEST_VALUES:
            continue
        low, high = np.quantile(known, RANGE)
        outside = float(((current < low) | (current > high)).mean())
        distance = float(stats.ks_2samp(known, current, method="asymp").statistic)
        found.append(FeatureDrift(name, round(outside, 4), round(distance, 4)))
    return found


def error_drift(wapes: list[float]) -> float | None:
    """The latest origin's error over the mean of the earlier ones; None without earlier ones.

    wapes: the latest first.
    """
    earlier = wapes[1:]
    if not earlier or not np.mean(earlier) > 0:
        return None
    return round(float(wapes[0] / np.mean(earlier)), 4)


def drift_of(own: list[Trial]) -> dict[str, Any]:
    """The latest origin against the one before it."""
    wapes = [wape(trial.origin.actual, trial.forecast.mean) for trial in own]
    known = [value for value in wapes if value is not None]
    newest, oldest = own[0].origin.panel, own[-1].origin.panel
    rows = feature_drift(feature_names(newest), past_of(oldest).values, past_of(newest).values)
    return {
        "error_ratio": error_drift(known),
        "features": [asdict(row) | {"drifted": row.drifted} for row in rows],
    }
