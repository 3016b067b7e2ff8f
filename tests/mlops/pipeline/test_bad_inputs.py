"""None of the loader's 50 bad inputs is without a test, a line for operators and a known code."""

import subprocess
import sys

import pytest

from nova.settings.env import BASE_DIR
from tests.docs.pages import INLINE, page, table_rows
from tests.docs.sources import CODE, codes_given
from tests.mlops.pipeline.bad_inputs import SHOWN_BY

NUMBERS = list(range(1, 51))
LISTED = list(table_rows(page("bad-inputs.md").prose))


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """Every test of the files that are named, as pytest finds them: with and without its case."""
    files = sorted({test.partition("::")[0] for tests in SHOWN_BY.values() for test in tests})
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider",
         *(f"tests/{file}" for file in files)],
        cwd=BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    nodes = {line.removeprefix("tests/") for line in found.stdout.splitlines() if "::" in line}
    return nodes | {node.partition("[")[0] for node in nodes}


def test_every_number_has_a_test_and_a_line_in_the_documentation() -> None:
    assert sorted(SHOWN_BY) == NUMBERS
    assert [int(cells[0]) for cells in LISTED] == NUMBERS
    assert all(SHOWN_BY.values())


def test_every_test_that_is_named_exists(collected: set[str]) -> None:
    named = {test for tests in SHOWN_BY.values() for test in tests}

    assert len(named) > 100
    assert sorted(named - collected) == []


def test_every_code_of_the_page_is_one_that_a_load_gives() -> None:
    codes = {word for cells in LISTED for word in INLINE.findall(cells[3]) if CODE.fullmatch(word)}

    assert len(codes) > 30
    assert sorted(codes - codes_given()) == []
