"""What the offline models computed: runs, forecasts, features, KPIs, classes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.timezone import localdate

from analytics.querysets.kpis import KpiQuerySet, KpiTargetQuerySet
from analytics.querysets.outputs import FeaturesQuerySet, ForecastQuerySet, ModelRunQuerySet
from core.models import Item, Site
from support.models import LoadRun


class ModelRun(models.Model):
    """One published forecasts or features run; the champion is the one that readers see."""

    class Status(models.TextChoices):
        CANDIDATE = "CANDIDATE", "Candidata"
        CHAMPION = "CHAMPION", "Campeã"
        RETIRED = "RETIRED", "Aposentada"

    run = models.OneToOneField(LoadRun, models.PROTECT, primary_key=True, related_name="model_run")
    dataset = models.TextField()
    status = models.TextField(choices=Status)
    model_tag = models.TextField(null=True)
    schema_version = models.TextField(null=True)
    as_of = models.DateField(null=True)
    computed_at = models.DateTimeField()
    row_count = models.BigIntegerField()
    published_at = models.DateTimeField(db_default=Now())
    dropped_at = models.DateTimeField(null=True, editable=False)
    backtest = models.JSONField(null=True, editable=False)
    crowned_at = models.DateTimeField(null=True, editable=False)

    objects = ModelRunQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.model_runs"

    @property
    def last_known_day(self) -> date:
        """Last day that the run knew: as it tells, else the day it was computed on."""
        return self.as_of or localdate(self.computed_at)


class Forecast(models.Model):
    """Units forecast per run, item, site, horizon and day, with the bounds of its interval."""

    forecast_id = models.BigAutoField(primary_key=True)
    run_id = models.BigIntegerField()
    full_date = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="forecasts")
    site = models.ForeignKey(Site, models.PROTECT, related_name="forecasts")
    horizon_days = models.SmallIntegerField()
    yhat = models.DecimalField(max_digits=18, decimal_places=4)
    yhat_lower = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    yhat_upper = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    model_tag = models.TextField()
    confidence_level = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    as_of = models.DateField()
    computed_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ForecastQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.forecasts"


class Features(models.Model):
    """Features of an item (and site) on a day, any JSON object."""

    feature_id = models.BigAutoField(primary_key=True)
    run_id = models.BigIntegerField()
    full_date = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="features")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="features")
    features = models.JSONField()
    schema_version = models.TextField(default="v1.0")
    computed_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = FeaturesQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.features_store"


class KpiFigures(models.Model):
    """The figures of one day; rates are fractions, None where the denominator is missing."""

    full_date = models.DateField()
    total_demand = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    stockout_rate = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    fill_rate = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    abc_a_share = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    abc_a_share_quantity = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    delayed_orders_pct = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    forecast_mape = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    forecast_mape_coverage = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    forecast_wape = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    forecast_bias = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    avg_inventory_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    total_inventory_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    uncosted_stock_count = models.IntegerField(null=True)
    carrying_cost = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    cogs = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    reasons = models.JSONField(default=dict)
    run_id = models.BigIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        abstract = True


class KpiDaily(KpiFigures):
    """One computation of one day's figures."""

    kpi_id = models.BigAutoField(primary_key=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = KpiQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.kpis_daily"


class KpiSegmentDaily(models.Model):
    """One computation of one day's figures within a segment."""

    pk = models.CompositePrimaryKey("full_date", "dimension", "segment", "computed_at")
    full_date = models.DateField()
    dimension = models.TextField()
    segment = models.TextField()
    metrics = models.JSONField()
    reasons = models.JSONField(default=dict)
    run_id = models.BigIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "analytics.kpis_segment_daily"


class KpiTarget(models.Model):
    """What a KPI shall reach, in the company or in one segment, from a day on."""

    class Comparison(models.TextChoices):
        BELOW = "BELOW", "abaixo de"
        ABOVE = "ABOVE", "acima de"
        BETWEEN = "BETWEEN", "entre"
        REDUCTION = "REDUCTION", "redução de"

    target_id = models.AutoField(primary_key=True)
    kpi = models.TextField("indicador")
    dimension = models.TextField("dimensão", null=True, blank=True)
    segment = models.TextField("segmento", null=True, blank=True)
    comparison = models.TextField("comparação", choices=Comparison)
    target = models.DecimalField("meta", max_digits=18, decimal_places=4)
    upper_target = models.DecimalField(
        "meta superior", max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline = models.DecimalField(
        "partida", max_digits=18, decimal_places=4, null=True, blank=True
    )
    source = models.TextField("fonte")
    valid_from = models.DateField("vale desde")

    objects = KpiTargetQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.kpi_targets"
        verbose_name = "meta de um indicador"
        verbose_name_plural = "metas dos indicadores"

    def clean(self) -> None:
        """ValidationError for what the table would refuse, in the words of a person."""
        if (self.dimension is None) != (self.segment is None):
            raise ValidationError("Dimensão e segmento vêm juntos, ou nenhum dos dois.")
        is_between = self.comparison == self.Comparison.BETWEEN
        if is_between != (self.upper_target is not None):
            raise ValidationError({"upper_target": "Só “entre” tem meta superior."})
        if self.upper_target is not None and self.upper_target <= self.target:
            raise ValidationError({"upper_target": "A meta superior não é maior que a meta."})
        same = {n: getattr(self, n) for n in ("kpi", "dimension", "segment", "valid_from")}
        if KpiTarget.objects.filter(**same).exclude(pk=self.pk).exists():
            raise ValidationError("Já há uma meta deste indicador desde este dia.")

    def __str__(self) -> str:
        return f"{self.kpi} {self.segment or ''}".rstrip()


class ItemClassification(models.Model):
    """ABC and XYZ class of an item from a day on, computed or set by a person."""

    pk = models.CompositePrimaryKey("item_id", "valid_from", "source")
    item = models.ForeignKey(Item, models.PROTECT, related_name="classifications")
    valid_from = models.DateField()
    source = models.TextField()
    abc_class = models.CharField(max_length=1, null=True)
    xyz_class = models.CharField(max_length=1, null=True)
    annual_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    demand_cv = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    actor = models.TextField(null=True)
    valid_to = models.DateField(null=True)
    demand_class = models.TextField(null=True)
    value_share_before = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    demand_weeks = models.SmallIntegerField(null=True)
    weekly_mean = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    weekly_std = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    observed_days = models.SmallIntegerField(null=True)
    demand_days = models.SmallIntegerField(null=True)
    demand_interval = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    size_cv2 = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    run_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "analytics.item_classifications"
