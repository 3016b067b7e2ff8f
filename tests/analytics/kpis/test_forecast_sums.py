"""Sums of forecasts' errors: taken in parts by item, of every day that a run has."""

from decimal import Decimal

import pytest
from django.db import connection

from analytics.kpis.computing import compute_kpis
from analytics.kpis.forecast_errors import PARTS, item_ranges
from analytics.kpis.forecast_runs import forecast_runs_of
from core.models import Item, Site
from tests.analytics.kpis.forecasts import a_run, forecast
from tests.analytics.kpis.rows import (
    DAY,
    classify,
    compute,
    demand,
    execute,
    figure,
    on,
    order,
    reason,
    stock,
)
from tests.support.factories import a_site, an_item, calendar

pytestmark = pytest.mark.django_db
LEAST, GREATEST = -2147483648, 2147483647  # of PostgreSQL's INTEGER


@pytest.fixture
def items(here: Site) -> list[Item]:
    """Three for each part, forecast 7 units each on DAY."""
    calendar(DAY, on(1))
    a_run(900, on(-8))
    made = [an_item(f"I{n:02}", family=f"F{n % 2}") for n in range(PARTS * 3)]
    for item in made:
        forecast(900, item, here, "7")
    return made


def ranges(*runs: int) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        return item_ranges(cursor, runs)


def test_ranges_leave_no_item_out_and_hold_as_many_forecasts_each(items: list[Item]) -> None:
    found = ranges(900)
    ends = [LEAST - 1, *(last for _, last in found)]
    assert [first for first, _ in found] == [end + 1 for end in ends[:-1]]
    assert ends[-1] == GREATEST
    held = [sum(first <= item.pk <= last for item in items) for first, last in found]
    assert len(held) == PARTS
    assert sum(held) == len(items)
    assert max(held) - min(held) <= 2  # 24 items: 3 each, one more or less at the bounds


def test_forecasts_of_one_item_are_one_range(items: list[Item]) -> None:
    execute("DELETE FROM analytics.forecasts WHERE item_id <> %s", items[0].pk)
    assert ranges(900) == [(LEAST, items[0].pk - 1), (items[0].pk, GREATEST)]


def test_runs_without_forecasts_are_one_range() -> None:
    assert ranges() == ranges(900) == [(LEAST, GREATEST)]


def test_errors_of_all_parts_are_added_up(items: list[Item], here: Site) -> None:
    for number, item in enumerate(items):
        demand(item, here, 10 if number % 2 else 5)
    compute()
    # Of 24 items 12 wanted 10, 3 more than forecast, and 12 wanted 5, 2 less: (36 + 24) / 180.
    assert figure("forecast_wape") == Decimal("0.3333")
    assert figure("forecast_bias") == Decimal("-0.0667")  # (-36 + 24) / 180
    assert figure("forecast_mape") == Decimal("0.35")  # half of them 0.3, half 0.4
    by_family = [figure("forecast_wape", segment=("FAMILY", name)) for name in ("F0", "F1")]
    assert by_family == [Decimal("0.4"), Decimal("0.3")]  # 24 / 60 and 36 / 120


def test_a_day_that_one_series_alone_has_is_a_day_of_the_run(
    items: list[Item], there: Site
) -> None:
    forecast(900, items[-1], there, "4", day=on(1))
    with connection.cursor() as cursor:
        assert forecast_runs_of(cursor, [on(-1), DAY, on(1)]) == [None, 900, 900]


def test_an_item_whose_class_changes_is_measured_once_a_day(items: list[Item], here: Site) -> None:
    forecast(900, items[0], here, "7", day=on(1))
    for day in (DAY, on(1)):
        demand(items[0], here, 10, day=day)
    classify(items[0], "A", on(-20))
    classify(items[0], "B", on(1))
    compute(DAY, on(1))
    shares = [figure("forecast_mape_coverage", day) for day in (DAY, on(1))]
    assert shares == [Decimal("0.0417"), 1]  # 1 of 24, 1 of 1
    errors = [
        figure("forecast_mape", DAY, ("ABC", "A")), figure("forecast_mape", on(1), ("ABC", "B")),
    ]  # fmt: skip
    assert errors == [Decimal("0.3")] * 2


def test_what_is_inactive_or_cancelled_is_seen_though_no_figure_counts_it(
    cable: Item, here: Site
) -> None:
    stock(an_item("OLD", active=False), here, 5)
    stock(cable, a_site("SHUT", active=False), 5)
    order(cable, here, expected=DAY, status="CANCELLED")
    compute()
    assert (reason("stockout_rate"), reason("delayed_orders_pct")) == (
        "NO_INVENTORY",
        "NO_DUE_ORDERS",
    )
    # Two counts and a line, all of run 1; on the days after it the line is still to be seen.
    assert execute("SELECT rows_seen, runs_seen FROM analytics.kpi_days") == [(3, 3)]
    assert DAY not in compute_kpis([], late_up_to=DAY).days
