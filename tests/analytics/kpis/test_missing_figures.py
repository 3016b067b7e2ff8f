"""Figures that the facts do not tell, and why."""

import pytest

from analytics.kpis.definitions import STORED
from core.models import Item, Site
from tests.analytics.kpis.rows import (
    compute,
    demand,
    execute,
    figure,
    on,
    reason,
    stock,
)
from tests.support.factories import a_site, an_item

pytestmark = pytest.mark.django_db

# A company that is known by its purchases alone: no stock, no unmet demand, no class, no forecast.
UNKNOWN = {
    "stockout_rate": "NO_INVENTORY",
    "fill_rate": "NO_UNMET_DEMAND",
    "abc_a_share": "NO_CLASSES",
    "abc_a_share_quantity": "NO_CLASSES",
    "delayed_orders_pct": "NO_DUE_ORDERS",
    "forecast_mape": "NO_FORECAST",
    "forecast_mape_coverage": "NO_FORECAST",
    "forecast_wape": "NO_FORECAST",
    "forecast_bias": "NO_FORECAST",
    "avg_inventory_value": "NO_INVENTORY",
    "total_inventory_value": "NO_INVENTORY",
    "uncosted_stock_count": "NO_INVENTORY",
    "carrying_cost": "NO_INVENTORY",
    "cogs": "NO_COSTS",
    "turnover": "NO_INVENTORY",
}


def test_what_purchases_do_not_tell_is_missing_and_says_why() -> None:
    demand(an_item(), a_site(), 5)
    compute()
    assert {name: reason(name) for name in (*STORED, "turnover")} == {
        **dict.fromkeys(("total_demand",)),
        **UNKNOWN,
    }


def test_a_day_that_demand_is_not_loaded_for_yet_has_no_demand_rather_than_none(
    pair: tuple[Item, Site],
) -> None:
    demand(*pair, 5, day=on(-2))
    demand(*pair, 5)
    stock(*pair, 1, day=on(1))
    compute(on(-3), on(-1), on(1))
    assert [figure("total_demand", on(n)) for n in (-3, -1, 1)] == [None, 0, None]
    assert [reason("total_demand", on(n)) for n in (-3, 1)] == ["NO_DEMAND"] * 2
    assert figure("cogs", on(-1)) == 0
    assert reason("fill_rate", on(-1)) == reason("abc_a_share", on(-1)) == "NO_DEMAND"


def test_stock_and_demand_without_any_cost_have_no_value(pair: tuple[Item, Site]) -> None:
    execute("UPDATE core.dim_item SET unit_cost = NULL")
    demand(*pair, 5)
    stock(*pair, 5)
    compute()
    names = ("abc_a_share", "total_inventory_value", "avg_inventory_value", "carrying_cost", "cogs")
    assert {reason(name) for name in names} == {"NO_COSTS"}
    assert figure("uncosted_stock_count") == 1
