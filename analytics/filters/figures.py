"""What may be asked of KPIs, forecasts and policy."""

from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from analytics.kpis.definitions import DIMENSIONS, Language
from nova.api.parameters import (
    DayField,
    PageParameters,
    PairParameters,
    Parameters,
    WholeNumberField,
)
from nova.api.windows import OpenWindowParameters

LONGEST_HORIZON = 32767  # SMALLINT
EARLIEST_END = date(2000, 1, 1)  # two periods before it must be days too


class ForecastParameters(PairParameters, PageParameters, OpenWindowParameters):
    """Forecasts of one item at one site."""

    horizon = WholeNumberField(
        least=1,
        most=LONGEST_HORIZON,
        required=False,
        help_text="Label of the horizon, exactly as a row carries it.",
    )


class KpiParameters(PageParameters, OpenWindowParameters):
    """KPIs of the company, or of the segments of one dimension."""

    dimension = serializers.ChoiceField(DIMENSIONS, required=False)
    segment = serializers.CharField(
        max_length=200,
        required=False,
        help_text="Site code, region, family or ABC class; all of the dimension without it.",
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        asked = super().validate(asked)
        if "segment" in asked and "dimension" not in asked:
            raise ValidationError({"segment": "Of which dimension?"})
        return asked


class SummaryParameters(Parameters):
    """A period of the company or of one segment: KPIs are kept by one dimension at a time."""

    days = WholeNumberField(
        least=7, most=365, default=30, help_text="Of the period; as many before it are compared."
    )
    end_date = DayField(required=False, help_text="Last day; default: the last with KPIs.")
    dimension = serializers.ChoiceField(DIMENSIONS, required=False)
    segment = serializers.CharField(
        max_length=200, required=False, help_text="Site code, region, family or ABC class."
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if ("segment" in asked) != ("dimension" in asked):
            raise ValidationError({"segment": "A segment and its dimension go together."})
        if asked.get("end_date", date.max) < EARLIEST_END:
            raise ValidationError({"end_date": f"Before {EARLIEST_END}."})
        return asked


class TrendParameters(Parameters):
    """Demand of the company or of one segment, and its forecasts."""

    days = WholeNumberField(least=7, most=365, default=90, help_text="Up to the last demand.")
    ahead = WholeNumberField(least=0, most=180, default=30, help_text="Days after it.")
    dimension = serializers.ChoiceField(DIMENSIONS, required=False)
    segment = serializers.CharField(
        max_length=200, required=False, help_text="Site code, region, family or ABC class."
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if ("segment" in asked) != ("dimension" in asked):
            raise ValidationError({"segment": "A segment and its dimension go together."})
        return asked


LEAD_BUCKETS = ("1-7", "8-14", "15-30", "31-60", "61-90", "91+", "ALL")


class AccuracyParameters(PageParameters):
    run_id = WholeNumberField(required=False, help_text="Default: the newest that was scored.")
    model_tag = serializers.CharField(max_length=200, required=False)
    lead_bucket = serializers.ChoiceField(
        LEAD_BUCKETS, required=False, help_text="Days ahead; ALL: all of them together."
    )
    dimension = serializers.ChoiceField(
        ("ALL", *DIMENSIONS), default="ALL", help_text="ALL: the whole company."
    )
    segment = serializers.CharField(max_length=200, required=False)


class PolicyParameters(Parameters):
    item_id = WholeNumberField()
    site_id = WholeNumberField(required=False)


class ProjectionParameters(PairParameters):
    days = WholeNumberField(least=1, most=180, default=90, help_text="Days ahead.")


class FeaturesParameters(PageParameters, OpenWindowParameters):
    """Features of one item, of all its sites unless one is asked for."""

    item_id = WholeNumberField()
    site_id = WholeNumberField(required=False, help_text="With those of the item everywhere.")


class LanguageParameters(Parameters):
    lang = serializers.ChoiceField(
        [language.value for language in Language],
        default=Language.PT_BR.value,
        help_text="Of labels, formulas and reasons.",
    )
