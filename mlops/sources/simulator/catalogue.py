"""The simulated items: what they are, what they cost and how much of them is wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mlops.sources.simulator.item_kinds import KINDS, ItemKind
from mlops.sources.simulator.suppliers import Suppliers

# A log-normal with sigma 1.683 has the Lorenz curve of 20/30/50: its top fifth holds 80% of the
# value and its lower half 5%, since L(p) = Phi(Phi^-1(p) - sigma) and 2 x 0.8416 = 1.683.
# A little less is taken because withdrawn, new and unwanted items fall to the lower end.
VALUE_SIGMA: Final = 1.55
MEAN_YEARLY_VALUE: Final = 500_000.0
VALUE_FOLLOWS_COST: Final = 0.55
YEARLY_REQUESTS: Final = (1.5, 12_000.0)

CALM_CV2: Final = (0.03, 0.20)
WILD_CV2: Final = (0.70, 1.60)
WILD_SHARE: Final = 0.38

INACTIVE_SHARE: Final = 0.03
UNWANTED_SHARE: Final = 0.03
NEW_SHARE: Final = 0.04
LATEST_LAUNCH_DAYS: Final = 120

SKU_PREFIX: Final = {
    "ELECTRICAL": "ELE",
    "TELECOM": "TEL",
    "HARDWARE": "FER",
    "POWER": "ENE",
    "SAFETY": "EPI",
    "CIVIL": "CIV",
}
HALF_UNITS: Final = frozenset({"L", "KG"})


@dataclass(frozen=True)
class Catalogue:
    """One entry per item.

    requests: per day and over all sites. lot: units per request. cv2: squared variation of the
    units taken on a day. grain: smallest unit counted. first_day and last_day: days of the
    simulation on which the item is in use, last_day excluded.
    """

    skus: list[str]
    names: list[str]
    kinds: list[ItemKind]
    unit_cost: NDArray[np.float64]
    requests: NDArray[np.float64]
    lot: NDArray[np.float64]
    cv2: NDArray[np.float64]
    grain: NDArray[np.float64]
    supplier: NDArray[np.int64]
    second_supplier: NDArray[np.int64]
    first_day: NDArray[np.int64]
    last_day: NDArray[np.int64]
    active: NDArray[np.bool_]
    min_order: NDArray[np.float64]
    max_order: NDArray[np.float64]
    criticality: NDArray[np.int64]

    def families(self) -> list[str]:
        """Family of each item."""
        return [kind.family for kind in self.kinds]

    def item_columns(
        self, *, abc_class: NDArray[np.str_], suppliers: Suppliers
    ) -> Mapping[str, Any]:
        """One row per item."""
        return {
            "sku": self.skus,
            "name": self.names,
            "description": [f"{name}, para manutenção de torres e sites" for name in self.names],
            "family": self.families(),
            "category": [kind.category for kind in self.kinds],
            "subcategory": [kind.subcategory for kind in self.kinds],
            "unit_measure": [kind.unit for kind in self.kinds],
            "abc_class": abc_class.tolist(),
            "criticality": self.criticality,
            "active": self.active,
            "min_order_qty": self.min_order,
            "max_order_qty": [None if np.isnan(q) else float(q) for q in self.max_order],
            "unit_cost": self.unit_cost,
            "unit_cost_source": ["simulated"] * len(self.skus),
            "extra_attributes": [
                json.dumps({"main_supplier": suppliers.codes[code], "simulated": True})
                for code in self.supplier
            ],
        }


def build_catalogue(
    *, items: int, days: int, suppliers: Suppliers, rng: np.random.Generator
) -> Catalogue:
    """Items of every kind, with values spread so that about 20/30/50% are A, B and C."""
    order = rng.permutation(items)
    kinds = [KINDS[index % len(KINDS)] for index in order]
    rounds = order // len(KINDS)
    spread = np.array([0.35 if kind.cost > 1_000 else 0.25 for kind in kinds])
    unit_cost = np.array([kind.cost for kind in kinds]) * rng.lognormal(0.0, spread)
    lot = np.array([kind.lot for kind in kinds]) * rng.lognormal(0.0, 0.2, size=items)
    lot = np.maximum(1.0, lot)
    requests = _daily_requests(unit_cost * lot, rng)
    wild = rng.random(items) < WILD_SHARE
    first_day, last_day, wanted = _lifetimes(items, days, rng)
    grain = np.array([0.5 if kind.unit in HALF_UNITS else 1.0 for kind in kinds])
    main, second = _suppliers_of(kinds, suppliers, rng)
    min_order, max_order = _order_limits(lot, requests, rng)
    return Catalogue(
        skus=_skus(kinds),
        names=[_name(kind, int(turn)) for kind, turn in zip(kinds, rounds, strict=True)],
        kinds=kinds,
        unit_cost=unit_cost.round(2),
        requests=requests * wanted,
        lot=lot,
        cv2=np.where(wild, rng.uniform(*WILD_CV2, items), rng.uniform(*CALM_CV2, items)),
        grain=grain,
        supplier=main,
        second_supplier=second,
        first_day=first_day,
        last_day=last_day,
        active=last_day >= days,
        min_order=min_order,
        max_order=max_order,
        criticality=_criticality(kinds, rng),
    )


def _skus(kinds: list[ItemKind]) -> list[str]:
    return [f"{SKU_PREFIX[kind.family]}-{index + 1:05d}" for index, kind in enumerate(kinds)]


def _name(kind: ItemKind, turn: int) -> str:
    """The kind with its variant; once the variants are used up, a series number is added."""
    series, variant = divmod(turn, len(kind.variants))
    name = f"{kind.name} {kind.variants[variant]}"
    return f"{name} série {series + 1}" if series else name


def _daily_requests(
    request_value: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Requests per day: a fixed spread of yearly values, dearer requests earning more of it."""
    count = len(request_value)
    log_value = np.log(request_value)
    dearness = (log_value - log_value.mean()) / max(log_value.std(), 1e-9)
    noise = rng.standard_normal(count)
    score = VALUE_FOLLOWS_COST * dearness + np.sqrt(1 - VALUE_FOLLOWS_COST**2) * noise
    levels = [NormalDist().inv_cdf((rank + 0.5) / count) for rank in range(count)]
    quantile = np.array(levels)[np.argsort(np.argsort(score))]
    median = MEAN_YEARLY_VALUE / np.exp(VALUE_SIGMA**2 / 2)
    yearly_value = median * np.exp(VALUE_SIGMA * quantile)
    return np.asarray((yearly_value / request_value).clip(*YEARLY_REQUESTS) / 365.0)


def _lifetimes(
    items: int, days: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """First day, day after the last, and whether anybody wants the item."""
    turn = rng.permutation(items)
    shares = np.array([INACTIVE_SHARE, UNWANTED_SHARE, NEW_SHARE])
    ends = np.cumsum(np.ceil(shares * items).astype(int))
    withdrawn, unwanted = turn < ends[0], (turn >= ends[0]) & (turn < ends[1])
    launched = (turn >= ends[1]) & (turn < ends[2])
    earliest = days - min(LATEST_LAUNCH_DAYS, days // 2)
    launch = rng.integers(earliest, max(days - 14, earliest + 1), size=items)
    withdrawal = rng.integers(int(days * 0.4), max(int(days * 0.9), 1), size=items)
    first_day = np.where(launched, launch, 0)
    last_day = np.where(withdrawn, withdrawal, days)
    return first_day, last_day, ~unwanted


def _suppliers_of(
    kinds: list[ItemKind], suppliers: Suppliers, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Main supplier, abroad for the kinds that are imported, and a stand-in at home."""
    abroad = rng.random(len(kinds)) < np.array([kind.imported for kind in kinds])
    home = rng.choice(suppliers.of_type("DOMESTIC", "HYBRID"), size=len(kinds))
    away = rng.choice(suppliers.of_type("IMPORT", "HYBRID"), size=len(kinds))
    stand_in = rng.choice(suppliers.of_type("DOMESTIC", "HYBRID"), size=len(kinds))
    return np.where(abroad, away, home), stand_in


def _order_limits(
    lot: NDArray[np.float64], requests: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Smallest order, a round number near the lot, and for some items a largest one."""
    steps = np.array([1, 2, 5, 10, 20, 50, 100, 200, 500], dtype=np.float64)
    smallest = steps[np.searchsorted(steps, lot).clip(0, len(steps) - 1)]
    monthly = np.ceil(lot * requests * 120 / smallest) * smallest
    limited = rng.random(len(lot)) < 0.2
    largest = np.where(limited, np.maximum(monthly, 20 * smallest), np.nan)
    return smallest, largest


def _criticality(kinds: list[ItemKind], rng: np.random.Generator) -> NDArray[np.int64]:
    usual = np.array([kind.criticality for kind in kinds])
    return (usual + rng.integers(-1, 2, size=len(kinds))).clip(0, 10)
