"""Months of the facts: made ahead of their data, counted, and missed aloud."""

import time
from collections.abc import Iterator
from datetime import date
from io import StringIO

import psycopg
import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from core import partitions
from core.errors import Exit
from core.partitions import ensure_months
from core.services import ensure_partitions
from tests.databases import session, start_command

FAR = date(2041, 3, 15)  # no other test has partitions here
FACTS = ("fact_demand_daily", "fact_inventory_daily", "fact_orders")


def held(fact: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::REGCLASS::TEXT FROM pg_inherits WHERE inhparent = %s::REGCLASS",
            [f"core.{fact}"],
        )
        return {name for (name,) in cursor.fetchall()}


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def month(ahead: int, today: date = FAR) -> str:
    """Year and month of a coming month as partitions are named."""
    count = today.year * 12 + today.month - 1 + ahead
    return f"{count // 12}_{count % 12 + 1:02}"


@pytest.fixture
def in_2041(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands where no month has been made yet."""
    monkeypatch.setattr(timezone, "localdate", lambda: FAR)


@pytest.fixture
def six_ahead(in_2041: None) -> None:
    """The months ahead as every night leaves them."""
    ensure_months(today=FAR, months_ahead=6, months_back=0)


def test_facts_are_the_tables_of_the_catalogue_by_the_column_of_their_day(db: None) -> None:
    execute("CREATE TABLE core.fact_visits (day DATE NOT NULL) PARTITION BY RANGE (day)")
    execute("CREATE TABLE core.by_list (day DATE NOT NULL) PARTITION BY LIST (day)")
    assert partitions.partitioned_facts() == {
        "fact_demand_daily": "full_date",
        "fact_inventory_daily": "full_date",
        "fact_orders": "order_date",
        "fact_visits": "day",
    }


def test_makes_the_months_ahead_and_names_them(db: None) -> None:
    made = ensure_months(today=FAR, months_ahead=2, months_back=1).partitions

    expected = {f"{fact}_2041_{month:02}" for fact in FACTS for month in (2, 3, 4, 5)}
    assert set(made) == expected
    assert len(made) == 3 * 4
    assert f"core.{made[0]}" in held("fact_demand_daily")


def test_no_past_month_is_made_unless_it_is_asked_for(db: None) -> None:
    ahead, back = partitions.MONTHS_AHEAD, partitions.MONTHS_BACK
    made = ensure_months(today=FAR, months_ahead=ahead, months_back=back).partitions
    assert min(name for name in made if "orders" in name) == "fact_orders_2041_03"


def test_months_go_on_over_the_end_of_the_year(db: None) -> None:
    made = ensure_months(today=date(2041, 12, 31), months_ahead=1, months_back=0).partitions
    assert [name for name in made if "orders" in name] == [
        "fact_orders_2041_12",
        "fact_orders_2042_01",
    ]


def test_second_run_makes_nothing(db: None) -> None:
    ensure_months(today=FAR, months_ahead=2, months_back=1)
    assert ensure_months(today=FAR, months_ahead=2, months_back=1).partitions == ()


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


def test_a_locked_fact_is_given_up_after_two_seconds_and_the_others_are_made(db: None) -> None:
    with session("nova_owner") as holder:
        holder.execute("LOCK TABLE core.fact_demand_daily IN ACCESS EXCLUSIVE MODE")
        begun = time.monotonic()
        made = ensure_months(today=FAR, months_ahead=1, months_back=0)
        waited = time.monotonic() - begun
    assert made.locked == {"fact_demand_daily": "canceling statement due to lock timeout"}
    assert 1.5 < waited < 4  # once, and not for each of its months
    assert set(made.partitions) == {
        "fact_inventory_daily_2041_03", "fact_inventory_daily_2041_04",
        "fact_orders_2041_03", "fact_orders_2041_04",
    }  # fmt: skip


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
        made = ensure_months(today=FAR, months_ahead=0, months_back=0).partitions
    assert len(made) == 3


def test_months_ahead_are_counted_up_to_the_first_gap(six_ahead: None) -> None:
    execute(f"DROP TABLE core.fact_orders_{month(3)}")
    assert partitions.months_ahead(today=FAR) == {
        "fact_demand_daily": 6, "fact_inventory_daily": 6, "fact_orders": 2
    }  # fmt: skip


def test_a_partition_of_half_a_month_does_not_count(db: None) -> None:
    execute(
        "CREATE TABLE core.half PARTITION OF core.fact_orders"
        " FOR VALUES FROM ('2041-04-01') TO ('2041-04-16')"
    )
    assert partitions.months_ahead(today=FAR)["fact_orders"] == 0


@pytest.mark.parametrize(("count", "alarmed"), [(2, True), (3, False)])
def test_the_alarm_is_given_below_three_months(count: int, alarmed: bool) -> None:
    told = partitions.shortage({"fact_demand_daily": 6, "fact_orders": count})
    expected = "fewer than 3 whole months ahead: core.fact_orders 2"
    assert told == (expected if alarmed else None)


@pytest.fixture
def no_orders_ahead(six_ahead: None) -> None:
    """The months ahead of orders are not there."""
    for ahead in range(1, 7):
        execute(f"DROP TABLE core.fact_orders_{month(ahead)}")


def test_looking_only_exits_with_80_below_three_and_makes_nothing(no_orders_ahead: None) -> None:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("ensure_partitions", "--check", stdout=out, stderr=err)
    assert ended.value.code == 80
    assert out.getvalue().splitlines() == [
        "core.fact_demand_daily: 6 whole months ahead",
        "core.fact_inventory_daily: 6 whole months ahead",
        "core.fact_orders: 0 whole months ahead",
    ]
    assert err.getvalue().strip() == "fewer than 3 whole months ahead: core.fact_orders 0"
    assert f"core.fact_orders_{month(1)}" not in held("fact_orders")


def test_looking_only_is_content_with_the_months_of_every_night(six_ahead: None) -> None:
    call_command("ensure_partitions", "--check", stdout=StringIO())


def test_a_monitor_may_look_as_the_reader_of_the_api(db: None) -> None:
    looker = start_command("ensure_partitions", "--check", role="nova_api")
    out, _ = looker.communicate(timeout=60)
    assert looker.returncode in {Exit.DONE, Exit.MONTHS_SHORT}
    assert len(out.splitlines()) == 3


def test_a_run_that_leaves_too_few_months_exits_with_80_and_says_so(in_2041: None) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("ensure_partitions", "--ahead", "2", stdout=StringIO(), stderr=err)
    assert ended.value.code == Exit.MONTHS_SHORT
    assert err.getvalue().strip() == (
        "fewer than 3 whole months ahead: core.fact_demand_daily 2,"
        " core.fact_inventory_daily 2, core.fact_orders 2"
    )


@pytest.fixture
def orders_locked() -> Iterator[None]:
    """Another session holds the orders and does not let go."""
    with session("nova_owner") as holder:
        holder.execute("SET lock_timeout = '5s'")
        holder.execute("LOCK TABLE core.fact_orders IN SHARE UPDATE EXCLUSIVE MODE")
        yield


def test_a_locked_fact_with_months_enough_ends_the_command_with_75(
    db: None, orders_locked: None
) -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("ensure_partitions", "--ahead", "60", stdout=StringIO(), stderr=err)
    assert ended.value.code == Exit.LOCKED
    assert "core.fact_orders: try again later: canceling statement" in err.getvalue()


def test_the_system_check_warns_below_three_months(no_orders_ahead: None) -> None:
    (found,) = checks.run_checks(tags=["database"], databases=["default"])
    assert (found.id, found.level) == ("core.W001", checks.WARNING)
    assert found.msg == "fewer than 3 whole months ahead: core.fact_orders 0"


def test_the_system_check_is_silent_with_the_months_of_every_night(six_ahead: None) -> None:
    assert checks.run_checks(tags=["database"], databases=["default"]) == []


def test_command_names_what_it_made_and_counts_it(six_ahead: None) -> None:
    out = StringIO()
    call_command("ensure_partitions", "--ahead", "7", stdout=out)
    *named, summary = out.getvalue().splitlines()
    assert named == [f"core.{fact}_2041_10 created" for fact in FACTS]
    assert summary.startswith("3 partitions created, ")


@pytest.fixture
def no_far_months(transactional_db: None) -> Iterator[list[str]]:
    """Names of the partitions 13 to 15 months ahead, which do not exist before or after."""
    today = timezone.localdate()
    names = [f"core.{fact}_{month(ahead, today)}" for fact in FACTS for ahead in (13, 14, 15)]
    execute(f"DROP TABLE IF EXISTS {', '.join(names)}")
    yield names
    execute(f"DROP TABLE IF EXISTS {', '.join(names)}")


def test_two_at_once_make_each_month_once(no_far_months: list[str]) -> None:
    call_command("ensure_partitions", "--ahead", "12", stdout=StringIO())
    execute(f"DROP TABLE IF EXISTS {', '.join(no_far_months)}")
    makers = [
        start_command("ensure_partitions", "--ahead", 15, role=role)
        for role in ("nova_owner", "nova_loader")
    ]
    said = [maker.communicate(timeout=60) for maker in makers]

    assert [maker.returncode for maker in makers] == [0, 0], said
    made = [line.partition(" ")[0] for out, _ in said for line in out.splitlines()[:-1]]
    assert sorted(made) == sorted(no_far_months)


def test_the_months_of_a_first_start_suffice(db: None) -> None:
    made = ensure_partitions(today=FAR, months_ahead=partitions.MONTHS_AHEAD, months_back=0)
    assert (made.shortage, dict(made.locked)) == (None, {})
