"""What the facts are about: days, materials, places, suppliers."""

from django.db import models
from django.db.models.functions import Now

from core.querysets import (
    CalendarQuerySet,
    ItemQuerySet,
    RegionQuerySet,
    SiteQuerySet,
    SupplierQuerySet,
)


class Calendar(models.Model):
    """One day; the parts of the date are derived by the database."""

    date_id = models.AutoField(primary_key=True)
    full_date = models.DateField(unique=True)
    year = models.SmallIntegerField(editable=False)
    month = models.SmallIntegerField(editable=False)
    quarter = models.SmallIntegerField(editable=False)
    weekday = models.SmallIntegerField(editable=False)
    day_of_month = models.SmallIntegerField(editable=False)
    week_of_year = models.SmallIntegerField(editable=False)
    is_weekend = models.BooleanField(editable=False)
    is_holiday = models.BooleanField(editable=False)
    holiday_name = models.TextField(null=True)
    holiday_type = models.TextField(null=True)
    state_holidays = models.JSONField(default=dict)
    fiscal_year = models.SmallIntegerField(editable=False)
    fiscal_quarter = models.SmallIntegerField(editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.dim_calendar"


class Item(models.Model):
    """One material."""

    item_id = models.AutoField("nº", primary_key=True)
    sku = models.TextField("SKU", unique=True)
    name = models.TextField("nome")
    description = models.TextField("descrição", null=True)
    family = models.TextField("família", null=True)
    category = models.TextField("categoria", null=True)
    subcategory = models.TextField("subcategoria", null=True)
    unit_measure = models.TextField("unidade", default="UN")
    abc_class = models.CharField("classe ABC", max_length=1, null=True)
    criticality = models.SmallIntegerField("criticidade", null=True)
    active = models.BooleanField("ativo", default=True)
    min_order_qty = models.DecimalField("pedido mínimo", max_digits=18, decimal_places=4, null=True)
    max_order_qty = models.DecimalField("pedido máximo", max_digits=18, decimal_places=4, null=True)
    unit_cost = models.DecimalField("custo unitário", max_digits=18, decimal_places=4, null=True)
    unit_cost_source = models.TextField("fonte do custo", null=True)
    extra_attributes = models.JSONField("outros atributos", default=dict)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)
    updated_at = models.DateTimeField("atualizado em", db_default=Now(), editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.dim_item"
        verbose_name = "material"
        verbose_name_plural = "materiais"

    def __str__(self) -> str:
        return f"{self.sku} {self.name}"


class Region(models.Model):
    """One Brazilian state or economic zone."""

    region_id = models.AutoField("nº", primary_key=True)
    name = models.TextField("nome", unique=True)
    state_code = models.CharField("UF", max_length=2, null=True)
    economic_zone = models.TextField("zona econômica", null=True)
    created_at = models.DateTimeField("criada em", db_default=Now(), editable=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.dim_region"
        verbose_name = "região"
        verbose_name_plural = "regiões"

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One place that holds or uses stock."""

    site_id = models.AutoField("nº", primary_key=True)
    code = models.TextField("código", unique=True)
    name = models.TextField("nome")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="sites", verbose_name="região"
    )
    latitude = models.DecimalField("latitude", max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField("longitude", max_digits=9, decimal_places=6, null=True)
    site_type = models.TextField("tipo", null=True)
    active = models.BooleanField("ativo", default=True)
    data_quality_note = models.TextField("nota de qualidade", null=True)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)
    updated_at = models.DateTimeField("atualizado em", db_default=Now(), editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.dim_site"
        verbose_name = "local"
        verbose_name_plural = "locais"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Supplier(models.Model):
    """One supplier."""

    supplier_id = models.AutoField("nº", primary_key=True)
    code = models.TextField("código", unique=True)
    name = models.TextField("nome")
    supplier_type = models.TextField("tipo", null=True)
    reliability_score = models.DecimalField(
        "nota de confiança", max_digits=5, decimal_places=2, null=True
    )
    avg_lead_time_days = models.IntegerField("prazo médio (dias)", null=True)
    on_time_delivery_rate = models.DecimalField(
        "entregas no prazo", max_digits=10, decimal_places=4, null=True
    )
    active = models.BooleanField("ativo", default=True)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)
    updated_at = models.DateTimeField("atualizado em", db_default=Now(), editable=False)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.dim_supplier"
        verbose_name = "fornecedor"
        verbose_name_plural = "fornecedores"

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class MarketIndicator(models.Model):
    """One macroeconomic series, such as SELIC."""

    indicator_id = models.AutoField(primary_key=True)
    code = models.TextField(unique=True)
    name = models.TextField()
    unit = models.TextField()
    source = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "core.dim_market_indicator"
