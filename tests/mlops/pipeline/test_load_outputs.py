"""KPIs, recommendations and alerts: what was computed elsewhere, beside what people decided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.databases import url_of
from tests.mlops.pipeline.conftest import Outcome, Run, changes, load, told
from tests.mlops.pipeline.published import fingerprint, query
from tests.mlops.pipeline.test_load_safety import wait_until
from tests.support.factories import a_user

pytestmark = pytest.mark.usefixtures("company")

KPIS = "full_date,total_demand,stockout_rate,computed_at\n"
SHOWN = "SELECT total_demand, stockout_rate FROM analytics.mv_kpis_latest WHERE full_date = %s"
DAY, NEXT = "2026-03-02", "2026-03-03"


@pytest.fixture
def load_kpis(run_command: Run, tmp_path: Path) -> Callable[..., Outcome]:
    def load_rows(*rows: str, options: tuple[str, ...] = ()) -> Outcome:
        path = tmp_path / "kpis.csv"
        path.write_text(KPIS + "".join(f"{row}\n" for row in rows))
        return run_command("load_kpis", path, "--json", *options)

    return load_rows


def test_the_kpis_of_a_day_are_shown_once_loaded(load_kpis: Run) -> None:
    outcome = load_kpis(f"{DAY},120.5,0.05,2026-03-03T05:00:00+00:00")

    assert changes(outcome) == (1, 0, 0)
    assert query(SHOWN, DAY) == [(Decimal("120.5000"), Decimal("0.0500"))]


def test_the_latest_computation_of_a_day_is_shown_whichever_came_last(load_kpis: Run) -> None:
    load_kpis(f"{DAY},120.5,0.05,2026-03-03T05:00:00+00:00")
    load_kpis(f"{DAY},130,0.04,2026-03-03T06:00:00+00:00")
    by_later = query(SHOWN, DAY)
    load_kpis(f"{DAY},999,0.99,2026-03-03T05:30:00+00:00")

    assert by_later == [(130, Decimal("0.0400"))]
    assert query(SHOWN, DAY) == by_later
    assert query("SELECT count(*) FROM analytics.kpis_daily") == [(3,)]


def test_the_same_kpis_again_are_known(load_kpis: Run) -> None:
    row = f"{DAY},120.5,0.05,2026-03-03T05:00:00+00:00"
    load_kpis(row)
    before = fingerprint()

    again = load_kpis(row)

    assert (told(again)["status"], told(again)["code"]) == ("UNCHANGED", "ALREADY_PUBLISHED")
    assert fingerprint() == before


def test_a_refresh_that_waits_for_a_load_shows_what_the_load_brought(load_kpis: Run) -> None:
    load_kpis(f"{DAY},120.5,0.05,2026-03-03T05:00:00+00:00")
    with (
        ThreadPoolExecutor(max_workers=1) as aside,
        psycopg.connect(url_of("nova_loader"), autocommit=True) as night,
        psycopg.connect(url_of("nova_loader")) as load,
    ):
        load.execute("UPDATE analytics.kpis_daily SET total_demand = 7")
        refreshed = aside.submit(night.execute, "SELECT analytics.refresh_view('mv_kpis_latest')")
        wait_until(lambda: query("SELECT FROM pg_locks WHERE NOT granted"))
        load.commit()
        refreshed.result(timeout=20)
    assert query(SHOWN, DAY) == [(7, Decimal("0.0500"))]


def test_two_who_write_figures_of_the_same_days_do_not_wait_for_each_other(
    load_kpis: Run,
) -> None:
    load_kpis(f"{DAY},1,0.05,2026-03-03T05:00:00+00:00", f"{NEXT},1,0.05,2026-03-04T05:00:00+00:00")
    change = "UPDATE analytics.kpis_daily SET total_demand = %s WHERE full_date = %s"
    with (
        ThreadPoolExecutor(max_workers=1) as aside,
        psycopg.connect(url_of("nova_loader"), autocommit=True) as other,
        psycopg.connect(url_of("nova_loader")) as load,
    ):
        load.execute(change, (7, DAY))
        changed = aside.submit(other.execute, change, (8, NEXT))
        wait_until(lambda: query("SELECT FROM pg_locks WHERE NOT granted"))
        load.execute(change, (7, NEXT))
        load.commit()
        changed.result(timeout=20)
    assert [query(SHOWN, day)[0][0] for day in (DAY, NEXT)] == [7, 8]


def as_api(statement: str, *values: object) -> None:
    """A statement of the dashboard's, committed."""
    with psycopg.connect(url_of("nova_api")) as own:
        assert own.execute(statement, values).rowcount == 1


ADVICE = "dedupe_key,sku,site_code,type,priority,message,quantity_recommended\n"
BUY = "buy 0012,0012,BA01,REORDER,HIGH,Comprar 40,40\n"


def test_an_acknowledgement_survives_the_reload_of_its_recommendation(
    run_command: Run, tmp_path: Path
) -> None:
    load(run_command, tmp_path, "recommendations", ADVICE + BUY)
    as_api(
        "INSERT INTO analytics.decisions (recommendation_id, kind, actor)"
        " SELECT recommendation_id, 'ACKNOWLEDGED', 'ana' FROM analytics.recommendations"
        " WHERE dedupe_key = 'buy 0012'"
    )
    held = (
        "SELECT recommendation_id, created_at, decided_at, actor"
        " FROM analytics.recommendations JOIN analytics.decisions USING (recommendation_id)"
    )
    before = query(held)

    outcome = load(run_command, tmp_path, "recommendations", ADVICE + BUY.replace("40,40", "55,55"))

    assert changes(outcome) == (0, 1, 0)
    assert query(held) == before
    assert before[0][3] == "ana"
    found = query("SELECT message, quantity_recommended FROM analytics.recommendations")
    assert found == [("Comprar 55", 55)]


def test_a_recommendation_may_name_no_material_but_never_an_unknown_one(
    run_command: Run, tmp_path: Path
) -> None:
    general = "hold all,,,HOLD,LOW,Esperar,\n"
    unknown = "buy 9999,9999,BA01,REORDER,HIGH,Comprar,1\n"
    before = fingerprint()

    refused = load(run_command, tmp_path, "recommendations", ADVICE + general + unknown)
    unchanged = fingerprint() == before
    taken = load(run_command, tmp_path, "recommendations", ADVICE + general)

    assert (refused.code, unchanged) == (65, True)
    assert query("SELECT row_no, column_name, code FROM staging.load_rejects") == [
        (2, "sku", "UNKNOWN_KEY")
    ]
    assert changes(taken) == (1, 0, 0)


ALERTS = "dedupe_key,sku,site_code,level,category,message\n"
LOW = "low 0012,0012,BA01,WARNING,STOCK,{message}\n"
HELD = "SELECT message, level, resolved_at IS NULL FROM analytics.alerts ORDER BY alert_id"


def test_an_open_alert_is_changed_and_its_readers_are_kept(
    run_command: Run, tmp_path: Path
) -> None:
    load(run_command, tmp_path, "alerts", ALERTS + LOW.format(message="3 dias"))
    as_api(
        "INSERT INTO analytics.alert_reads (alert_id, user_id)"
        " SELECT alert_id, %s FROM analytics.alerts",
        a_user("ana").pk,
    )
    reads = query("SELECT * FROM analytics.alert_reads")

    worse = LOW.format(message="1 dia").replace("WARNING", "CRITICAL")
    outcome = load(run_command, tmp_path, "alerts", ALERTS + worse)

    assert changes(outcome) == (0, 1, 0)
    assert query(HELD) == [("1 dia", "CRITICAL", True)]
    assert len(reads) == 1
    assert query("SELECT * FROM analytics.alert_reads") == reads


def test_a_resolved_alert_stays_and_the_same_condition_opens_a_new_one(
    run_command: Run, tmp_path: Path
) -> None:
    load(run_command, tmp_path, "alerts", ALERTS + LOW.format(message="3 dias"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE analytics.alerts SET resolved_at = '2026-03-04 12:00+00'")

    again = load(run_command, tmp_path, "alerts", ALERTS + LOW.format(message="2 dias"))
    then = load(run_command, tmp_path, "alerts", ALERTS + LOW.format(message="1 dia"))

    assert (changes(again), changes(then)) == ((1, 0, 0), (0, 1, 0))
    assert query(HELD) == [("3 dias", "WARNING", False), ("1 dia", "WARNING", True)]
