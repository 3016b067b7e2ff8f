"""The nightly chain as an operator runs it."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from mlops.nightly.steps import STEPS
from nova.db.locks import DATASET_SPACE
from support.models import Night
from tests.databases import session, start_command
from tests.mlops.pipeline.conftest import Run

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture(autouse=True)
def drop(tmp_path: Path, settings: Settings) -> Path:
    settings.LOAD_DROP_DIR = str(tmp_path / "drop")
    (tmp_path / "drop").mkdir()
    return tmp_path / "drop"


def test_runs_every_step_and_tells_of_each(run_command: Run, drop: Path) -> None:
    (drop / "demand.csv").write_text("full_date,sku,site_code,quantity\n2026-11-20,0012,BA01,3\n")

    outcome = run_command("nightly", "--date", "2026-11-21", "--json")

    told = json.loads(outcome.out)
    assert (outcome.code, told["business_date"]) == (0, "2026-11-21")
    assert [step["step"] for step in told["steps"]] == [step.name for step in STEPS]
    assert {step["status"] for step in told["steps"]} == {"DONE"}
    assert next(s["rows"] for s in told["steps"] if s["step"] == "loads") == 1
    assert Night.objects.get().finished_at is not None


def test_refused_data_ends_it_with_65_and_the_reason(run_command: Run, drop: Path) -> None:
    (drop / "demand.csv").write_text("full_date,sku,site_code,quantity\n2026-11-20,NONE,BA01,3\n")

    outcome = run_command("nightly", "--date", "2026-11-21")

    assert outcome.code == 65
    assert "demand.csv: TOO_MANY_REJECTS" in outcome.out


def test_may_be_repeated(run_command: Run) -> None:
    assert [run_command("nightly").code for _ in range(2)] == [0, 0]
    assert Night.objects.filter(finished_at=None).count() == 0


def test_ends_with_75_while_another_is_at_work() -> None:
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext('nightly'))", [DATASET_SPACE])
        command = start_command("nightly")
        _, said = command.communicate(timeout=60)
    assert (command.returncode, said.partition(":")[0]) == (75, "LOCKED")
