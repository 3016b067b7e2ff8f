"""Days, holidays and months: what the calendar says and how months are made ahead of their data."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from core.models import Calendar
from core.services import PARTITIONED_FACTS, ensure_partitions, extend_calendar
from core.tasks import ensure_partitions_task
from nova.celery import app
from tests.databases import session, start_command

TODAY = date(2026, 11, 22)
FAR = date(2041, 3, 15)  # no other test has partitions here


@pytest.fixture(scope="module")
def kept_days(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A committed calendar: other tests may have emptied the one that migrations made."""
    with django_db_blocker.unblock():
        if not Calendar.objects.filter(full_date=date(2015, 1, 1)).exists():
            Calendar.objects.all().delete()
            extend_calendar(today=timezone.localdate())


@pytest.fixture
def days(kept_days: None, db: None) -> None:
    """Every day from 2015 on."""


@pytest.fixture
def new_calendar(db: None) -> None:
    """The calendar as a new database gets it on TODAY."""
    Calendar.objects.all().delete()
    extend_calendar(today=TODAY)


def partitions(fact: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::REGCLASS::TEXT FROM pg_inherits WHERE inhparent = %s::REGCLASS",
            [f"core.{fact}"],
        )
        return {name for (name,) in cursor.fetchall()}


# Weeks and weekdays by ISO 8601: week 1 holds the year's first Thursday, weeks begin on Monday.
# weekday counts from 0, so ISO day 1 (Monday) is 0.
PARTS = [
    (date(2021, 1, 3), 6, 53, 1, True),  # Sunday of the week of Thursday 2020-12-31
    (date(2021, 1, 4), 0, 1, 1, False),
    (date(2024, 12, 30), 0, 1, 4, False),  # Monday of the week of Thursday 2025-01-02
    (date(2024, 2, 29), 3, 9, 1, False),
    (date(2022, 1, 1), 5, 52, 1, True),  # Saturday of the week of Thursday 2021-12-30
    (date(2026, 6, 30), 1, 27, 2, False),
    (date(2026, 7, 1), 2, 27, 3, False),
]


@pytest.mark.parametrize(
    ("day", "weekday", "week", "quarter", "weekend"), PARTS, ids=[str(row[0]) for row in PARTS]
)
def test_day_knows_its_weekday_week_and_quarter(
    days: None, day: date, weekday: int, week: int, quarter: int, weekend: bool
) -> None:
    row = Calendar.objects.get(full_date=day)
    assert (row.weekday, row.week_of_year, row.quarter) == (weekday, week, quarter)
    assert row.is_weekend == weekend
    # The fiscal year of a Brazilian company is the calendar year (D-44).
    assert (row.fiscal_year, row.fiscal_quarter) == (day.year, quarter)


EASTER_2026 = date(2026, 4, 5)
HOLIDAYS = [
    (EASTER_2026 - timedelta(days=47), "OPTIONAL", "Carnaval"),  # 2026-02-17
    (EASTER_2026 + timedelta(days=60), "OPTIONAL", "Corpus Christi"),  # 2026-06-04
    (EASTER_2026 - timedelta(days=2), "PUBLIC", "Sexta-feira Santa"),
    (date(2026, 4, 21), "PUBLIC", "Tiradentes"),  # Lei 662/1949
    (date(2026, 9, 7), "PUBLIC", "Independência do Brasil"),  # Lei 662/1949
    (date(2026, 11, 20), "PUBLIC", "Dia Nacional de Zumbi e da Consciência Negra"),  # Lei 14.759
    (date(2026, 4, 22), None, None),
    (date(2026, 7, 2), None, None),  # of one state only
]


@pytest.mark.parametrize(("day", "kind", "name"), HOLIDAYS, ids=[str(row[0]) for row in HOLIDAYS])
def test_national_holiday_has_its_name_and_kind(
    days: None, day: date, kind: str | None, name: str | None
) -> None:
    row = Calendar.objects.get(full_date=day)
    assert (row.holiday_type, row.holiday_name) == (kind, name)
    assert row.is_holiday == (kind is not None)


def test_holiday_of_one_state_is_named_for_that_state_only(days: None) -> None:
    # Constituição do Estado da Bahia, art. 6 § 3: 2 July.
    row = Calendar.objects.get(full_date=date(2026, 7, 2))
    assert row.state_holidays == {"BA": "Independência da Bahia"}


def test_calendar_runs_from_2015_to_the_end_of_the_third_year_ahead(new_calendar: None) -> None:
    days = list(Calendar.objects.order_by("full_date").values_list("full_date", flat=True))
    # 2015 to 2029: 15 years with the leap days of 2016, 2020, 2024 and 2028
    assert len(days) == len(set(days)) == 15 * 365 + 4
    assert (days[0], days[-1]) == (date(2015, 1, 1), date(2029, 12, 31))


def test_extending_again_in_the_same_year_adds_nothing(new_calendar: None) -> None:
    assert extend_calendar(today=date(2026, 12, 31)) == 0


def test_new_year_adds_one_year_of_days(new_calendar: None) -> None:
    assert extend_calendar(today=date(2027, 1, 1)) == 365  # 2030 is no leap year
    assert Calendar.objects.filter(full_date__year=2030).count() == 365


def test_makes_the_months_ahead_and_names_them(days: None) -> None:
    made = ensure_partitions(today=FAR, months_ahead=2, months_back=1).partitions

    expected = {f"{fact}_2041_{month:02}" for fact in PARTITIONED_FACTS for month in (2, 3, 4, 5)}
    assert set(made) == expected
    assert len(made) == 3 * 4
    assert f"core.{made[0]}" in partitions("fact_demand_daily")


def test_months_go_on_over_the_end_of_the_year(days: None) -> None:
    made = ensure_partitions(today=date(2041, 12, 31), months_ahead=1, months_back=0).partitions
    assert [name for name in made if "orders" in name] == [
        "fact_orders_2041_12",
        "fact_orders_2042_01",
    ]


def test_second_run_makes_nothing(days: None) -> None:
    ensure_partitions(today=FAR, months_ahead=2, months_back=1)
    again = ensure_partitions(today=FAR, months_ahead=2, months_back=1)
    assert (again.partitions, again.calendar_days) == ((), 0)


@pytest.mark.parametrize(
    ("fact", "day", "error"),
    [
        ("dim_item", FAR, psycopg.errors.UndefinedTable),
        ("fact_orders; DROP TABLE core.dim_item", FAR, psycopg.errors.UndefinedTable),
        ("fact_orders", date(1999, 12, 31), psycopg.errors.DatetimeFieldOverflow),
        ("fact_orders", date(2101, 1, 1), psycopg.errors.DatetimeFieldOverflow),
    ],
)
def test_refuses_a_month_of_another_table_or_of_no_plausible_time(
    db: None, fact: str, day: date, error: type[psycopg.Error]
) -> None:
    with session("nova_loader") as loader, pytest.raises(error):
        loader.execute("SELECT core.ensure_month(%s, %s)", [fact, day])


def test_gives_up_after_two_seconds_on_a_locked_table(db: None) -> None:
    with session("nova_owner") as holder:
        holder.execute("LOCK TABLE core.fact_demand_daily IN ACCESS EXCLUSIVE MODE")
        begun = time.monotonic()
        with pytest.raises(OperationalError) as refused:
            ensure_partitions(today=FAR, months_ahead=0, months_back=0)
        waited = time.monotonic() - begun
    assert isinstance(refused.value.__cause__, psycopg.errors.LockNotAvailable)
    assert 1.5 < waited < 4


def test_readers_go_on_while_a_month_is_made(db: None) -> None:
    with session("nova_owner") as maker, session("nova_api") as reader:
        maker.execute("SET lock_timeout = '5s'")
        maker.execute("SELECT core.ensure_month('fact_demand_daily', %s)", [FAR])
        # Not committed: whatever lock it takes, it still holds.
        reader.execute("SET statement_timeout = '1s'")
        count = reader.execute("SELECT count(*) FROM core.fact_demand_daily").fetchone()
    assert count is not None


def test_a_long_reader_does_not_keep_a_month_from_being_made(db: None) -> None:
    with session("nova_api") as reader:
        reader.execute("SELECT count(*) FROM core.fact_demand_daily")
        made = ensure_partitions(today=FAR, months_ahead=0, months_back=0).partitions
    assert len(made) == 3


def test_command_names_what_it_made_and_counts_it(days: None) -> None:
    out = StringIO()
    latest = max(partitions("fact_orders"))[-7:]
    months = (int(latest[:4]) - timezone.localdate().year) * 12
    months += int(latest[5:]) - timezone.localdate().month + 1
    call_command("ensure_partitions", "--ahead", str(months), "--back", "0", stdout=out)

    *named, summary = out.getvalue().splitlines()
    assert len(named) == 3  # the month after the last one there is, for three facts
    assert named[0].startswith("core.fact_demand_daily_")
    assert named[0].endswith(" created")
    assert summary == "3 partitions created, 0 calendar days added"


@pytest.fixture
def no_far_months(transactional_db: None) -> Iterator[list[str]]:
    """Names of the partitions 13 to 15 months ahead, which do not exist before or after."""
    start = timezone.localdate().replace(day=1)
    months = {(start + timedelta(days=31 * ahead)).strftime("%Y_%m") for ahead in (13, 14, 15)}
    names = [f"core.{fact}_{month}" for fact in PARTITIONED_FACTS for month in sorted(months)]
    drop(names)
    yield names
    drop(names)


def drop(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(names)}")


def test_two_at_once_make_each_month_once(no_far_months: list[str]) -> None:
    call_command("ensure_partitions", "--ahead", "12", stdout=StringIO())
    drop(no_far_months)
    makers = [
        start_command("ensure_partitions", "--ahead", 15, role=role)
        for role in ("nova_owner", "nova_loader")
    ]
    said = [maker.communicate(timeout=60) for maker in makers]

    assert [maker.returncode for maker in makers] == [0, 0], said
    made = [line.partition(" ")[0] for out, _ in said for line in out.splitlines()[:-1]]
    assert sorted(made) == sorted(no_far_months)


def test_nightly_task_makes_the_months_and_tells_of_them(days: None) -> None:
    with connection.cursor() as cursor:
        newest = max(partitions("fact_orders"))
        cursor.execute(f"DROP TABLE {current('fact_orders')}")
    made = ensure_partitions_task.apply().get()
    assert current("fact_orders").removeprefix("core.") in made["partitions"]
    assert max(partitions("fact_orders")) >= newest
    assert made["calendar_days"] >= 0


def current(fact: str) -> str:
    return f"core.{fact}_{timezone.localdate():%Y_%m}"


def test_task_is_known_to_the_worker_and_due_at_one_in_bahia() -> None:
    app.loader.import_default_modules()
    (entry,) = app.conf.beat_schedule.values()
    assert entry["task"] in app.tasks
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({1}, {0})
    assert app.conf.timezone == "America/Bahia"
