"""Shapes of forecasts and of an item's sites."""

from typing import Any

from rest_framework import serializers

from analytics.accuracy.measured import BEYOND, LAST_DAYS
from analytics.kpis.definitions import DIMENSIONS
from analytics.models import ModelRun
from core.serializers.dimensions import SITE_TYPES
from nova.api.documentation import CountMetadata, PageMetadata


class ItemSiteSerializer(serializers.Serializer[Any]):
    site_id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    site_type = serializers.ChoiceField(SITE_TYPES, allow_null=True)
    region = serializers.CharField(allow_null=True)
    demand_days = serializers.IntegerField(help_text="Days with demand in the last 365.")
    last_demand_date = serializers.DateField(allow_null=True)
    has_forecast = serializers.BooleanField()
    data_quality_note = serializers.CharField(allow_null=True)


class ForecastPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    yhat = serializers.FloatField()
    yhat_lower = serializers.FloatField(allow_null=True)
    yhat_upper = serializers.FloatField(allow_null=True)
    model_tag = serializers.CharField()
    horizon_days = serializers.IntegerField()
    confidence_level = serializers.FloatField(allow_null=True)


class ForecastMetadata(PageMetadata):
    item_id = serializers.IntegerField()
    site_id = serializers.IntegerField()
    run_id = serializers.IntegerField(allow_null=True, help_text="Null before the first run.")
    as_of = serializers.DateField(allow_null=True)
    model_tag = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)


def run_metadata(run: ModelRun | None) -> dict[str, object]:
    """What an answer tells of the run it comes from; nulls before the first publication."""
    names = ("as_of", "model_tag", "computed_at")
    told = {name: getattr(run, name) if run else None for name in names}
    return {"run_id": run.pk if run else None, **told}


class ComparedPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    yhat = serializers.FloatField()
    yhat_lower = serializers.FloatField(allow_null=True)
    yhat_upper = serializers.FloatField(allow_null=True)
    confidence_level = serializers.FloatField(allow_null=True)
    horizon_days = serializers.IntegerField()


class ComparedSeriesSerializer(serializers.Serializer[Any]):
    """One item at one site as a model of a run foresees it; of several horizons the smallest."""

    item_id = serializers.IntegerField()
    sku = serializers.CharField()
    item_name = serializers.CharField()
    unit_measure = serializers.CharField()
    site_id = serializers.IntegerField()
    site_code = serializers.CharField()
    site_name = serializers.CharField()
    run_id = serializers.IntegerField()
    run_status = serializers.ChoiceField(ModelRun.Status.choices)
    model_tag = serializers.CharField()
    as_of = serializers.DateField(allow_null=True, help_text="Last day that the run knew.")
    computed_at = serializers.DateTimeField()
    points = ComparedPointSerializer(many=True)


class ComparedRunSerializer(serializers.Serializer[Any]):
    run_id = serializers.IntegerField()
    status = serializers.ChoiceField(ModelRun.Status.choices)
    model_tag = serializers.CharField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    computed_at = serializers.DateTimeField()
    dropped_at = serializers.DateTimeField(allow_null=True, help_text="When its rows went.")


class ComparisonMetadata(CountMetadata):
    start_date = serializers.DateField(allow_null=True, help_text="Null where there is no run.")
    end_date = serializers.DateField(allow_null=True)
    runs = ComparedRunSerializer(many=True, help_text="Those asked for that there are.")


class TotalPointSerializer(serializers.Serializer[Any]):
    full_date = serializers.DateField()
    yhat = serializers.FloatField(help_text="Sum over item-sites.")
    item_sites = serializers.IntegerField(help_text="That the sum is over.")
    lead_bucket = serializers.ChoiceField(
        [name for _, name in LAST_DAYS] + [BEYOND], help_text="Days ahead of what the run knew."
    )
    mean_error_at_most = serializers.FloatField(
        allow_null=True,
        help_text="Units: over the days that were measured such sums missed by no more on average."
        " A bound of a mean, no interval of a level; null where nothing was measured.",
    )


class MeasuredErrorSerializer(serializers.Serializer[Any]):
    """Misses of item-sites added up, as a share of what was foreseen."""

    lead_bucket = serializers.CharField()
    error_share = serializers.FloatField(help_text="wape / (1 + bias) of the segment.")
    measured_run_id = serializers.IntegerField(help_text="This run or an earlier one of its model.")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    cells = serializers.IntegerField(help_text="Item-site-days.")


class SegmentTotalSerializer(serializers.Serializer[Any]):
    segment = serializers.CharField()
    points = TotalPointSerializer(many=True)
    measured_errors = MeasuredErrorSerializer(
        many=True, help_text="What mean_error_at_most rests on."
    )


class ForecastTotalsMetadata(CountMetadata):
    dimension = serializers.ChoiceField(DIMENSIONS)
    start_date = serializers.DateField(allow_null=True, help_text="Null where there is no run.")
    end_date = serializers.DateField(allow_null=True)
    run_id = serializers.IntegerField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    model_tag = serializers.CharField(allow_null=True)
    computed_at = serializers.DateTimeField(allow_null=True)


_RATIOS = {
    "wape": "Sum of errors over sum of demand.",
    "mape": "Over cells with demand.",
    "bias": "Positive: too much was forecast.",
    "mase": "Below 1: better than last week's same day.",
    "rmsse": "As mase, of squares.",
    "interval_coverage": "Share of cells inside their interval.",
    "nominal_coverage": "Share that should be.",
    "pinball_lower": "Scaled loss.",
    "pinball_median": "Scaled loss.",
    "pinball_upper": "Scaled loss.",
    "wape_naive": "WAPE of the same weekday's last demand.",
    "fva_naive": "wape_naive - wape: positive where the forecast is better.",
    "fva_zero": "1 - wape: positive where it is better than forecasting nothing.",
}
_CELLS = ("cells", "demand_cells", "interval_cells", "series", "unscaled_series")


class AccuracySerializer(serializers.Serializer[Any]):
    """How good a model of a run was over a lead time and a segment; cells are item-site-days."""

    forecast_run_id = serializers.IntegerField()
    model_tag = serializers.CharField()
    lead_bucket = serializers.CharField()
    dimension = serializers.CharField(help_text="ALL: the whole company.")
    segment = serializers.CharField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    actual = serializers.FloatField(help_text="Units wanted.")
    mape_coverage = serializers.FloatField(help_text="Share of cells with demand.")
    computed_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        ratios = {
            name: serializers.FloatField(allow_null=True, help_text=text)
            for name, text in _RATIOS.items()
        }
        counts = {name: serializers.IntegerField() for name in _CELLS}
        return {**super().get_fields(), **counts, **ratios}


class AccuracyMetadata(PageMetadata):
    run_id = serializers.IntegerField(allow_null=True, help_text="Null: no run was scored yet.")


class ModelRunSerializer(serializers.Serializer[Any]):
    run_id = serializers.IntegerField()
    dataset = serializers.CharField()
    status = serializers.ChoiceField(ModelRun.Status.choices)
    model_tag = serializers.CharField(allow_null=True)
    schema_version = serializers.CharField(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    computed_at = serializers.DateTimeField()
    row_count = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    crowned_at = serializers.DateTimeField(allow_null=True, help_text="When it became champion.")
    dropped_at = serializers.DateTimeField(allow_null=True, help_text="When its rows went.")
    backtest = serializers.DictField(allow_null=True, help_text="As its maker told.")
