"""No action is written that the trail does not prove, and no command is forgotten."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands

from nova.settings.env import BASE_DIR
from tests.nova.audit.admin_doings import DOINGS
from tests.nova.audit.test_api_trail import WRITES
from tests.nova.audit.test_user_trail import STATEMENTS

OURS = ("support", "core", "analytics", "mlops")
NOTHING = "changes nothing that is read or decided"
# Each command, and what shows its row; a path is that of a test.
COMMANDS = {
    "archive_partitions": "core/archive/test_round_trip.py::MONTH_ARCHIVED",
    "backup": NOTHING,
    "carry_out_requests": "mlops/pipeline/test_requested.py::RUN_PROMOTED",
    "changepassword": "nova/audit/test_user_trail.py::PASSWORD_CHANGED",
    "compute_kpis": "nova/audit/test_load_trail.py::KPIS_COMPUTED",
    "compute_policy": "nova/audit/test_load_trail.py::POLICY_COMPUTED",
    "contracts": NOTHING,
    "createsuperuser": "nova/audit/test_user_trail.py::USER_CREATED",
    "demo_users": "nova/audit/test_user_trail.py::USER_CREATED",
    "ensure_partitions": NOTHING,
    "import_procurement": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "load_all": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "load_dataset": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "load_features": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "load_forecasts": "nova/audit/test_load_trail.py::CANDIDATE_PUBLISHED",
    "load_kpis": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "loads": NOTHING,
    "migrate": NOTHING,
    "migrate_mysql": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "nightly": "nova/audit/test_load_trail.py::VIEWS_REFRESHED",
    "promote_run": "nova/audit/test_load_trail.py::RUN_PROMOTED",
    "prune_loads": "mlops/pipeline/test_retention.py::LOADS_PRUNED",
    "recommend": "nova/audit/test_load_trail.py::RECOMMENDED",
    "reconcile_suppliers": "nova/audit/test_load_trail.py::SUPPLIERS_RECONCILED",
    "restore_drill": NOTHING,
    "restore_partitions": "core/archive/test_round_trip.py::MONTH_RESTORED",
    "rollback_load": "nova/audit/test_load_trail.py::LOAD_ROLLED_BACK",
    "score_forecasts": "nova/audit/test_load_trail.py::FORECASTS_SCORED",
    "seed_demo": "nova/audit/test_load_trail.py::LOAD_PUBLISHED",
    "status": NOTHING,
    "verify_audit": NOTHING,
}
DJANGOS = {"createsuperuser", "changepassword"}
# Written with a name that is given or put together; what it can be is in the tables.
PUT_TOGETHER = {
    "analytics/services.py", "core/archive/session.py", "mlops/pipeline/record.py",
    "support/admin/changes.py",
    "support/computed_runs.py", "support/load_requests.py",
    "support/login_limits.py",  # test_a_locked_name_is_told
}  # fmt: skip


def written() -> Iterator[tuple[str, str | None]]:
    """File and action of each audit row that the code writes; None: put together."""
    for app in (*OURS, "nova"):
        for path in sorted((BASE_DIR / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node) in {"record", "record_each"}:
                    for keyword in node.keywords:
                        if keyword.arg == "action":
                            yield str(path.relative_to(BASE_DIR)), _constant(keyword.value)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _constant(value: ast.expr) -> str | None:
    return str(value.value) if isinstance(value, ast.Constant) else None


def proved() -> set[str]:
    by_people = {doing.told.action for doing in DOINGS}
    by_people |= {write.told.action for write in WRITES.values() if write.told}
    by_people |= {action for _, action, _ in STATEMENTS.values()}
    by_people |= {"EXPORTED"}  # of every list: test_a_file_leaves_one_row_with_what_it_was_asked
    return by_people | {told.partition("::")[2] for told in COMMANDS.values()}


def test_every_action_of_the_code_is_proved() -> None:
    found = list(written())
    actions = {action for _, action in found if action}
    assert len(actions) >= 10
    assert actions - proved() == set()
    assert {path for path, action in found if action is None} == PUT_TOGETHER


def test_every_action_of_the_tables_is_proved() -> None:
    sql = (BASE_DIR / "support/sql/0008_audit_users.sql").read_text(encoding="utf-8")
    actions = set(re.findall(r"'((?:USER|PASSWORD)_[A-Z]+)'", sql))
    assert len(actions) == 5
    assert actions - proved() == {"USER_REMOVED"}  # test_a_removed_user_leaves_what_it_was


def test_every_command_says_what_it_leaves() -> None:
    ours = {name for name, app in get_commands().items() if str(app) in OURS}
    assert ours | DJANGOS == set(COMMANDS)


@pytest.mark.parametrize("name", [name for name in COMMANDS if COMMANDS[name] != NOTHING])
def test_what_proves_a_command_names_its_action(name: str) -> None:
    path, _, action = COMMANDS[name].partition("::")
    assert action in (BASE_DIR / "tests" / path).read_text(encoding="utf-8")
