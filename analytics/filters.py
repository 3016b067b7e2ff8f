"""What may be asked of forecasts."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from analytics.kpis.definitions import DIMENSIONS, Language
from core.filters import refuse_backwards
from nova.api.parameters import (
    DayField,
    PageParameters,
    PairParameters,
    Parameters,
    WholeNumberField,
)

LONGEST_HORIZON = 32767  # SMALLINT


class ForecastParameters(PairParameters, PageParameters):
    """Forecasts of one item at one site."""

    horizon = WholeNumberField(
        least=1,
        most=LONGEST_HORIZON,
        required=False,
        help_text="Label of the horizon, exactly as a row carries it.",
    )
    start_date = DayField(required=False)
    end_date = DayField(required=False, help_text="Included.")

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "start_date" in asked and "end_date" in asked:
            refuse_backwards(asked["start_date"], asked["end_date"])
        return asked


class KpiParameters(PageParameters):
    """KPIs of the company, or of the segments of one dimension."""

    start_date = DayField(required=False)
    end_date = DayField(required=False, help_text="Included.")
    dimension = serializers.ChoiceField(DIMENSIONS, required=False)
    segment = serializers.CharField(
        max_length=200,
        required=False,
        help_text="Site code, region, family or ABC class; all of the dimension without it.",
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "start_date" in asked and "end_date" in asked:
            refuse_backwards(asked["start_date"], asked["end_date"])
        if "segment" in asked and "dimension" not in asked:
            raise ValidationError({"segment": "Of which dimension?"})
        return asked


class LanguageParameters(Parameters):
    lang = serializers.ChoiceField(
        [language.value for language in Language],
        default=Language.PT_BR.value,
        help_text="Of labels, formulas and reasons.",
    )
