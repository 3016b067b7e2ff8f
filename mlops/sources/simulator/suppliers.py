"""The simulated suppliers and how long they take to deliver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

ITEMS_PER_SUPPLIER: Final = 25
FEWEST_SUPPLIERS: Final = 6

# The first six alternate, so that even the smallest world has every type.
TYPE_CYCLE: Final = (
    "DOMESTIC", "IMPORT", "DOMESTIC", "HYBRID", "DOMESTIC", "IMPORT", "DOMESTIC", "DOMESTIC",
)  # fmt: skip
PROMISED_DAYS: Final = {"DOMESTIC": (5, 18), "HYBRID": (14, 32), "IMPORT": (32, 62)}
SPREAD: Final = {"DOMESTIC": 0.25, "HYBRID": 0.30, "IMPORT": 0.18}
CUSTOMS_CHANCE: Final = {"DOMESTIC": 0.0, "HYBRID": 0.08, "IMPORT": 0.22}
CUSTOMS_MEAN_DAYS: Final = 14.0

TRADES: Final = ("Eletro", "Telecom", "Ferragens", "Energia", "Conexões", "Metalúrgica", "Cabos",
                 "Segurança", "Materiais", "Infra")  # fmt: skip
PLACES: Final = ("do Recôncavo", "Capibaribe", "Paraguaçu", "da Borborema", "Itapuã", "do Agreste",
                 "Jequitibá", "Mantiqueira", "do Cariri", "Abrolhos", "Araripe")  # fmt: skip


@dataclass(frozen=True)
class Suppliers:
    """One entry per supplier; promised is days, spread and customs shape the actual delivery."""

    codes: list[str]
    names: list[str]
    types: list[str]
    promised: NDArray[np.int64]
    habit: NDArray[np.float64]
    spread: NDArray[np.float64]
    customs: NDArray[np.float64]
    active: NDArray[np.bool_]

    def of_type(self, *types: str) -> NDArray[np.int64]:
        """Positions of the active suppliers of these types."""
        chosen = np.isin(np.array(self.types), types) & self.active
        return np.flatnonzero(chosen)

    def draw_lead_times(
        self, suppliers: NDArray[np.int64], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Days from order to delivery, at least 1: log-normal around the promise, plus customs."""
        usual = self.promised[suppliers] * self.habit[suppliers]
        spread = self.spread[suppliers]
        days = usual * rng.lognormal(0.0, spread)
        held = rng.random(len(suppliers)) < self.customs[suppliers]
        days += held * rng.gamma(1.5, CUSTOMS_MEAN_DAYS / 1.5, size=len(suppliers))
        return np.maximum(1, np.rint(days)).astype(np.int64)

    def mean_lead_times(self) -> NDArray[np.float64]:
        """Expected days from order to delivery."""
        usual = self.promised * self.habit * np.exp(self.spread**2 / 2)
        return usual + self.customs * CUSTOMS_MEAN_DAYS

    def lead_time_deviations(self) -> NDArray[np.float64]:
        """Standard deviation of the days from order to delivery."""
        usual = (self.promised * self.habit) ** 2
        usual = usual * np.exp(self.spread**2) * np.expm1(self.spread**2)
        # Second moment of the gamma with shape 1.5 is (1 + 1/1.5) times the mean squared.
        squared = CUSTOMS_MEAN_DAYS**2
        customs = self.customs * squared * (1 + 1 / 1.5) - self.customs**2 * squared
        return np.sqrt(usual + customs)


def build_suppliers(*, items: int, rng: np.random.Generator) -> Suppliers:
    """Domestic, hybrid and import suppliers; the last one has been struck off."""
    count = max(FEWEST_SUPPLIERS, items // ITEMS_PER_SUPPLIER) + 1
    types = [TYPE_CYCLE[index % len(TYPE_CYCLE)] for index in range(count)]
    bounds = np.array([PROMISED_DAYS[kind] for kind in types])
    return Suppliers(
        codes=[f"FOR-{index + 1:04d}" for index in range(count)],
        names=[_name(index, kind) for index, kind in enumerate(types)],
        types=types,
        promised=rng.integers(bounds[:, 0], bounds[:, 1] + 1),
        habit=rng.normal(0.86, 0.10, size=count).clip(0.75, 1.25),
        spread=np.array([SPREAD[kind] for kind in types]),
        customs=np.array([CUSTOMS_CHANCE[kind] for kind in types]),
        active=np.arange(count) < count - 1,
    )


def _name(index: int, kind: str) -> str:
    trade = TRADES[index % len(TRADES)]
    # The strides have no common factor, so a pair repeats only after 110 suppliers.
    place = PLACES[index % len(PLACES)]
    suffix = "Importação" if kind == "IMPORT" else "Ltda."
    again = index // (len(TRADES) * len(PLACES))
    return f"{trade} {place} {suffix}" + (f" {again + 1}" if again else "")
