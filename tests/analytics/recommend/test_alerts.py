"""Conditions that somebody should know of: told once, gone when they are over, told anew after."""

from datetime import timedelta
from decimal import Decimal

import pytest

from analytics.models import Alert, ForecastAccuracyDaily
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    HERE,
    ago,
    execute,
    fill_dimensions,
    order,
    stock,
    wanted,
    wanted_daily,
)  # fmt: skip
from tests.analytics.recommend.rules import NEXT_DAY, alerts, run_rules, set_policy
from tests.support.factories import a_forecast_run, a_load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    """One unit wanted a day, no lead time to speak of, 10 units held for safety."""
    fill_dimensions()
    set_policy(CABLE, HERE, lead_time_days=10, safety_stock=10)
    wanted_daily(1)


STOCKS = [
    (0, {"STOCKOUT"}),
    (-2, {"STOCKOUT"}),
    (1, {"STOCKOUT_IMMINENT", "BELOW_SAFETY_STOCK"}),
    (6, {"STOCKOUT_IMMINENT", "BELOW_SAFETY_STOCK"}),  # short on the seventh day
    (7, {"BELOW_SAFETY_STOCK"}),
    (10, set()),
    (180, set()),
    (181, {"EXCESS"}),
]


@pytest.mark.parametrize(("held", "categories"), STOCKS)
def test_stock_is_told_of_by_how_long_it_lasts(held: int, categories: set[str]) -> None:
    stock(held)
    run_rules()
    assert set(Alert.objects.values_list("category", flat=True)) == categories


def test_no_stock_of_what_nobody_wanted_for_a_year_is_no_stockout() -> None:
    stock(0, site=2)
    run_rules()
    assert alerts("STOCKOUT") == []


@pytest.mark.parametrize(("criticality", "level"), [(8, "CRITICAL"), (7, "WARNING")])
def test_a_critical_item_makes_a_critical_alert(criticality: int, level: str) -> None:
    execute("UPDATE core.dim_item SET criticality = %s, unit_cost = NULL", criticality)
    stock(0)
    run_rules()
    (alert,) = alerts("STOCKOUT")
    assert (alert.level, alert.message, alert.dedupe_key) == (
        level, "Sem estoque de CAB em SSA.", "STOCKOUT:CAB:SSA",
    )  # fmt: skip


def test_money_at_risk_is_that_of_the_lead_time_or_of_the_excess() -> None:
    stock(4)
    run_rules()
    assert alerts("STOCKOUT_IMMINENT")[0].money_at_risk == Decimal("60.00")  # 10 - 4, at 10 BRL
    stock(200)
    run_rules()
    assert alerts("EXCESS")[0].money_at_risk == Decimal("200.00")  # 200 - 180, at 10 BRL


def test_an_order_is_late_from_the_day_after_it_was_due() -> None:
    stock(50)
    order(9, 5, due=0)
    run_rules()
    assert alerts("LATE_ORDER") == []
    order(9, 7, due=4)
    run_rules()
    (alert,) = alerts("LATE_ORDER")
    assert alert.message == "1 pedido(s) de CAB para SSA (7 UN) em atraso há até 4 dias."


def test_an_alert_goes_when_its_condition_is_over_and_is_a_new_one_the_next_time() -> None:
    stock(0)
    run_rules()
    (first,) = alerts("STOCKOUT")
    stock(20, days_ago=-1)
    assert run_rules(NEXT_DAY).alerts_resolved == 1
    assert alerts("STOCKOUT") == []
    stock(0, days_ago=-2)
    run_rules(NEXT_DAY + timedelta(days=1))
    (second,) = alerts("STOCKOUT")
    assert second.alert_id != first.alert_id
    assert Alert.objects.get(alert_id=first.alert_id).resolved_at is not None


def test_an_alert_that_still_holds_is_the_same_one_with_the_day_s_figures() -> None:
    stock(4)
    run_rules()
    (before,) = alerts("STOCKOUT_IMMINENT")
    stock(2, days_ago=-1)
    run_rules(NEXT_DAY)
    (after,) = alerts("STOCKOUT_IMMINENT")
    assert (after.alert_id, after.created_at, after.opened_on) == (
        before.alert_id, before.created_at, DAY,
    )  # fmt: skip
    assert (after.evidence["current_stock"], after.run_id > before.run_id) == (2, True)


def test_a_loaded_alert_is_left_alone() -> None:
    execute(
        "INSERT INTO analytics.alerts (level, category, message, dedupe_key)"
        " VALUES ('WARNING', 'STOCK', 'De fora', 'x')"
    )
    run_rules()
    assert [alert.message for alert in alerts("STOCK")] == ["De fora"]


def test_data_that_are_late_are_told_of() -> None:
    a_load("demand", run_id=5, as_of=ago(9))
    run_rules()
    (alert,) = alerts("STALE_DATA")
    assert (alert.dedupe_key, alert.item_id) == ("STALE_DATA:demand", None)
    assert alert.evidence["age_days"] == 9


@pytest.mark.parametrize(
    ("recent", "told"),
    [(2, 0), (3, 1), (-3, 1)],
    ids=["as before", "worse, and too high", "worse, and too low"],
)
def test_forecasts_that_drift_are_told_of(recent: int, told: int) -> None:
    run = a_forecast_run()
    execute("UPDATE analytics.model_runs SET as_of = %s", ago(60))
    for days_ago in range(56):
        # 10 units a day: 20% off for four weeks, then so much off
        error = recent if days_ago < 28 else 2
        ForecastAccuracyDaily.objects.create(
            forecast_run_id=run.pk, model_tag="ets_v1", full_date=ago(days_ago), cells=1, actual=10,
            error=error, absolute_error=abs(error), run_id=run.pk,
        )  # fmt: skip
    run_rules()
    found = alerts("FORECAST_DRIFT")
    assert len(found) == told
    if told:
        assert found[0].message == (
            f"As previsões de ets_v1 pioraram: WAPE de 30,0% e viés de {recent * 10},0% nos"
            " últimos 28 dias (WAPE antes: 20,0%)."
        )


def test_an_item_wanted_once_and_out_of_stock_since_is_told_of() -> None:
    wanted(300, 1, item=2)
    stock(0, item=2)
    run_rules()
    assert [alert.item_id for alert in alerts("STOCKOUT")] == [2]
