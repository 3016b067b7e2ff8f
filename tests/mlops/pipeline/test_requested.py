"""What administrators ask for about loads comes about, once, and in their name."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from mlops.requested import carry_out_waiting
from support.load_requests import Action, ask
from support.models import AuditLog, LoadRequest, LoadRun
from tests.databases import session
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import COMPUTED_AT, forecast_rows, write_parquet
from tests.mlops.pipeline.published import champion, query

pytestmark = pytest.mark.usefixtures("company")
Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def no_broker(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = None


def asked(run: LoadRun, action: Action, **options: Any) -> LoadRequest:
    request = ask(run=run, action=action, reason="porque sim", actor="root", **options)
    assert request is not None
    return request


def ended(request: LoadRequest) -> tuple[str, str]:
    """Status and outcome of a request that waited, once it was carried out."""
    carry_out_waiting()
    request.refresh_from_db()
    assert request.finished_at is not None
    return request.status, str(request.outcome)


def reading() -> int | None:
    """The run that readers see."""
    seen = champion()
    return seen[0] if seen else None


def author(action: str) -> str:
    """Who did what was done last of that kind."""
    return AuditLog.objects.filter(action__endswith=action).latest("audit_id").actor


def newest() -> LoadRun:
    return LoadRun.objects.latest("run_id")


@pytest.fixture
def candidate(load_forecasts: Run, tmp_path: Path) -> LoadRun:
    """A challenger beside a champion computed an hour before."""
    for hours, options in ((0, ()), (1, ("--candidate",))):
        rows = forecast_rows(computed_at=COMPUTED_AT + timedelta(hours=hours))
        assert (
            load_forecasts(write_parquet(tmp_path / f"{hours}.parquet", rows), *options).code == 0
        )
    return newest()


def test_promotes_a_candidate_in_the_name_of_who_asked(candidate: LoadRun) -> None:
    status, outcome = ended(asked(candidate, Action.PROMOTE))
    assert (status, reading()) == ("DONE", candidate.run_id)
    assert f"readers see run {candidate.run_id}" in outcome
    assert newest().actor == "root"
    assert author("RUN_PROMOTED") == "root"
    assert author("REQUESTED") == "root"


def test_takes_a_publication_back(candidate: LoadRun) -> None:
    first = LoadRun.objects.earliest("run_id")
    asked(candidate, Action.PROMOTE)
    carry_out_waiting()
    status, _ = ended(asked(newest(), Action.ROLL_BACK))
    assert (status, reading()) == ("DONE", first.run_id)
    assert author("LOAD_ROLLED_BACK") == "root"


def test_tells_why_it_was_refused_and_changes_nothing(candidate: LoadRun) -> None:
    first = LoadRun.objects.earliest("run_id")
    status, outcome = ended(asked(first, Action.PROMOTE))
    assert (status, reading()) == ("REFUSED", first.run_id)
    assert outcome == f"NOT_CANDIDATE: run {first.run_id} is no candidate (CHAMPION)"


def test_is_carried_out_once(candidate: LoadRun) -> None:
    asked(candidate, Action.PROMOTE)
    assert [len(found) if isinstance(found, list) else found for found in carry_out_waiting()] == [
        1, 0,
    ]  # fmt: skip
    runs = query("SELECT count(*) FROM support.load_runs")
    assert carry_out_waiting() == ([], 0)
    assert query("SELECT count(*) FROM support.load_runs") == runs


def test_a_second_request_about_a_run_waits_for_the_first(candidate: LoadRun) -> None:
    asked(candidate, Action.PROMOTE)
    audited = AuditLog.objects.count()
    again = ask(run=candidate, action=Action.ROLL_BACK, reason="não", actor="root")
    assert (again, AuditLog.objects.count()) == (None, audited)


def test_waits_while_a_load_of_the_dataset_runs(
    candidate: LoadRun, capsys: pytest.CaptureFixture[str]
) -> None:
    request = asked(candidate, Action.PROMOTE)
    with session("nova_loader") as other:
        other.execute("SELECT pg_advisory_lock(1313822273, hashtext('forecasts'))")  # "NOVA"
        with pytest.raises(SystemExit) as stopped:
            call_command("carry_out_requests")
    request.refresh_from_db()
    assert (stopped.value.code, request.status) == (75, "WAITING")
    call_command("carry_out_requests")
    assert f"Promover {candidate.run_id} DONE: run" in capsys.readouterr().out


@pytest.fixture
def held(load_forecasts: Run, tmp_path: Path, settings: Settings) -> LoadRun:
    """A file of two days where thirty were before: VOLUME_DRIFT holds it back."""
    settings.LOAD_DROP_DIR = str(tmp_path / "drop")
    (tmp_path / "drop").mkdir()
    assert load_forecasts(write_parquet(tmp_path / "old.parquet", forecast_rows(days=30))).code == 0
    later = COMPUTED_AT + timedelta(hours=1)
    path = write_parquet(
        tmp_path / "drop" / "forecasts.parquet", forecast_rows(days=2, computed_at=later)
    )
    assert load_forecasts(path).code == 65
    run = newest()
    assert (run.status, run.code) == ("NEEDS_APPROVAL", "VOLUME_DRIFT")
    return run


def test_approves_the_file_that_lies_in_the_drop_folder(held: LoadRun, settings: Settings) -> None:
    status, outcome = ended(asked(held, Action.APPROVE))
    assert (status, outcome.partition(":")[0]) == ("DONE", "forecasts.parquet")
    run = newest()
    assert (run.status, run.sha256, reading()) == ("PUBLISHED", held.sha256, run.run_id)
    assert not (Path(settings.LOAD_DROP_DIR) / "forecasts.parquet").exists()


def test_does_not_approve_another_file_of_that_name(held: LoadRun, settings: Settings) -> None:
    path = Path(settings.LOAD_DROP_DIR) / "forecasts.parquet"
    write_parquet(path, forecast_rows(days=3, computed_at=COMPUTED_AT + timedelta(hours=2)))
    status, outcome = ended(asked(held, Action.APPROVE))
    assert (status, outcome.partition(":")[0]) == ("REFUSED", "NO_FILE")
    assert path.exists()
