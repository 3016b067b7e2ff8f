"""Faults of the first specification that were reproduced on a database, and what keeps each away.

Named by its numbers of contradictions; D-10, D-11, D-15, D-40 and more have a file of their own,
tests/analytics/kpis/test_defects.py.
"""

import re

import django
import pytest
from django.db.models import CompositePrimaryKey, Model

from core.models import DemandDaily, InventoryDaily, Order
from nova.settings.env import BASE_DIR

KPIS = "analytics/kpis/test_defects.py::"
FORECASTS = "analytics/kpis/test_forecast_defects.py::"
VIEWS = "analytics/test_refresh.py::"
HERE = "nova/test_specified_defects.py::"
KEPT_AWAY_BY = {
    "D-02 django-architect parts no tables": (
        "nova/test_architecture.py::test_a_planted_fault_is_reported_under_its_rule",
        "core/test_partitions.py::test_makes_the_months_ahead_and_names_them",
    ),
    "D-03 Python 3.11 takes no Django 6": (HERE + "test_django_is_a_supported_release_of_5_2",),
    "D-04 a composite key keeps facts out of the admin": (HERE + "test_a_fact_has_one_key_column",),
    "D-07 orders and inventory have no partitions": (
        "core/test_schema.py::test_row_lands_in_the_partition_of_its_month",
        "core/test_partitions.py::test_the_alarm_is_given_below_three_months",
    ),
    "D-08 forecasts lie beyond the calendar": (
        "core/test_calendar.py::test_calendar_runs_from_2015_to_the_end_of_the_third_year_ahead",
    ),
    "D-09 a reload repeats facts": (
        "core/test_schema.py::test_natural_key_is_unique",
        "mlops/pipeline/test_load_facts.py::test_the_same_file_forced_again_writes_not_one_row",
    ),
    "D-10 stockouts are items, at exactly zero, anywhere": (
        KPIS + "test_negative_stock_is_a_stockout_too",
        KPIS + "test_an_item_out_at_one_site_is_not_out_at_every_site",
        KPIS + "test_inactive_items_and_sites_raise_no_stockout_rate",
    ),
    "D-11 delayed orders are all or none": (
        KPIS + "test_one_late_order_of_four_is_a_quarter_and_not_all",
    ),
    "D-15 a rerun repeats the days": (KPIS + "test_a_rerun_repeats_no_day",),
    "D-20 a challenger replaces the champion": (
        FORECASTS + "test_a_challenger_does_not_replace_the_forecast_that_was_shown",
        "analytics/test_schema.py::test_the_view_of_forecasts_shows_the_champion_alone",
    ),
    "D-21 MEDIUM comes before CRITICAL": (
        "analytics/test_schema.py::test_recommendations_sort_by_urgency",
    ),
    "D-25 a view without a unique index cannot be refreshed beside readers": (
        VIEWS + "test_every_materialized_view_has_the_unique_index_that_refreshing_needs",
    ),
    "D-40 the job reads a cost that no item has": (
        KPIS + "test_stock_is_valued_at_the_cost_of_its_item",
    ),
}


def test_django_is_a_supported_release_of_5_2() -> None:
    assert (5, 2, 11) <= django.VERSION[:3] < (6,)


@pytest.mark.parametrize("fact", [DemandDaily, InventoryDaily, Order])
def test_a_fact_has_one_key_column(fact: type[Model]) -> None:
    assert not isinstance(fact._meta.pk, CompositePrimaryKey)


@pytest.mark.parametrize(
    ("fault", "test"),
    [(fault, test) for fault, tests in KEPT_AWAY_BY.items() for test in tests],
)
def test_the_test_that_keeps_a_fault_away_exists(fault: str, test: str) -> None:
    path, _, name = test.partition("::")
    text = (BASE_DIR / "tests" / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(", text, re.MULTILINE), fault
