"""Which item is stocked at which site, and how its stock is planned there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from mlops.sources.simulator.catalogue import Catalogue
from mlops.sources.simulator.network import Network
from mlops.sources.simulator.seasons import FAMILIES, Seasons

STOCKED_AT_LEAST: Final = 0.35
STOCKED_AT_MOST: Final = 0.95
MEAN_GROWTH: Final = 0.03
GROWTH_SPREAD: Final = 0.10
PLANNER_ERROR: Final = 0.25
COVER_DAYS: Final = (14.0, 45.0)
WEEKDAYS_REVIEWED: Final = 5


@dataclass(frozen=True)
class Pairs:
    """One entry per stocked item and site.

    requests: per ordinary day. growth: share per year. review_weekday: the day orders are
    considered. cover_days: demand bought at a time. planned_mean and planned_variance: what the
    planner believes of daily demand when the item is first stocked.
    """

    item: NDArray[np.int64]
    site: NDArray[np.int64]
    family: NDArray[np.int64]
    state: NDArray[np.int64]
    requests: NDArray[np.float64]
    lot: NDArray[np.float64]
    cv2: NDArray[np.float64]
    grain: NDArray[np.float64]
    growth: NDArray[np.float64]
    first_day: NDArray[np.int64]
    last_day: NDArray[np.int64]
    supplier: NDArray[np.int64]
    second_supplier: NDArray[np.int64]
    min_order: NDArray[np.float64]
    max_order: NDArray[np.float64]
    criticality: NDArray[np.int64]
    review_weekday: NDArray[np.int64]
    cover_days: NDArray[np.float64]
    planned_mean: NDArray[np.float64]
    planned_variance: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.item)

    def part(self, start: int, stop: int) -> Self:
        """The pairs from start to before stop."""
        return type(self)(**{f.name: getattr(self, f.name)[start:stop] for f in fields(self)})


def build_pairs(
    *, catalogue: Catalogue, network: Network, seasons: Seasons, rng: np.random.Generator
) -> Pairs:
    """Pairs in item order; wanted items and large sites are stocked more widely."""
    share = _site_shares(catalogue, network, rng)
    item, site = np.nonzero(share > 0)
    count = len(item)
    family = np.array([FAMILIES.index(name) for name in catalogue.families()])[item]
    state = network.state_positions()[site]
    requests = catalogue.requests[item] * share[item, site]
    lot, cv2 = catalogue.lot[item], catalogue.cv2[item]
    usual = requests * seasons.factor.mean(axis=2)[family, state]
    belief = rng.lognormal(0.0, PLANNER_ERROR, size=count)
    return Pairs(
        item=item,
        site=site,
        family=family,
        state=state,
        requests=requests,
        lot=lot,
        cv2=cv2,
        grain=catalogue.grain[item],
        growth=rng.normal(MEAN_GROWTH, GROWTH_SPREAD, size=count),
        first_day=catalogue.first_day[item],
        last_day=catalogue.last_day[item],
        supplier=catalogue.supplier[item],
        second_supplier=catalogue.second_supplier[item],
        min_order=catalogue.min_order[item],
        max_order=catalogue.max_order[item],
        criticality=catalogue.criticality[item],
        review_weekday=(site + catalogue.supplier[item]) % WEEKDAYS_REVIEWED,
        cover_days=rng.uniform(*COVER_DAYS, size=count),
        planned_mean=usual * lot * belief,
        # Variance of a compound Poisson sum: rate times the second moment of one request.
        planned_variance=usual * lot**2 * (1 + cv2) * belief,
    )


def _site_shares(
    catalogue: Catalogue, network: Network, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Share of each item's requests at each site, [item, site]; rows sum to 1, 0 = not stocked."""
    items, sites = len(catalogue.skus), len(network.sites)
    rank = np.argsort(np.argsort(catalogue.requests)) / max(items - 1, 1)
    wide = STOCKED_AT_LEAST + (STOCKED_AT_MOST - STOCKED_AT_LEAST) * rank
    reach = np.array([site.kind.scale for site in network.sites]).clip(0.2, 1.0) * network.active
    weight = network.scale * network.active * rng.lognormal(0.0, 0.6, size=(items, sites))
    stocked = rng.random((items, sites)) < wide[:, None] * reach
    stocked[np.arange(items), weight.argmax(axis=1)] = True
    share = weight * stocked
    return np.asarray(share / share.sum(axis=1, keepdims=True))
