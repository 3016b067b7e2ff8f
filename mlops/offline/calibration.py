"""Setting spread and intervals right by an origin that was not learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from mlops.offline.intervals import NEARLY_POISSON, negative_binomial_quantile
from mlops.offline.training import Sample

# Bounded, because one origin tells little: a common shock would widen everything for a year.
WIDENINGS: Final = (0.8, 0.9, 1.0, 1.15, 1.35, 1.6)
JUDGED_AT: Final = (0.5, 0.9, 0.95, 0.975)
LEVELS: Final = np.array([0.5, 0.8, 0.9, 0.95, 0.98])
TRIED_LEVELS: Final = np.concatenate([np.arange(0.3, 0.98, 0.02), np.arange(0.98, 0.9991, 0.002)])


@dataclass(frozen=True)
class Calibration:
    """widening: a factor on the dispersion of sums. asked: the level to ask for so that an interval
    of each of LEVELS covers as much as it says."""

    widening: float = 1.0
    asked: tuple[tuple[float, float], ...] = ()


def calibrate(
    later: Sample, mean: NDArray[np.float64], dispersion: NDArray[np.float64]
) -> Calibration:
    """From sums that came, and what was forecast of them, all [horizon, pair].

    Demand comes in whole units, so that intervals which hold for every pair hold for most by more
    than promised; what is asked for is lowered until they cover the promised share in all.
    """
    losses = [_scaled_pinball(later, mean, np.maximum(dispersion * w, 1.0)) for w in WIDENINGS]
    widening = WIDENINGS[int(np.argmin(losses))]
    covered = _coverage(later.sums, mean, np.maximum(dispersion * widening, 1.0))
    asked = np.interp(LEVELS, np.maximum.accumulate(covered), TRIED_LEVELS)
    return Calibration(widening, tuple(zip(LEVELS.tolist(), asked.tolist(), strict=True)))


def _scaled_pinball(
    sample: Sample, mean: NDArray[np.float64], dispersion: NDArray[np.float64]
) -> float:
    """Mean pinball loss of the sums against each pair's roughness, over JUDGED_AT."""
    loss: Any = 0.0
    for probability in JUDGED_AT:
        error = sample.sums - negative_binomial_quantile(probability, mean, dispersion)
        loss += np.maximum(probability * error, (probability - 1) * error)
    return float((loss * sample.trust / sample.spans[:, None]).mean())


def _coverage(
    units: NDArray[np.float64], mean: NDArray[np.float64], dispersion: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Share of sums within the interval of each of TRIED_LEVELS, as sum_interval draws it.

    A quantile of p reaches y where the probability of less than y is below p.
    """
    nothing, less, most = (
        _cumulative(bound, mean, dispersion) for bound in (units * 0, units - 1, units)
    )
    shares = []
    for level in TRIED_LEVELS:
        tail = (1 - level) / 2
        one_sided = nothing >= tail
        within = (less < 1 - tail) & (most >= tail)
        shares.append(float(np.where(one_sided, less < level, within).mean()))
    return np.array(shares)


def _cumulative(
    units: NDArray[np.float64], mean: NDArray[np.float64], dispersion: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probability of at most so many units."""
    spread = np.maximum(dispersion, NEARLY_POISSON)
    successes = np.maximum(mean, 1e-12) / (spread - 1)
    plain = dispersion <= NEARLY_POISSON
    general = stats.nbinom.cdf(units, successes, 1 / spread)
    return np.asarray(np.where(plain, stats.poisson.cdf(units, mean), general))
