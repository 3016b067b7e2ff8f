"""A dataset is added by a table and one entry: no other line of the program knows of it.

The tests take the steps of docs/data-engineers.md in a copy of the program, and run that copy's
commands as its operators would.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from nova.settings.env import DATA_DIR
from tests.databases import environment
from tests.mlops.pipeline.conftest import Outcome, changes
from tests.mlops.pipeline.files import AS_OF
from tests.mlops.pipeline.new_datasets import add_datasets
from tests.mlops.pipeline.published import leftovers, query
from tests.nova.test_architecture import copied

Manage = Callable[..., Outcome]


@pytest.fixture(scope="module")
def manage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Manage]:
    """manage.py of a copy that has three datasets more, and their tables."""
    with copied() as tree, django_db_blocker.unblock():
        before = add_datasets(tree)

        def run(*words: object, role: str = "nova_loader") -> Outcome:
            done = subprocess.run(
                [sys.executable, "manage.py", *map(str, words)],
                cwd=tree, env=environment(role, NOVA_DATA_DIR=str(DATA_DIR)),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            )  # fmt: skip
            return Outcome(done.returncode, done.stdout, done.stderr)

        migrated = run("migrate", role="nova_owner")
        assert migrated.code == 0, migrated.err
        yield run
        for app in ("analytics", "core"):
            undone = run("migrate", app, before[app], role="nova_owner")
            assert undone.code == 0, undone.err


@pytest.fixture
def crews(company: None, manage: Manage, tmp_path: Path) -> Iterator[None]:
    """Two crews, loaded like any other dimension."""
    (tmp_path / "crews.csv").write_text("code,name\nT1,Norte\nT2,Sul\n")
    assert changes(manage("load_dataset", "crews", tmp_path / "crews.csv", "--json")) == (2, 0, 0)
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core.dim_crew RESTART IDENTITY CASCADE")


class Added(NamedTuple):
    """A dataset's files, what they change and how the last of them is refused."""

    name: str
    first: str
    corrected: str
    wrong: str
    first_changes: tuple[int, int, int]
    corrected_changes: tuple[int, int, int]
    code: str
    held: str
    expected: list[tuple[str, ...]]


DAY = AS_OF.isoformat()
CREWS = Added(
    name="crews",
    first="code,name\nT3,Leste\nT4,Oeste\n",
    corrected="code,name\nT3,Nordeste\nT4,Oeste\n",
    wrong="code,name\nT3,Leste\nT3,Nordeste\n",
    first_changes=(2, 0, 0),
    corrected_changes=(0, 1, 1),
    code="CONFLICTING_DUPLICATE",
    held="SELECT code, name FROM core.dim_crew WHERE code > 'T2' ORDER BY code",
    expected=[("T3", "Nordeste"), ("T4", "Oeste")],
)
VISITS = Added(
    name="visits",
    first="full_date,crew,site_code,hours\n2026-03-31,T1,BA01,8\n2026-04-01,T2,SP01,4.5\n",
    corrected="full_date,crew,site_code,hours\n2026-03-31,T1,BA01,8\n2026-04-01,T2,SP01,6\n",
    wrong="full_date,crew,site_code,hours\n2026-04-01,T9,SP01,6\n",
    first_changes=(2, 0, 0),
    corrected_changes=(0, 1, 1),
    code="TOO_MANY_REJECTS",
    held="SELECT visits.tableoid::REGCLASS::TEXT, code, hours::TEXT FROM core.fact_visits AS visits"
    " JOIN core.dim_crew USING (crew_id) ORDER BY full_date",
    expected=[
        ("core.fact_visits_2026_03", "T1", "8.0000"),
        ("core.fact_visits_2026_04", "T2", "6.0000"),
    ],
)
PLANS = Added(
    name="visit_plans",
    first=f"full_date,crew,site_code,hours,computed_at\n{DAY},T1,BA01,8,{DAY}T05:00:00Z\n",
    corrected=f"full_date,crew,site_code,hours,computed_at\n{DAY},T1,BA01,7,{DAY}T06:00:00Z\n",
    wrong=f"full_date,crew,site_code,hours,computed_at\n{DAY},T1,BA01,-7,{DAY}T07:00:00Z\n",
    first_changes=(1, 0, 0),
    corrected_changes=(1, 0, 0),  # each file is a run of its own
    code="TOO_MANY_REJECTS",
    held="SELECT code, hours::TEXT FROM analytics.visit_plans JOIN core.dim_crew USING (crew_id)"
    " JOIN analytics.model_runs USING (run_id) WHERE status = 'CHAMPION'",
    expected=[("T1", "7.0000")],
)


@pytest.mark.usefixtures("crews")
@pytest.mark.parametrize("added", [CREWS, VISITS, PLANS], ids=lambda added: str(added.name))
def test_an_added_dataset_is_loaded_corrected_and_refused_like_the_others(
    manage: Manage, tmp_path: Path, added: Added
) -> None:
    def load(text: str) -> Outcome:
        (tmp_path / "file.csv").write_text(text)
        return manage("load_dataset", added.name, tmp_path / "file.csv", "--json")

    first, corrected, wrong = map(load, (added.first, added.corrected, added.wrong))

    assert changes(first) == added.first_changes
    assert changes(corrected) == added.corrected_changes
    assert (wrong.code, json.loads(wrong.out)["error"]) == (65, added.code)
    assert query(added.held) == added.expected
    assert leftovers() == []


def test_contracts_and_units_know_of_added_datasets(
    company: None, manage: Manage, tmp_path: Path
) -> None:
    written = manage("contracts", "--out", tmp_path / "unit")
    unit = manage("load_all", tmp_path / "unit", "--dry-run", "--json")

    assert written.code == 0, written.err
    assert unit.code == 0, unit.err
    loaded = {run["dataset"]: run["rows_loaded"] for run in json.loads(unit.out)["runs"]}
    assert list(loaded)[-3:] == ["crews", "visits", "visit_plans"]
    assert set(loaded.values()) == {3}
