"""What the specification's own SQL got wrong of forecasts: each test is named after it."""

from decimal import Decimal

import pytest

from core.models import Item, Site
from tests.analytics.kpis.forecasts import forecast, measured
from tests.analytics.kpis.rows import compute, demand, execute, figure, on, reason

pytestmark = pytest.mark.django_db


# D-12: MAPE was never worked out, and has no value where nothing was wanted.


def test_item_sites_without_demand_void_no_mape_and_count_in_wape(
    cable: Item, fuse: Item, here: Site
) -> None:
    demand(cable, here, 8, unfulfilled_quantity=2)
    measured(900, cable, here, "7", on(-8))
    forecast(900, fuse, here, "4")
    compute()
    # Cable: |10 - 7| / 10; fuse: nothing wanted, 4 forecast. WAPE (3 + 4) / 10, bias (-3 + 4) / 10.
    assert [figure(f"forecast_{name}") for name in ("mape", "mape_coverage", "wape", "bias")] == [
        Decimal("0.3"),
        Decimal("0.5"),
        Decimal("0.7"),
        Decimal("0.1"),
    ]


def test_a_demand_of_next_to_nothing_ends_no_computation(cable: Item, here: Site) -> None:
    demand(cable, here, 0.0001)
    measured(900, cable, here, "5000", on(-8))
    compute()
    assert reason("forecast_mape") == reason("forecast_wape") == "OUT_OF_RANGE"
    assert figure("forecast_mape_coverage") == 1


# D-14: the same day lies under several horizons.


def test_a_day_under_two_horizons_is_measured_once_by_the_nearer(cable: Item, here: Site) -> None:
    demand(cable, here, 10)
    measured(900, cable, here, "2", on(-8))
    forecast(900, cable, here, "7", horizon=7)
    compute()
    assert figure("forecast_wape") == Decimal("0.3")  # |10 - 7| / 10


# D-20: whichever model came last was taken for the forecast.


def test_a_challenger_does_not_replace_the_forecast_that_was_shown(cable: Item, here: Site) -> None:
    demand(cable, here, 10)
    measured(900, cable, here, "7", on(-8))
    measured(901, cable, here, "2", on(-7), status="CANDIDATE")
    compute()
    assert figure("forecast_mape") == Decimal("0.3")


def test_a_day_is_measured_by_what_was_published_before_it_and_not_since(
    cable: Item, here: Site
) -> None:
    demand(cable, here, 10)
    measured(900, cable, here, "7", on(-8), status="RETIRED")
    measured(901, cable, here, "9", on(-1), status="RETIRED")
    measured(902, cable, here, "10", on(1))
    compute()
    assert figure("forecast_mape") == Decimal("0.1")


def test_a_day_without_a_forecast_published_before_it_has_no_error(cable: Item, here: Site) -> None:
    demand(cable, here, 10)
    measured(902, cable, here, "10", on(1))
    compute()
    assert reason("forecast_mape") == reason("forecast_mape_coverage") == "NO_FORECAST"


def test_two_suppliers_of_one_cell_are_one_demand(cable: Item, here: Site) -> None:
    execute("INSERT INTO core.dim_supplier (supplier_id, code, name) VALUES (7, 'S7', 'S7')")
    demand(cable, here, 6)
    demand(cable, here, 4, supplier_id=7)
    measured(900, cable, here, "7", on(-8))
    compute()
    assert [figure("total_demand"), figure("forecast_mape")] == [10, Decimal("0.3")]
