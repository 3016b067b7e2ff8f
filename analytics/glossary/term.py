"""What an entry of the glossary is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analytics.kpis.definitions import Direction, Kpi, Language, Words


class Group(StrEnum):
    KPI = "KPI"
    ACCURACY = "ACCURACY"
    DEMAND = "DEMAND"
    STOCK = "STOCK"
    SUPPLIER = "SUPPLIER"
    STATE = "STATE"
    RECOMMENDATION = "RECOMMENDATION"
    ALERT = "ALERT"


@dataclass(frozen=True)
class Term:
    """A word that people meet. name: as fields and codes have it.

    Texts name settings of the policy in braces, such as {review_days}; they are told as they hold
    today. formula, unit and direction are None where nothing is measured; reference: literature.
    """

    name: str
    group: Group
    label: Words
    meaning: Words | None
    sources: tuple[str, ...]
    formula: Words | None = None
    unit: str | None = None
    direction: Direction | None = None
    reference: str | None = None

    def told(self, language: Language, settings: Mapping[str, str]) -> dict[str, object]:
        """The entry in one language. settings: name to value, as people read it."""
        meaning, formula = (
            words.of(language).format_map(settings) if words else None
            for words in (self.meaning, self.formula)
        )
        return {
            "name": self.name,
            "group": self.group,
            "label": self.label.of(language),
            "meaning": meaning,
            "formula": formula,
            "unit": self.unit,
            "direction": self.direction,
            "sources": self.sources,
            "reference": self.reference,
        }


def term_of(kpi: Kpi) -> Term:
    """A KPI among the other words; what it means is its formula."""
    return Term(
        kpi.name, Group.KPI, kpi.label, None, kpi.sources,
        formula=kpi.formula, unit=kpi.unit, direction=kpi.direction,
    )  # fmt: skip
