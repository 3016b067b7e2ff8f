"""What the stock policy is worked out from, and what it says."""

from django.db import models
from django.db.models.functions import Now

from analytics.querysets import PolicyQuerySet
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


class ServiceLevel(models.Model):
    """One rule of service; it holds for items that meet all it names, the highest level wins."""

    service_level_id = models.AutoField(primary_key=True)
    abc_class = models.CharField(max_length=1, null=True)
    xyz_class = models.CharField(max_length=1, null=True)
    criticality_from = models.SmallIntegerField(null=True)
    criticality_to = models.SmallIntegerField(null=True)
    service_level = models.DecimalField(max_digits=6, decimal_places=4)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        managed = False
        db_table = "analytics.service_levels"


class PolicyOverride(models.Model):
    """Figures that a person sets for an item, at one site or all, until expires_on."""

    override_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="policy_overrides")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="policy_overrides")
    service_level = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    safety_stock = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    reorder_point = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    lead_time_days = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    reason = models.TextField()
    actor = models.TextField()
    starts_on = models.DateField(db_default=Now())
    expires_on = models.DateField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "analytics.policy_overrides"


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
