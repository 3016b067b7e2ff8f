"""Draws the demand that customers would place, whatever the stock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mlops.sources.simulator.pairs import Pairs
from mlops.sources.simulator.seasons import Seasons


def draw_demand(*, pairs: Pairs, seasons: Seasons, rng: np.random.Generator) -> NDArray[np.float64]:
    """Units wanted, [day, pair]: a Poisson number of requests, each worth a lot, more or less."""
    requests = rng.poisson(_request_rate(pairs, seasons))
    day, pair = np.nonzero(requests)
    count = requests[day, pair]
    cv2, grain = pairs.cv2[pair], pairs.grain[pair]
    mood = rng.gamma(1.0 / cv2, cv2)
    units = np.rint(count * pairs.lot[pair] * mood / grain) * grain
    demand = np.zeros(requests.shape)
    demand[day, pair] = np.maximum(units, grain)
    return demand


def _request_rate(pairs: Pairs, seasons: Seasons) -> NDArray[np.float64]:
    """Expected requests, [day, pair]; none before the item's first day or from its last on."""
    days = np.arange(seasons.days)[:, None]
    factor = seasons.factor[pairs.family, pairs.state].T
    trend = 1.0 + pairs.growth * (days - seasons.days / 2) / 365.0
    in_use = (days >= pairs.first_day) & (days < pairs.last_day)
    return np.asarray(pairs.requests * factor * np.maximum(trend, 0.1) * in_use)
