"""How good forecasts were once the demand they foresaw had come."""

from pathlib import Path
from typing import Any

from django.db import models
from django.db.models.functions import Now
from django_pgviews import view

from analytics.querysets.outputs import ForecastAccuracyQuerySet

SQL = Path(__file__).parents[1] / "sql" / "matviews"


def _ratio(*, null: bool = True) -> "models.DecimalField[Any, Any]":
    """A ratio, None where there is nothing to divide by."""
    return models.DecimalField(max_digits=30, decimal_places=6, null=null)


def _units() -> "models.DecimalField[Any, Any]":
    return models.DecimalField(max_digits=30, decimal_places=4)


class ForecastAccuracy(models.Model):
    """Figures of one run and model over a lead time and a segment; analytics.accuracy has more."""

    pk = models.CompositePrimaryKey(
        "forecast_run_id", "model_tag", "lead_bucket", "dimension", "segment"
    )
    forecast_run_id = models.BigIntegerField()
    model_tag = models.TextField()
    lead_bucket = models.TextField()
    dimension = models.TextField()
    segment = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    cells = models.BigIntegerField()
    demand_cells = models.BigIntegerField()
    interval_cells = models.BigIntegerField()
    series = models.BigIntegerField()
    unscaled_series = models.BigIntegerField()
    actual = _units()
    wape = _ratio()
    mape = _ratio()
    mape_coverage = _ratio(null=False)
    bias = _ratio()
    mase = _ratio()
    rmsse = _ratio()
    interval_coverage = _ratio()
    nominal_coverage = _ratio()
    pinball_lower = _ratio()
    pinball_median = _ratio()
    pinball_upper = _ratio()
    wape_naive = _ratio()
    fva_naive = _ratio()
    fva_zero = _ratio()
    run_id = models.BigIntegerField()
    computed_at = models.DateTimeField(db_default=Now())

    objects = ForecastAccuracyQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.forecast_accuracy"


class ForecastAccuracyDaily(models.Model):
    """Units forecast and demanded on one day by one run and model, summed over item-sites."""

    pk = models.CompositePrimaryKey("full_date", "forecast_run_id", "model_tag")
    full_date = models.DateField()
    forecast_run_id = models.BigIntegerField()
    model_tag = models.TextField()
    cells = models.BigIntegerField()
    actual = _units()
    error = _units()
    absolute_error = _units()
    run_id = models.BigIntegerField()
    computed_at = models.DateTimeField(db_default=Now())

    class Meta:
        managed = False
        db_table = "analytics.forecast_accuracy_daily"


class ForecastDrift(view.ReadOnlyView):
    """What readers saw of forecasts in the last 28 known days, beside the 28 before."""

    run_id = models.BigIntegerField(primary_key=True)
    model_tag = models.TextField(null=True)
    wape_recent = _ratio()
    wape_before = _ratio()
    bias_recent = _ratio()
    cells = models.BigIntegerField()
    days_recent = models.BigIntegerField()
    days_before = models.BigIntegerField()
    last_day = models.DateField(null=True)

    sql = (SQL / "v_forecast_drift.sql").read_text(encoding="utf-8")

    class Meta:
        managed = False
        db_table = "analytics.v_forecast_drift"
