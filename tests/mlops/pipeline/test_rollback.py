"""A publication taken back: what readers see afterwards, what is recorded, what is refused."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from support.computed_runs import ComputedRun
from support.models import LoadRun
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, fingerprint, query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]
Publish = Callable[..., int]

HEADER = "full_date,sku,site_code,quantity"


def newest_run() -> int:
    ((run_id,),) = query("SELECT max(run_id) FROM support.load_runs")
    return int(run_id)


@pytest.fixture
def demand(run_command: Run, tmp_path: Path) -> Publish:
    """Loads demand from lines such as `2026-03-02,0012,BA01,3`; the run's number."""

    def publish(*lines: str) -> int:
        path = tmp_path / "demand.csv"
        path.write_text("\n".join([HEADER, *lines, ""]))
        outcome = run_command("load_dataset", "demand", path)
        assert outcome.code == 0, outcome.err
        return newest_run()

    return publish


@pytest.fixture
def forecasts(load_forecasts: Run, tmp_path: Path) -> Publish:
    """Loads forecasts computed so many hours after the others; the run's number."""

    def publish(hours: int = 0) -> int:
        rows = forecast_rows(level=2 + hours, computed_at=COMPUTED_AT + timedelta(hours=hours))
        outcome = load_forecasts(write_parquet(tmp_path / f"{hours}.parquet", rows))
        assert outcome.code == 0, outcome.err
        return newest_run()

    return publish


def demand_held() -> list[tuple[Any, ...]]:
    """Day of March 2026, units and run of each row of demand."""
    return query(
        "SELECT extract(DAY FROM full_date)::INTEGER, quantity::INTEGER, run_id"
        " FROM core.fact_demand_daily ORDER BY full_date"
    )


def rows_of_facts() -> list[tuple[Any, ...]]:
    """Every column of every row of demand, also its own number and when it was made."""
    return query("SELECT found::TEXT FROM core.fact_demand_daily AS found ORDER BY 1")


def refusal(outcome: Outcome) -> tuple[int, str]:
    return outcome.code, outcome.err.partition(":")[0]


def test_readers_see_the_forecasts_of_the_run_before_again(
    forecasts: Publish, run_command: Run
) -> None:
    first, second = forecasts(), forecasts(1)

    outcome = run_command("rollback_load", second)

    assert outcome.code == 0, outcome.err
    assert f"run {second} taken back: readers see run {first} again" in outcome.out
    assert champion() == (first, 20)  # 2 items × 2 sites × 5 days
    # level 2 and 5 days of 1 to 5 more, for each of 4 item-sites: 4 × (5 × 2 + 15)
    assert query("SELECT sum(yhat) FROM analytics.mv_forecasts_latest") == [(100,)]


def test_the_view_is_left_alone_when_asked(forecasts: Publish, run_command: Run) -> None:
    forecasts()
    second = forecasts(1)
    assert run_command("rollback_load", second, "--no-refresh").code == 0
    # 4 item-sites × (5 days × level 3 + 15) of the second run
    assert query("SELECT sum(yhat) FROM analytics.mv_forecasts_latest") == [(120,)]


def test_a_rollback_is_a_run_of_its_own_with_its_audit_row(
    forecasts: Publish, run_command: Run
) -> None:
    first, second = forecasts(), forecasts(1)
    run_command("rollback_load", second)

    undoing = LoadRun.objects.get(status="ROLLBACK")
    assert (undoing.dataset, undoing.details) == (
        "forecasts",
        {"rolled_back": second, "champion": first},
    )
    assert query(
        "SELECT action, entity_id, entity_key, details ->> 'recorded_as'"
        " FROM support.audit_logs ORDER BY audit_id DESC LIMIT 1"
    ) == [("LOAD_ROLLED_BACK", second, "forecasts", str(undoing.run_id))]


def test_the_runs_before_are_reached_one_by_one(forecasts: Publish, run_command: Run) -> None:
    first, second, third = forecasts(), forecasts(1), forecasts(2)
    run_command("rollback_load", third)
    run_command("rollback_load", second)
    assert champion() == (first, 20)


def test_a_run_that_was_taken_back_is_never_the_run_before(
    forecasts: Publish, run_command: Run
) -> None:
    first, second = forecasts(), forecasts(1)
    run_command("rollback_load", second)
    third = forecasts(2)
    run_command("rollback_load", third)
    assert champion() == (first, 20)


def test_loading_the_file_again_undoes_the_rollback(forecasts: Publish, run_command: Run) -> None:
    forecasts()
    second = forecasts(1)
    run_command("rollback_load", second)
    third = forecasts(1)
    assert (third > second, champion()) == (True, (third, 20))


def test_only_the_run_that_readers_see_can_be_taken_back(
    forecasts: Publish, run_command: Run
) -> None:
    first, _ = forecasts(), forecasts(1)
    before = fingerprint()
    outcome = run_command("rollback_load", first)
    assert refusal(outcome) == (65, "NOT_CHAMPION")
    assert fingerprint() == before


def test_the_first_forecasts_have_nothing_before_them(forecasts: Publish, run_command: Run) -> None:
    first = forecasts()
    assert refusal(run_command("rollback_load", first)) == (65, "NOTHING_TO_ROLL_BACK")
    assert champion() == (first, 20)


def test_demand_becomes_what_it_was(demand: Publish, run_command: Run) -> None:
    first = demand("2026-03-02,0012,BA01,3", "2026-03-03,0012,BA01,4")
    before = rows_of_facts()
    second = demand("2026-03-03,0012,BA01,9", "2026-03-04,0012,BA01,5", "2026-04-01,0012,BA01,6")

    outcome = run_command("rollback_load", second, "--json")

    (told,) = json.loads(outcome.out)["runs"]
    assert told["details"] == {
        "rolled_back": second, "restored": 1, "removed": 2, "superseded": 0,
    }  # fmt: skip
    assert rows_of_facts() == before
    assert demand_held() == [(2, 3, first), (3, 4, first)]


def test_the_same_file_again_gives_what_its_first_load_gave(
    demand: Publish, run_command: Run
) -> None:
    demand("2026-03-02,0012,BA01,3")
    lines = ("2026-03-02,0012,BA01,8", "2026-03-04,0012,BA01,5")
    second = demand(*lines)
    once = [row[:2] for row in demand_held()]
    run_command("rollback_load", second)
    third = demand(*lines)
    assert demand_held() == [(*row, third) for row in once]


def test_rows_that_a_later_load_changed_are_left_alone(demand: Publish, run_command: Run) -> None:
    first = demand("2026-03-02,0012,BA01,3", "2026-03-03,0012,BA01,4")
    second = demand("2026-03-02,0012,BA01,30", "2026-03-03,0012,BA01,40", "2026-03-04,0012,BA01,5")
    third = demand("2026-03-03,0012,BA01,41", "2026-03-04,0012,BA01,6")

    outcome = run_command("rollback_load", second)

    assert "1 restored, 0 removed, 2 superseded" in outcome.out
    assert demand_held() == [(2, 3, first), (3, 41, third), (4, 6, third)]


def test_runs_taken_back_in_any_order_leave_nothing_of_either(
    demand: Publish, run_command: Run
) -> None:
    first = demand("2026-03-02,0012,BA01,3")
    second = demand("2026-03-02,0012,BA01,30", "2026-03-03,0012,BA01,4")
    third = demand("2026-03-02,0012,BA01,31", "2026-03-03,0012,BA01,5")
    run_command("rollback_load", second)
    run_command("rollback_load", third)
    assert demand_held() == [(2, 3, first)]


def test_demand_of_an_unknown_supplier_is_put_back(run_command: Run, tmp_path: Path) -> None:
    query("INSERT INTO core.dim_supplier (code, name) VALUES ('S1', 'Fornecedor') RETURNING 1")
    path = tmp_path / "demand.csv"
    header = "full_date,sku,site_code,supplier_code,quantity\n"
    path.write_text(f"{header}2026-03-02,0012,BA01,,3\n2026-03-02,0012,BA01,S1,4\n")
    run_command("load_dataset", "demand", path)
    before = rows_of_facts()
    path.write_text(f"{header}2026-03-02,0012,BA01,,5\n2026-03-02,0012,BA01,S1,6\n")
    run_command("load_dataset", "demand", path)

    assert run_command("rollback_load", newest_run()).code == 0

    assert (len(before), rows_of_facts()) == (2, before)


def test_a_dry_run_tells_and_changes_nothing(demand: Publish, run_command: Run) -> None:
    demand("2026-03-02,0012,BA01,3")
    second = demand("2026-03-02,0012,BA01,9", "2026-03-04,0012,BA01,5")
    before = fingerprint()
    outcome = run_command("rollback_load", second, "--dry-run")
    assert (outcome.code, fingerprint()) == (0, before)
    assert "1 restored, 1 removed, 0 superseded" in outcome.out
    assert not LoadRun.objects.filter(status="ROLLBACK").exists()


def test_a_run_is_taken_back_once(demand: Publish, run_command: Run) -> None:
    run = demand("2026-03-02,0012,BA01,3")
    assert run_command("rollback_load", run).code == 0
    assert refusal(run_command("rollback_load", run)) == (65, "NOTHING_TO_ROLL_BACK")


def test_a_run_that_published_nothing_is_refused(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    path.write_text(f"{HEADER}\n2026-03-02,0012,NOWHERE,3\n")
    run_command("load_dataset", "demand", path)
    assert refusal(run_command("rollback_load", newest_run())) == (65, "NOTHING_TO_ROLL_BACK")


def test_an_unknown_run_is_named(run_command: Run) -> None:
    assert refusal(run_command("rollback_load", 4711)) == (66, "NO_RUN")


def test_a_dimension_is_refused(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("sku,name,unit_measure\n0012,Parafuso,UN\n")
    run_command("load_dataset", "items", path)
    before = fingerprint()
    assert refusal(run_command("rollback_load", newest_run())) == (65, "NOT_REVERSIBLE")
    assert fingerprint() == before


def test_rows_that_are_kept_no_longer_end_the_rollback(demand: Publish, run_command: Run) -> None:
    demand("2026-03-02,0012,BA01,3")
    second = demand("2026-03-02,0012,BA01,9")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE staging.replaced_{second}_fact_demand_daily")
    assert refusal(run_command("rollback_load", second)) == (65, "TOO_OLD")
    assert demand_held() == [(2, 9, second)]


def test_the_last_day_of_data_is_that_of_what_stands(demand: Publish, run_command: Run) -> None:
    demand("2026-03-02,0012,BA01,3")
    second = demand("2026-03-09,0012,BA01,9")
    assert LoadRun.objects.data_as_of("demand") == date(2026, 3, 9)
    run_command("rollback_load", second)
    assert LoadRun.objects.data_as_of("demand") == date(2026, 3, 2)


def test_a_run_that_the_database_worked_out_is_refused_and_stays(
    company: None, run_command: Run
) -> None:
    ComputedRun("kpis", source="core.fact_demand_daily", action="KPIS_COMPUTED").publish(
        rows_read=1, rows_loaded=1
    )
    assert refusal(run_command("rollback_load", newest_run())) == (65, "NOT_REVERSIBLE")
