"""What happened: monthly partitioned facts.

Their key is the natural one, a unique index; the id is the load's run and row of the file, which
Django takes for a primary key. Every read carries the date, or PostgreSQL reads all months.
"""

from django.db import models
from django.db.models.functions import Now

from core.models.dimensions import Item, MarketIndicator, Site, Supplier
from core.querysets import DemandQuerySet, OrderQuerySet


class DemandDaily(models.Model):
    """Units demanded per item, site, day and supplier; quantity is what was served."""

    demand_id = models.BigAutoField(primary_key=True)
    full_date = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="demand")
    site = models.ForeignKey(Site, models.PROTECT, related_name="demand")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="demand")
    reconciled_supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, related_name="reconciled_demand"
    )
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unfulfilled_quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit_cost = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    total_cost = models.GeneratedField(
        expression=models.F("quantity") * models.F("unit_cost"),
        output_field=models.DecimalField(max_digits=18, decimal_places=4),
        db_persist=True,
    )
    lead_time_days = models.IntegerField(null=True)
    extra_attributes = models.JSONField(default=dict)
    run_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.fact_demand_daily"


class InventoryDaily(models.Model):
    """Units in stock per item and site at the end of a day; negative when more left than came."""

    inventory_id = models.BigAutoField(primary_key=True)
    full_date = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="inventory")
    site = models.ForeignKey(Site, models.PROTECT, related_name="inventory")
    current_stock = models.DecimalField(max_digits=18, decimal_places=4)
    safety_stock = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    reorder_point = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    days_to_rupture = models.IntegerField(null=True)
    run_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "core.fact_inventory_daily"


class Order(models.Model):
    """One purchase order line."""

    order_id = models.BigAutoField(primary_key=True)
    order_number = models.TextField()
    order_line = models.IntegerField()
    order_date = models.DateField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="orders")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="orders")
    site = models.ForeignKey(Site, models.PROTECT, related_name="orders")
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_price = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    status = models.TextField()
    expected_delivery_date = models.DateField(null=True)
    actual_delivery_date = models.DateField(null=True)
    run_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "core.fact_orders"


class MarketIndicatorDaily(models.Model):
    """One value of a macroeconomic series on one day; known_on is when it was published."""

    pk = models.CompositePrimaryKey("indicator_id", "full_date")
    full_date = models.DateField()
    indicator = models.ForeignKey(MarketIndicator, models.PROTECT, related_name="values")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    known_on = models.DateField(null=True)
    run_id = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "core.fact_market_indicator"
