"""Each load, promotion, way back, computation and refresh leaves its one row."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from analytics.accuracy.scoring import score_forecasts
from analytics.kpis.computing import compute_kpis
from analytics.policy.computing import compute_policy
from analytics.recommend.running import recommend
from core.reconcile import reconcile_suppliers
from mlops.nightly.reader_steps import views
from nova.actors import command_actor
from support.models import AuditLog
from tests.analytics.policy.world import DAY, fill_dimensions, stock, wanted_daily
from tests.mlops.pipeline.conftest import Run, company, run_command
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.nova.audit.trail import trail

__all__ = ["company", "run_command"]
UNIT_FILES = {
    "items.csv": "sku,name,unit_measure\n0012,Parafuso,UN\n",
    "demand.csv": "full_date,sku,site_code,quantity\n2026-03-02,0012,BA01,1\n",
}


def only(rows: list[AuditLog]) -> AuditLog:
    """The row of a job: whoever runs it, and no request, since there was none."""
    (row,) = rows
    assert row.actor == command_actor()
    assert (row.request_id, row.ip_address, row.user_agent) == (None, None, None)
    assert row.entity_type == "load_run"
    return row


@pytest.mark.usefixtures("company")
def test_a_load_leaves_one_row_and_a_refused_one_none(run_command: Run, tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    path.write_text(UNIT_FILES["demand.csv"])
    with trail() as rows:
        assert run_command("load_dataset", "demand", path).code == 0
    row = only(rows)
    assert (row.action, row.entity_key) == ("LOAD_PUBLISHED", "demand")
    assert (row.details["rows_read"], row.details["rows_loaded"]) == (1, 1)
    assert len(row.details["sha256"]) == 64
    with trail() as rows:
        assert run_command("load_dataset", "demand", path, "--dry-run").code == 0
        assert run_command("load_dataset", "items", path).code == 65
    assert rows == []


@pytest.mark.usefixtures("company")
def test_a_unit_leaves_a_row_for_each_file(run_command: Run, tmp_path: Path) -> None:
    names = ", ".join(f'{{"dataset": "{name[:-4]}", "name": "{name}"}}' for name in UNIT_FILES)
    (tmp_path / "manifest.json").write_text(f'{{"version": 1, "files": [{names}]}}')
    for name, text in UNIT_FILES.items():
        (tmp_path / name).write_text(text)
    with trail() as rows:
        assert run_command("load_all", tmp_path).code == 0
    assert [(row.action, row.entity_key) for row in rows] == [
        ("LOAD_PUBLISHED", "items"),
        ("LOAD_PUBLISHED", "demand"),
    ]


@pytest.mark.usefixtures("company")
def test_a_candidate_its_promotion_and_the_way_back_leave_a_row_each(
    run_command: Run, tmp_path: Path
) -> None:
    for hours in (0, 1):
        rows_of_file = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours))
        path = write_parquet(tmp_path / f"{hours}.parquet", rows_of_file)
        with trail() as rows:
            assert run_command("load_forecasts", path, *(["--candidate"] * hours)).code == 0
        assert only(rows).action == ("CANDIDATE_PUBLISHED" if hours else "LOAD_PUBLISHED")
    candidate = only(rows).entity_id
    with trail() as rows:
        assert run_command("promote_run", candidate).code == 0
    promoted = only(rows)
    assert (promoted.action, promoted.entity_id) == ("RUN_PROMOTED", candidate)
    before, recorded = promoted.details["champion_before"], promoted.details["recorded_as"]
    with trail() as rows:
        assert run_command("rollback_load", recorded).code == 0
    undone = only(rows)
    assert (undone.action, undone.details["champion"]) == ("LOAD_ROLLED_BACK", before)


@pytest.fixture
def world(db: None) -> None:
    fill_dimensions()
    wanted_daily(1)
    stock(12)


def test_every_computation_leaves_one_row(world: None) -> None:
    with trail() as rows:
        compute_kpis([DAY])
    assert only(rows).action == "KPIS_COMPUTED"
    with trail() as rows:
        compute_policy(day=DAY)
    assert only(rows).action == "POLICY_COMPUTED"
    with trail() as rows:
        recommend(day=DAY)
    assert only(rows).action == "RECOMMENDED"
    with trail() as rows:
        score_forecasts()
    assert only(rows).action == "FORECASTS_SCORED"
    with trail() as rows:
        reconcile_suppliers()
    assert only(rows).action == "SUPPLIERS_RECONCILED"


def test_a_refresh_of_the_views_leaves_one_row(db: None) -> None:
    with trail() as rows:
        views(timezone.localdate())
    row = only(rows)
    assert (row.action, row.entity_key, row.details) == ("VIEWS_REFRESHED", "views", {})
