"""The architecture rules: none is broken, and each is able to report what breaks it."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nova.settings.env import BASE_DIR

TREE = ("nova", "core", "analytics", "support", "mlops")
RULES_FILE = (BASE_DIR / "architecture.yml").read_text(encoding="utf-8")
RULES = re.findall(r"^  - id: (\S+)$", RULES_FILE, re.MULTILINE)

LONG = "\n".join(f"VALUE_{n} = {n}" for n in range(301))
BRANCHES = "def choose(n: int) -> int:\n" + "".join(
    f"    if n == {n}:\n        return {n * n}\n" for n in range(10)
)  # ten branches and the way through: 11, one above the limit
IMPORTS = "\n".join(
    f"import mlops.pipeline.{name}"
    for name in (
        "checks", "console", "conversion", "errors", "file_load", "files", "gates", "ingest",
        "json_rules", "keys", "publish", "reader", "record",
    )
)  # fmt: skip
METHODS = "\n".join(f"    value_{n} = {n}" for n in range(41))
COMMAND = "from django.core.management.base import BaseCommand\n\n\nclass Command(BaseCommand):\n"

# One fault per rule: the files that are added or changed, with what is put at their end.
FAULTS: dict[str, dict[str, str]] = {
    "layers-point-down": {"core/querysets.py": "import core.services"},
    "api-never-loads": {"core/views/items.py": "import mlops.datasets"},
    "production-has-no-ml": {"mlops/pipeline/gates.py": "import mlops.offline.metrics"},
    "offline-knows-no-django": {"mlops/offline/metrics.py": "import core.models"},
    "nova-knows-no-app": {"nova/keys.py": "import support.models"},
    "support-below-core": {"support/services.py": "import core.models"},
    "core-below-analytics": {"core/services.py": "import analytics.models"},
    "analytics-below-mlops": {"analytics/views/kpis.py": "import mlops.apps"},
    "no-app-cycles": {
        "core/services.py": "import analytics.models",
        "analytics/models/outputs.py": "import core.models",
    },
    "no-module-cycles": {"nova/keys.py": "import nova.provision"},
    "small-modules": {"core/planted.py": LONG},
    "simple-functions": {"core/planted_branches.py": BRANCHES},
    "few-imports": {"mlops/planted.py": IMPORTS},
    "thin-viewsets": {
        "core/views/items.py": "from rest_framework.viewsets import ReadOnlyModelViewSet\n\n\n"
        f"class PlantedViewSet(ReadOnlyModelViewSet):\n{METHODS}\n",
    },
    "thin-commands": {
        "core/management/commands/planted.py": COMMAND
        + "\n".join(f"    value_{n} = {n}" for n in range(60))
    },
}


CYCLES = {"no-app-cycles", "no-module-cycles"}


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the sources, outside any folder whose name an exclusion matches."""
    with tempfile.TemporaryDirectory(prefix="nova-") as name:
        copy = Path(name)
        for folder in TREE:
            shutil.copytree(
                BASE_DIR / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__")
            )
        for file in ("manage.py", "architecture.yml"):
            shutil.copy(BASE_DIR / file, copy)
        yield copy


@pytest.fixture
def tree() -> Iterator[Path]:
    with copied() as folder:
        yield folder


def violations(folder: Path) -> list[dict[str, Any]]:
    program = Path(sys.executable).with_name("django-architect")
    done = subprocess.run(
        [program, "violations", ".", "--no-baseline", "--fail-on", "warning", "-f", "json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["problems"] == []
    found: list[dict[str, Any]] = report["violations"]
    assert bool(found) == bool(done.returncode), done.stderr
    return found


def test_the_project_breaks_no_rule(tree: Path) -> None:
    assert violations(tree) == []


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    """What is reported of a tree with every fault at once, but for those that close a cycle."""
    with copied() as folder:
        for rule in FAULTS.keys() - CYCLES:
            plant(folder, rule)
        return violations(folder)


def plant(folder: Path, rule: str) -> None:
    for name, added in FAULTS[rule].items():
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{added}\n", encoding="utf-8")


@pytest.mark.parametrize("rule", [rule for rule in FAULTS if rule not in CYCLES])
def test_a_planted_fault_is_reported_under_its_rule(found: list[dict[str, Any]], rule: str) -> None:
    files = {violation["file"] for violation in found if violation["rule"] == rule}
    assert files >= FAULTS[rule].keys()


@pytest.mark.parametrize("rule", sorted(CYCLES))
def test_a_planted_cycle_is_reported_under_its_rule(tree: Path, rule: str) -> None:
    plant(tree, rule)
    assert rule in {violation["rule"] for violation in violations(tree)}


def test_every_rule_has_a_planted_fault() -> None:
    assert len(RULES) >= 15
    assert sorted(FAULTS) == sorted(RULES)
