"""The documentation names only what exists, and names all of it."""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import get_commands

from mlops.datasets import DATASETS
from mlops.management.commands.load_forecasts import Command as LoadForecasts
from mlops.pipeline.errors import Exit
from nova.settings.env import BASE_DIR
from tests.docs import kpi_table
from tests.docs.dataset_table import GROUPS, INDEX, index_table, sections
from tests.docs.pages import PAGES, Page, page, table_rows
from tests.docs.sources import codes_given, make_targets, variables_read
from tests.mlops.pipeline.conftest import Outcome, company, load_forecasts, run_command

__all__ = ["company", "load_forecasts", "run_command"]  # fixtures of the load pipeline's tests

LONGEST_PAGE = 150
LONGEST_LINE_OF_PROSE = 120
OPERATORS = page("operators.md")
ENGINEERS = page("data-engineers.md")
FILES = page("files.md")
CODES = page("load-codes.md")


def named(pattern: str) -> list[str]:
    """What a pattern finds in the code of the pages, each once, in order."""
    found = [match for one in PAGES for code in one.code() for match in re.findall(pattern, code)]
    return sorted(set(found))


def in_code(cell: str) -> str:
    """The words of a cell that holds nothing but code."""
    assert cell.startswith("`"), cell
    assert cell.endswith("`"), cell
    return cell.strip("`")


def test_every_management_command_exists() -> None:
    commands = named(r"manage\.py ([a-z_]+)")
    assert "load_forecasts" in commands
    assert set(commands) - set(get_commands()) - {"runserver"} == set()


def test_every_make_target_exists() -> None:
    targets = named(r"\bmake ([a-z][a-z-]*)")
    assert "demo" in targets
    assert set(targets) - make_targets() == set()


def test_every_target_that_help_lists_is_named_somewhere() -> None:
    makefile = (BASE_DIR / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert "demo" in listed
    assert listed - set(named(r"\bmake ([a-z][a-z-]*)")) - {"format", "help"} == set()


def test_every_python_module_can_be_run() -> None:
    modules = named(r"python -m ([\w.]+)")
    assert "mlops.offline" in modules
    assert [name for name in modules if not _runs(name)] == []


def _runs(module: str) -> bool:
    found = importlib.util.find_spec(module)
    if found is None or found.submodule_search_locations is None:
        return found is not None
    return importlib.util.find_spec(f"{module}.__main__") is not None


def test_every_relative_link_leads_somewhere() -> None:
    links = [(one, link) for one in PAGES for link in one.links() if "://" not in link]
    assert len(links) > 20
    assert [f"{one.path.name}: {link}" for one, link in links if not _resolves(one, link)] == []


def _resolves(one: Page, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (one.path.parent / path).resolve() if path else one.path
    if not target.exists() or not target.is_relative_to(BASE_DIR):
        return False
    return not anchor or anchor in Page(target).anchors()


def test_every_path_of_the_developers_tree_exists() -> None:
    paths = re.findall(r"`((?:\w|[/.*-])+/(?:\w|[/.*-])*)`", page("developers.md").prose)
    rooted = [path for path in paths if not path.startswith(("src/", "sql/"))]
    assert "mlops/pipeline/" in rooted
    assert [path for path in rooted if not list(BASE_DIR.glob(path.rstrip("/")))] == []


def test_the_operators_table_names_every_variable_that_is_read() -> None:
    listed = [in_code(cell) for cell in OPERATORS.first_cells("Environment variables")]
    assert len(listed) == len(set(listed))
    assert set(listed) == variables_read()


def test_the_codes_page_has_every_code_once() -> None:
    listed = [in_code(row[0]) for row in table_rows(CODES.prose)]
    assert len(listed) == len(set(listed))
    assert set(listed) == codes_given()


def test_the_codes_stand_in_alphabetical_order() -> None:
    for heading in ("The whole file is refused", "A row is refused", "Counted and not refused"):
        listed = [in_code(cell) for cell in CODES.first_cells(heading)]
        assert len(listed) > 5
        assert listed == sorted(listed)


def test_the_index_of_datasets_lists_them_all() -> None:
    assert page(INDEX).text.endswith(f"\n\n{index_table()}\n")


@pytest.mark.parametrize("name", GROUPS.values())
def test_a_page_of_datasets_is_what_their_contracts_say(name: str) -> None:
    _, _, shown = page(name).text.partition("\n## ")
    assert f"## {shown}" == f"{sections(page(name))}\n"


def test_every_dataset_is_on_a_page() -> None:
    shown = [found for name in GROUPS.values() for found in page(name).anchors()]
    assert set(DATASETS) <= set(shown)


@pytest.mark.parametrize("table", [kpi_table.figures(), kpi_table.reasons()])
def test_the_page_of_kpis_says_what_their_definitions_say(table: str) -> None:
    assert f"\n\n{table}\n" in page(kpi_table.PAGE).text


def test_the_load_options_are_all_explained() -> None:
    parser = argparse.ArgumentParser()
    LoadForecasts().add_arguments(parser)
    options = {name for action in parser._actions for name in action.option_strings}
    listed = re.findall(r"^\| `(--[a-z-]+)` \|", ENGINEERS.prose, re.MULTILINE)
    assert set(listed) == options - {"-h", "--help"}


def test_every_exit_code_has_a_meaning_and_something_to_do() -> None:
    meanings = re.findall(r"^\| (\d+) \|", ENGINEERS.section("Load"), re.MULTILINE)
    assert {int(code) for code in meanings} == {int(code) for code in Exit}
    runbook = {int(cell) for cell in OPERATORS.first_cells("A load ends with")}
    assert {int(code) for code in Exit} - {0} <= runbook


def test_the_manifest_example_names_the_snippets_file() -> None:
    (manifest,) = (json.loads(block) for block in FILES.blocks("json"))
    (entry,) = manifest["files"]
    assert (entry["name"], entry["dataset"]) == ("forecasts.parquet", "forecasts")


@pytest.mark.usefixtures("company")
def test_the_snippets_file_passes_every_check(
    load_forecasts: Callable[..., Outcome],
    run_command: Callable[..., Outcome],
    tmp_path: Path,
    settings: object,
) -> None:
    settings.LOAD_REQUIRE_CHECKSUMS = True  # type: ignore[attr-defined]
    (snippet,) = FILES.blocks("python")
    subprocess.run([sys.executable, "-c", snippet], cwd=tmp_path, check=True)

    alone = load_forecasts(tmp_path / "out" / "forecasts.parquet", "--dry-run", "--json")
    unit = run_command("load_all", tmp_path / "out", "--dry-run", "--json")

    assert (alone.code, unit.code) == (0, 0), alone.err + unit.err
    (run,) = json.loads(alone.out)["runs"]
    assert (run["rows_read"], run["rows_loaded"], run["details"]["warnings"]) == (7, 7, {})


@pytest.mark.parametrize("one", PAGES[1:], ids=lambda one: str(one.path.name))
def test_a_page_is_short_enough_to_read(one: Page) -> None:
    lines = one.text.splitlines()
    prose = [line for line in one.prose.splitlines() if not line.startswith("|")]
    assert len(lines) <= LONGEST_PAGE
    assert [line for line in prose if len(line) > LONGEST_LINE_OF_PROSE] == []
