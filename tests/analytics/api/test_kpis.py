"""The KPIs as they are served, and what they are said to be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from analytics.kpis.definitions import KPIS, REASONS
from analytics.models import KpiDaily, KpiSegmentDaily, KpiTarget
from tests.support.api import signed_in
from tests.support.factories import a_user, calendar

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STOCK_VALUES = (1000, 3000)  # on turns


@pytest.fixture
def client() -> Client:
    return signed_in(a_user())


def ask(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/analytics/kpis?{query}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def a_day(day: date = DAY, computed_at: datetime = NOON, **figures: object) -> None:
    calendar(day)
    KpiDaily.objects.create(full_date=day, run_id=1, computed_at=computed_at, **figures)


def a_segment(
    dimension: str, segment: str, *, day: date = DAY, computed_at: datetime = NOON, **metrics: float
) -> None:
    calendar(day)
    KpiSegmentDaily.objects.create(
        full_date=day, dimension=dimension, segment=segment, metrics=metrics,
        reasons={"fill_rate": "NO_UNMET_DEMAND"}, run_id=1, computed_at=computed_at,
    )  # fmt: skip


def test_tells_every_figure_of_a_day_and_why_those_that_are_missing_are(client: Client) -> None:
    a_day(total_demand="12.5", stockout_rate="0.0312", uncosted_stock_count=4,
          carrying_cost="20.15", reasons={"fill_rate": "NO_UNMET_DEMAND"})  # fmt: skip
    (row,) = ask(client)["data"]
    told = {
        "full_date": "2026-11-20",
        "dimension": None,
        "segment": None,
        "total_demand": 12.5,
        "stockout_rate": 0.0312,
        "uncosted_stock_count": 4,
        "carrying_cost": 20.15,
        "computed_at": "2026-11-21T12:00:00Z",
        "reasons": {"fill_rate": "NO_UNMET_DEMAND", "turnover": "NO_INVENTORY"},
    }
    assert row == {**{kpi.name: None for kpi in KPIS}, **told}


def test_shows_one_row_a_day_the_newest_day_last_and_the_latest_computation_of_it(
    client: Client,
) -> None:
    a_day(DAY, total_demand=2)
    a_day(DAY, NOON + timedelta(hours=1), total_demand=3)
    a_day(DAY - timedelta(days=1), total_demand=1)
    body = ask(client)
    assert [(row["full_date"], row["total_demand"]) for row in body["data"]] == [
        ("2026-11-19", 1),
        ("2026-11-20", 3),
    ]
    assert body["metadata"] == {"total_count": 2, "limit": 100, "offset": 0, "page": 1}


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("start_date=2026-11-19", [19, 20]),
        ("end_date=2026-11-19", [18, 19]),
        ("start_date=2026-11-19&end_date=2026-11-19", [19]),
        ("limit=1&offset=1", [19]),
    ],
)
def test_narrows_to_a_window_of_days(client: Client, query: str, days: list[int]) -> None:
    for day in (18, 19, 20):
        a_day(date(2026, 11, day))
    assert [row["full_date"] for row in ask(client, query)["data"]] == [
        f"2026-11-{day}" for day in days
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dimension=ABC", [("ABC", "A", 0.02), ("ABC", "B", 0.05)]),
        ("dimension=ABC&segment=B", [("ABC", "B", 0.05)]),
        ("dimension=SITE&segment=B", [("SITE", "B", 0.5)]),
        ("dimension=SITE&segment=C", []),
    ],
)
def test_shows_the_segments_of_a_dimension(
    client: Client, query: str, found: list[tuple[str, str, float]]
) -> None:
    a_day(stockout_rate="0.01")
    for dimension, segment, rate in (("ABC", "A", 0.02), ("ABC", "B", 0.05), ("SITE", "B", 0.5)):
        a_segment(dimension, segment, stockout_rate=rate)
    rows = ask(client, query)["data"]
    assert [(row["dimension"], row["segment"], row["stockout_rate"]) for row in rows] == found
    assert all(row["reasons"]["fill_rate"] == "NO_UNMET_DEMAND" for row in rows)


def test_shows_the_latest_computation_of_a_segment(client: Client) -> None:
    a_segment("ABC", "A", stockout_rate=0.02)
    a_segment("ABC", "A", computed_at=NOON + timedelta(hours=1), stockout_rate=0.03)
    assert [row["stockout_rate"] for row in ask(client, "dimension=ABC")["data"]] == [0.03]


def days_of_turnover(count: int) -> None:
    """10 a day was used of a stock worth 1000 and 3000 on turns, 2000 in the mean."""
    for n in range(count):
        day, value = DAY - timedelta(days=n), STOCK_VALUES[n % 2]
        a_day(day, cogs=10, total_inventory_value=value)
        a_segment("ABC", "A", day=day, cogs=5, total_inventory_value=value)


def test_turnover_is_what_a_year_uses_over_the_mean_stock(client: Client) -> None:
    days_of_turnover(90)
    company = ask(client, "start_date=2026-11-20")["data"]
    segment = ask(client, "dimension=ABC&start_date=2026-11-20")["data"]
    # 90 days x 10 = 900; x 365 / 90 = 3650 a year; over 2000 = 1.825, and half of it with 5 a day.
    assert [row["turnover"] for row in (*company, *segment)] == [1.825, 0.9125]
    assert ["turnover" in row["reasons"] for row in (*company, *segment)] == [False, False]


def test_turnover_of_fewer_than_90_days_is_missing_and_says_so(client: Client) -> None:
    days_of_turnover(89)
    (row,) = ask(client, "start_date=2026-11-20")["data"]
    assert (row["turnover"], row["reasons"]) == (None, {"turnover": "TOO_LITTLE_HISTORY"})


def test_turnover_looks_back_a_year_and_no_further(client: Client) -> None:
    for n in range(366):
        a_day(DAY - timedelta(days=n), cogs=10 if n < 365 else 1000, total_inventory_value=1000)
    (row,) = ask(client, "start_date=2026-11-20")["data"]
    assert row["turnover"] == 3.65  # 365 days x 10 over 1000; with the 366th day it would be more


def test_a_late_correction_moves_the_turnover_of_later_days(client: Client) -> None:
    days_of_turnover(90)
    a_day(DAY - timedelta(days=45), NOON + timedelta(hours=1), cogs=100, total_inventory_value=3000)
    (row,) = ask(client, "start_date=2026-11-20")["data"]
    assert row["turnover"] == 2.0075  # 89 x 10 + 100 = 990; x 365 / 90 / 2000


def test_reads_kpis_in_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_day()
    with django_assert_num_queries(2):  # session and user, rows
        ask(client)


def definitions(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/analytics/kpi-definitions?{query}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def test_defines_every_kpi_that_is_served_in_their_order(client: Client) -> None:
    a_day()
    (row,) = ask(client)["data"]
    told = [kpi["name"] for kpi in definitions(client)["data"]]
    others = ("full_date", "dimension", "segment", "reasons", "computed_at")
    assert told == [name for name in row if name not in others]


def test_tells_words_in_portuguese_unless_english_is_asked_for(client: Client) -> None:
    ours, theirs = definitions(client), definitions(client, "lang=en")
    assert [body["metadata"]["lang"] for body in (ours, theirs)] == ["pt-BR", "en"]
    assert [body["data"][1]["label"] for body in (ours, theirs)] == [
        "Taxa de ruptura",
        "Stockout rate",
    ]
    assert set(ours["metadata"]["reasons"]) == {*REASONS, "NOT_COMPUTED"}
    for mine, other in zip(ours["data"], theirs["data"], strict=True):
        assert mine["formula"] != other["formula"]


# Specification 2.1 (targets of ABC, MAPE, turnover) and 12 (baselines and six-month targets).
TARGETS = {
    ("stockout_rate", None): ("BELOW", 0.03, None, 0.052),
    ("stockout_rate", "A"): ("BELOW", 0.02, None, 0.035),
    ("stockout_rate", "B"): ("BELOW", 0.05, None, None),
    ("stockout_rate", "C"): ("BELOW", 0.10, None, None),
    ("delayed_orders_pct", None): ("BELOW", 0.05, None, 0.081),
    ("forecast_mape", None): ("BELOW", 0.15, None, None),
    ("carrying_cost", None): ("REDUCTION", 0.20, None, None),
    ("turnover", "ELECTRICAL"): ("BETWEEN", 8, 12, None),
}


def test_tells_the_targets_and_baselines_of_the_specification(client: Client) -> None:
    told = {
        (kpi["name"], target["segment"]): tuple(
            target[name] for name in ("comparison", "target", "upper_target", "baseline")
        )
        for kpi in definitions(client)["data"]
        for target in kpi["targets"]
    }
    assert told == TARGETS


def test_tells_the_target_that_is_valid_today(client: Client) -> None:
    today = timezone.localdate()
    for target, valid_from in (("0.025", today), ("0.001", today + timedelta(days=1))):
        KpiTarget.objects.create(
            kpi="stockout_rate", comparison="BELOW", target=target, source="board",
            valid_from=valid_from,
        )  # fmt: skip
    (stockout,) = [k for k in definitions(client)["data"] if k["name"] == "stockout_rate"]
    valid = {target["segment"]: target["target"] for target in stockout["targets"]}
    assert valid == {None: 0.025, "A": 0.02, "B": 0.05, "C": 0.10}
