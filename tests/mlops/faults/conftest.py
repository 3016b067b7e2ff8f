"""A server, a proxy and a watcher for the faults, and their figures at the end."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.mlops.faults.figures import Figures, table
from tests.mlops.faults.server import Server, own_server
from tests.mlops.faults.yard import Yard, opened_yard

FULL = os.environ.get("NOVA_FAULTS") == "full"
FIGURES = "figures of faults"
Note = Callable[[str, str], Figures]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with own_server() as server:
        yield server


@pytest.fixture(scope="session")
def yard(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Readers see edition 0 of everything at first."""
    with opened_yard(server, tmp_path_factory.mktemp("editions")) as yard:
        yield yard


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Iterator[Note]:
    """Figures of a fault on a dataset, which are shown when every test is over."""
    noted: list[Figures] = []

    def figures_of(fault: str, dataset: str) -> Figures:
        noted.append(Figures(fault, dataset))
        return noted[-1]

    yield figures_of
    for figures in noted:
        record_property(FIGURES, figures.plain())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "teardown"
        for name, value in report.user_properties
        if name == FIGURES
    ]
    if told:
        terminalreporter.section("faults of the load")
        for line in table(told):
            terminalreporter.write_line(line)
