"""Suppliers by what they did: worked out by hand from a dozen lines."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from core.models import Site, Supplier
from tests.support.api import signed_in
from tests.support.factories import a_load, a_site, a_user, an_item, an_order, limited_to

pytestmark = pytest.mark.django_db
WINDOW = "start_date=2026-09-01&end_date=2026-10-31"
SCORECARDS = f"/api/v1/suppliers/scorecards?{WINDOW}"
JUDGED_ON = date(2026, 10, 31)


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


@pytest.fixture
def deliveries() -> dict[str, int]:
    """Ana: 38 orders in time of 40. Bia: 3 of 3. Caro: overdue, undecided and cancelled lines."""
    item, here, there = an_item(), a_site("HERE"), a_site("THERE")
    ana, bia, caro = (Supplier.objects.create(code=c, name=c) for c in ("ANA", "BIA", "CARO"))
    Supplier.objects.create(code="IDLE", name="IDLE")
    a_load("orders", as_of=JUDGED_ON)
    placed = date(2026, 9, 1)

    def line(
        number: str, supplier: Supplier, took: int | None, promised: int = 10, **columns: Any
    ) -> None:
        came = None if took is None else placed + timedelta(days=took)
        status = {} if took is None else {"status": "RECEIVED"}
        an_order(
            number, item, columns.pop("site", here), supplier, placed,
            expected_delivery_date=placed + timedelta(days=promised), actual_delivery_date=came,
            **{**status, **columns},
        )  # fmt: skip

    for number in range(40):
        line(f"A-{number}", ana, 10 if number < 38 else 16)
    for number in range(3):
        line(f"B-{number}", bia, 4, site=there)
    line("C-1", caro, 5)
    line("C-1", caro, 12, order_line=2)  # late: the order is not whole in time
    line("C-2", caro, None)  # open past its promise
    line("C-3", caro, None, promised=70)  # due after the window
    line("C-4", caro, None, status="CANCELLED")
    return {s.code: s.supplier_id for s in (ana, bia, caro)}


def cards(client: Client, address: str = SCORECARDS) -> dict[str, dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return {row["code"]: row for row in answer.json()["data"]}


def test_counts_lines_and_whole_orders_that_kept_the_promise(
    client: Client, deliveries: dict[str, int]
) -> None:
    told = cards(client)
    rates = {
        code: (row["lines_due"], row["on_time_rate"], row["orders_due"], row["otif_rate"])
        for code, row in told.items()
    }
    assert rates == {
        "ANA": (40, 0.95, 40, 0.95),  # 38 / 40
        "BIA": (3, 1, 3, 1),
        "CARO": (3, pytest.approx(1 / 3), 2, 0),  # C-1's first line of three; neither order whole
    }


def test_three_orders_do_not_make_a_champion(client: Client, deliveries: dict[str, int]) -> None:
    told = cards(client)
    of_all = 41 / 45  # 38 + 3 + 0 of 40 + 3 + 2
    assert [row["otif_of_all"] for row in told.values()] == [pytest.approx(of_all)] * 3
    expected = {code: row["otif_expected"] for code, row in told.items()}
    assert expected == {
        "ANA": pytest.approx((38 + 20 * of_all) / 60),  # 0.937
        "BIA": pytest.approx((3 + 20 * of_all) / 23),  # 0.923: below Ana, who showed it 38 times
        "CARO": pytest.approx((0 + 20 * of_all) / 22),  # 0.828
    }
    assert list(told) == ["ANA", "BIA", "CARO"]


def test_tells_how_long_lines_took_beside_the_promise(
    client: Client, deliveries: dict[str, int]
) -> None:
    ana = cards(client)["ANA"]
    shown = ("lines_received", "lead_time_p10", "lead_time_p50", "lead_time_p90")
    assert [ana[name] for name in shown] == [40, 10, 10, 10]  # the 36th of 40 in order is a 10
    assert (ana["promised_days_p50"], ana["mean_days_late"]) == (10, 0.3)  # 2 x 6 / 40
    assert (ana["active_months"], ana["active_from"], ana["active_to"]) == (
        1, "2026-09-11", "2026-09-17",
    )  # fmt: skip


def test_tells_the_distribution_of_lead_times(client: Client, deliveries: dict[str, int]) -> None:
    address = f"/api/v1/suppliers/{deliveries['CARO']}/lead-times?{WINDOW}"
    assert client.get(address).json()["data"] == [
        {"days": 5, "lines": 1, "promised_lines": 0},
        {"days": 10, "lines": 0, "promised_lines": 2},
        {"days": 12, "lines": 1, "promised_lines": 0},
    ]
    assert client.get(f"/api/v1/suppliers/0/lead-times?{WINDOW}").status_code == 404


def test_says_of_one_supplier_the_same_as_among_all(
    client: Client, deliveries: dict[str, int]
) -> None:
    alone = cards(client, f"{SCORECARDS}&supplier_id={deliveries['BIA']}")
    assert alone == {"BIA": cards(client)["BIA"]}


def test_judges_for_whoever_is_limited_from_the_own_sites_alone(
    deliveries: dict[str, int],
) -> None:
    local = signed_in(limited_to(Site.objects.get(code="THERE")))
    told = cards(local)
    assert [(code, row["otif_of_all"]) for code, row in told.items()] == [("BIA", 1)]
    taken = [
        local.get(f"/api/v1/suppliers/{deliveries[code]}/lead-times?{WINDOW}").json()["data"]
        for code in ("ANA", "BIA")
    ]
    assert [[row["lines"] for row in rows] for rows in taken] == [[], [3, 0]]  # 4 days, 10 promised


def test_tells_what_the_mean_weighs_and_the_day_of_judgement(
    client: Client, deliveries: dict[str, int]
) -> None:
    assert client.get(SCORECARDS).json()["metadata"] == {
        "total_count": 3,
        "prior_orders": 20,
        "judged_on": "2026-10-31",
    }
