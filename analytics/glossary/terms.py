"""All words that are explained, and the settings that their texts name."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from analytics.glossary import accuracy_terms, advice_terms, stock_terms
from analytics.glossary.term import Term, term_of
from analytics.kpis.definitions import KPIS, Language
from analytics.policy.settings import settings_on

TERMS: tuple[Term, ...] = (
    *(term_of(kpi) for kpi in KPIS),
    *accuracy_terms.TERMS,
    *stock_terms.TERMS,
    *advice_terms.TERMS,
)
UNKNOWN = "—"


class _Settings(dict[str, str]):
    """A setting that does not hold today is unknown."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def glossary(language: Language, day: date) -> list[dict[str, object]]:
    """Every word in one language, its settings as they hold on that day."""
    settings = _written(settings_on(day), language)
    return [term.told(language, settings) for term in TERMS]


def _written(settings: Mapping[str, Decimal], language: Language) -> Mapping[str, str]:
    mark = "," if language is Language.PT_BR else "."
    return _Settings(
        {name: f"{value.normalize():f}".replace(".", mark) for name, value in settings.items()}
    )
