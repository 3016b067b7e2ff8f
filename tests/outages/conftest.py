"""A company and its API for all outages, and the figures of each at the end."""

from collections.abc import Callable, Iterator

import pytest

from tests.mlops.faults.server import Server
from tests.outages.served import Api, served
from tests.outages.world import small_company

FIGURES = "figures of an outage"
Note = Callable[[str, str], None]


@pytest.fixture(scope="package")
def company() -> Iterator[Server]:
    with small_company() as server:
        yield server


@pytest.fixture(scope="package")
def api(company: Server) -> Iterator[Api]:
    with served(company) as api:
        yield api


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Note:
    """Tells a figure once all tests are over: what befell, and what was seen."""

    def tell(fault: str, seen: str) -> None:
        record_property(FIGURES, f"{fault}: {seen}")

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "teardown"
        for name, value in report.user_properties
        if name == FIGURES
    ]
    if told:
        terminalreporter.section("outages")
        for line in told:
            terminalreporter.write_line(line)
