"""The stock of each item-site beside its policy."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, FloatField, Q, Sum
from django.db.models.functions import Cast
from django_pgviews import view

from analytics.models.matviews import SQL
from core.models import Item, Site
from nova.api.scope import SiteBoundQuerySet
from nova.api.searching import holding


class InventoryHealthQuerySet(SiteBoundQuerySet["InventoryHealth"]):
    """Reads of the stock of item-sites beside their policy."""

    def as_of(self) -> date | None:
        """The day of the latest policy, None before the first."""
        day: date | None = self.values_list("as_of", flat=True).first()
        return day

    def matching(self, words: str) -> Self:
        """Those whose material's sku or name holds every word."""
        return self.filter(holding(words, "item__sku", "item__name"))

    def by(self, *parts: str) -> models.QuerySet["InventoryHealth", Any]:
        """One row per combination of the parts: item-sites by state, and their worth."""
        states = {
            state.lower(): Count("item_id", filter=Q(state=state))
            for state in InventoryHealth.State.values
        }
        grouped: models.QuerySet[InventoryHealth, Any] = self.values(*parts).annotate(
            item_sites=Count("item_id"),
            items=Count("item_id", distinct=True),
            value=Cast(Sum("stock_value"), FloatField()),
            uncosted=Count("item_id", filter=Q(unit_cost=None, current_stock__gt=0)),
            **states,
        )
        return grouped.order_by(*parts)


def _number(decimals: int = 4) -> "models.DecimalField[None, None]":
    return models.DecimalField(max_digits=18, decimal_places=decimals, null=True)


class InventoryHealth(view.ReadOnlyView):
    """An item at a site under the latest policy; state is the first that fits, in this order."""

    class State(models.TextChoices):
        UNKNOWN = "UNKNOWN", "Sem contagem"
        STOCKOUT = "STOCKOUT", "Sem estoque"
        BELOW_SAFETY_STOCK = "BELOW_SAFETY_STOCK", "Abaixo do estoque de segurança"
        AT_REORDER_POINT = "AT_REORDER_POINT", "No ponto de pedido"
        DEAD = "DEAD", "Sem giro"
        EXCESS = "EXCESS", "Em excesso"
        HEALTHY = "HEALTHY", "Saudável"

    pk = models.CompositePrimaryKey("item_id", "site_id")
    as_of = models.DateField()
    item = models.ForeignKey(Item, models.DO_NOTHING, related_name="+")
    site = models.ForeignKey(Site, models.DO_NOTHING, related_name="+")
    abc_class = models.CharField(max_length=1, null=True)
    xyz_class = models.CharField(max_length=1, null=True)
    demand_class = models.TextField(null=True)
    current_stock = _number()
    stock_date = models.DateField(null=True)
    safety_stock = _number()
    reorder_point = _number()
    inbound_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    next_inbound_date = models.DateField(null=True)
    mean_daily_demand = models.DecimalField(max_digits=18, decimal_places=4)
    last_demand_date = models.DateField(null=True)
    days_to_rupture = models.IntegerField(null=True)
    unit_cost = _number()
    cover_days = _number(1)
    stock_value = _number(2)
    excess_quantity = _number()
    state = models.TextField(choices=State)

    sql = (SQL / "v_inventory_health.sql").read_text(encoding="utf-8")

    pairs = InventoryHealthQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.v_inventory_health"
