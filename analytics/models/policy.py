"""What the stock policy is worked out from, and what it says."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.timezone import localdate

from analytics.querysets.policy import PolicyOverrideQuerySet, PolicyQuerySet, ServiceLevelQuerySet
from core.models import Item, Site, Supplier


class PolicySetting(models.Model):
    """One threshold, from a day on."""

    pk = models.CompositePrimaryKey("name", "valid_from")
    name = models.TextField()
    value = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.TextField()
    source = models.TextField()
    valid_from = models.DateField()

    class Meta:
        managed = False
        db_table = "analytics.policy_settings"


SHARES = (MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal("0.9999")))
CRITICALITIES = (MinValueValidator(0), MaxValueValidator(10))
NOT_NEGATIVE = (MinValueValidator(Decimal(0)),)
A_LEAD_TIME = (*NOT_NEGATIVE, MaxValueValidator(Decimal(3650)))
ENDS_BEFORE = "Termina antes de começar."


class ServiceLevel(models.Model):
    """One rule of service; it holds for items that meet all it names, the highest level wins."""

    class Abc(models.TextChoices):
        A = "A"
        B = "B"
        C = "C"

    class Xyz(models.TextChoices):
        X = "X"
        Y = "Y"
        Z = "Z"

    service_level_id = models.AutoField(primary_key=True)
    abc_class = models.CharField("classe ABC", max_length=1, null=True, blank=True, choices=Abc)
    xyz_class = models.CharField("classe XYZ", max_length=1, null=True, blank=True, choices=Xyz)
    criticality_from = models.SmallIntegerField(
        "criticidade de", null=True, blank=True, validators=CRITICALITIES
    )
    criticality_to = models.SmallIntegerField(
        "criticidade até", null=True, blank=True, validators=CRITICALITIES
    )
    service_level = models.DecimalField(
        "nível de serviço", max_digits=6, decimal_places=4, validators=SHARES,
        help_text="Parte dos prazos de entrega que passa sem ruptura: 0,95 para 95%.",
    )  # fmt: skip
    valid_from = models.DateField("vale desde")
    valid_to = models.DateField("último dia", null=True, blank=True)
    source = models.TextField("fonte")

    objects = ServiceLevelQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.service_levels"
        verbose_name = "nível de serviço"
        verbose_name_plural = "níveis de serviço"

    def clean(self) -> None:
        """ValidationError for a period or a span of criticality that ends before it begins."""
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_BEFORE})
        span = (self.criticality_from, self.criticality_to)
        if None not in span and self.criticality_to < self.criticality_from:  # type: ignore[operator]
            raise ValidationError({"criticality_to": ENDS_BEFORE})

    def __str__(self) -> str:
        named = (self.abc_class, self.xyz_class, self.criticality_from, self.criticality_to)
        return f"{self.service_level} {'/'.join('*' if n is None else str(n) for n in named)}"


class PolicyOverride(models.Model):
    """Figures that a person sets for an item, at one site or all, until expires_on."""

    FIGURES = ("service_level", "safety_stock", "reorder_point", "lead_time_days")

    override_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="policy_overrides", verbose_name="material"
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="policy_overrides",
        verbose_name="local", help_text="Vazio: em todos os locais.",
    )  # fmt: skip
    service_level = models.DecimalField(
        "nível de serviço", max_digits=6, decimal_places=4, null=True, blank=True,
        validators=SHARES,
    )  # fmt: skip
    safety_stock = models.DecimalField(
        "estoque de segurança", max_digits=18, decimal_places=4, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    reorder_point = models.DecimalField(
        "ponto de pedido", max_digits=18, decimal_places=4, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    lead_time_days = models.DecimalField(
        "prazo de entrega (dias)", max_digits=10, decimal_places=4, null=True, blank=True,
        validators=A_LEAD_TIME,
    )  # fmt: skip
    reason = models.TextField("motivo")
    actor = models.TextField("autor")
    starts_on = models.DateField("desde", default=localdate, db_default=Now())
    expires_on = models.DateField("último dia")
    created_at = models.DateTimeField("criada em", db_default=Now(), editable=False)

    objects = PolicyOverrideQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.policy_overrides"
        verbose_name = "exceção com prazo"
        verbose_name_plural = "exceções com prazo"

    def clean(self) -> None:
        """ValidationError for an override that ends before it begins, or sets nothing."""
        if self.starts_on and self.expires_on and self.expires_on < self.starts_on:
            raise ValidationError({"expires_on": ENDS_BEFORE})
        if all(getattr(self, figure) is None for figure in self.FIGURES):
            raise ValidationError("Informe ao menos um valor: a exceção não muda nada.")

    def __str__(self) -> str:
        return f"{self.item} {self.site or '*'} até {self.expires_on}"


class InventoryPolicy(models.Model):
    """The policy of an item at a site on a business day, with every figure it comes from."""

    pk = models.CompositePrimaryKey("as_of", "item_id", "site_id")
    as_of = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="policies")
    site = models.ForeignKey(Site, models.PROTECT, related_name="policies")
    run_id = models.BigIntegerField()
    abc_class = models.CharField(max_length=1, null=True)
    xyz_class = models.CharField(max_length=1, null=True)
    demand_class = models.TextField(null=True)
    criticality = models.SmallIntegerField(null=True)
    unit_cost = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    min_order_qty = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    max_order_qty = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    observed_days = models.SmallIntegerField()
    mean_daily_demand = models.DecimalField(max_digits=18, decimal_places=4)
    std_daily_demand = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    last_demand_date = models.DateField(null=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="policies")
    lead_time_days = models.DecimalField(max_digits=10, decimal_places=4)
    lead_time_std = models.DecimalField(max_digits=10, decimal_places=4)
    lead_time_receipts = models.IntegerField()
    lead_time_source = models.TextField()
    service_level = models.DecimalField(max_digits=6, decimal_places=4)
    service_level_source = models.TextField()
    z = models.DecimalField(max_digits=9, decimal_places=6)
    safety_stock = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    safety_stock_source = models.TextField()
    reorder_point = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    reorder_point_source = models.TextField()
    current_stock = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    stock_date = models.DateField(null=True)
    inbound_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    inbound_orders = models.IntegerField()
    inbound_undated_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    inbound_lead_time_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    next_inbound_date = models.DateField(null=True)
    last_inbound_date = models.DateField(null=True)
    demand_source = models.TextField()
    forecast_run_id = models.BigIntegerField(null=True)
    forecast_until = models.DateField(null=True)
    review_demand = models.DecimalField(max_digits=18, decimal_places=4)
    lead_time_demand = models.DecimalField(max_digits=18, decimal_places=4)
    days_to_rupture = models.IntegerField(null=True)
    days_to_rupture_earliest = models.IntegerField(null=True)
    days_to_rupture_latest = models.IntegerField(null=True)
    days_to_rupture_inbound = models.IntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.inventory_policy"
