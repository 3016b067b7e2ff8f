"""Views of the outputs; their SQL lies in sql/matviews and migrate keeps the database on it."""

from pathlib import Path

from django.db import models
from django_pgviews import view

from analytics.models.outputs import KpiFigures
from analytics.querysets.kpis import KpiQuerySet
from core.models import Item, Site

SQL = Path(__file__).parents[1] / "sql" / "matviews"


class KpiView(KpiFigures):
    """Figures of one day with those that are worked out over many."""

    turnover = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        abstract = True


class KpiDailyLatest(view.ReadOnlyView, KpiView):
    """The latest computation of each day, over all days."""

    full_date = models.DateField(primary_key=True)
    sql = (SQL / "v_kpis_daily_latest.sql").read_text(encoding="utf-8")

    days = KpiQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.v_kpis_daily_latest"


class KpiSegmentDailyLatest(view.ReadOnlyView, KpiView):
    """The latest computation of each day and segment, over all days."""

    pk = models.CompositePrimaryKey("full_date", "dimension", "segment")
    dimension = models.TextField()
    segment = models.TextField()
    sql = (SQL / "v_kpis_segment_daily_latest.sql").read_text(encoding="utf-8")

    days = KpiQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.v_kpis_segment_daily_latest"


class KpiLatest(view.ReadOnlyMaterializedView, KpiView):
    """The latest computation of each of the last 90 days, as the API tells them."""

    full_date = models.DateField(primary_key=True)
    sql = (SQL / "mv_kpis_latest.sql").read_text(encoding="utf-8")
    dependencies = ("analytics.KpiDailyLatest",)
    concurrent_index = "full_date"

    class Meta:
        managed = False
        db_table = "analytics.mv_kpis_latest"


class ForecastLatest(view.ReadOnlyMaterializedView):
    """The champion run's forecasts, for BI tools; the API reads the run itself."""

    pk = models.CompositePrimaryKey("item_id", "site_id", "horizon_days", "full_date")
    forecast_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    full_date = models.DateField()
    item = models.ForeignKey(Item, models.DO_NOTHING, related_name="+")
    site = models.ForeignKey(Site, models.DO_NOTHING, related_name="+")
    horizon_days = models.SmallIntegerField()
    lead_days = models.IntegerField()
    yhat = models.DecimalField(max_digits=18, decimal_places=4)
    yhat_lower = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    yhat_upper = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    model_tag = models.TextField()
    confidence_level = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    as_of = models.DateField()
    computed_at = models.DateTimeField()

    sql = (SQL / "mv_forecasts_latest.sql").read_text(encoding="utf-8")
    concurrent_index = "item_id, site_id, horizon_days, full_date"

    class Meta:
        managed = False
        db_table = "analytics.mv_forecasts_latest"
