"""What a run tells of itself, beside the publication before it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.load_figures import (
    Change,
    compare,
    figures_of,
    rows_per_second,
    seconds_taken,
)
from support.models import LoadRun
from tests.support.factories import COMPUTED_AT, a_load

pytestmark = pytest.mark.django_db


def a_run(run_id: int, dataset: str = "forecasts", **columns: Any) -> LoadRun:
    return a_load(dataset, run_id=run_id, **columns)


def figures(**changes: Any) -> dict[str, Any]:
    told = {
        "rows": 200,
        "items": 4,
        "sites": 2,
        "total": "1000.5000",
        "first_date": "2026-11-01",
        "last_date": "2026-11-30",
    }
    return {"figures": told | changes}


def test_compares_each_figure_with_the_publication_before() -> None:
    a_run(1, details=figures())
    now = a_run(2, details=figures(rows=150, items=5, total="1100.5500", last_date="2026-12-01"))
    comparison = compare([now])[2]
    assert comparison.previous is not None
    assert comparison.previous.run_id == 1
    # 150/200 = -25%, 5/4 = +25%, 2/2 = 0%, 1100.55/1000.5 = +10%
    assert [(c.name, c.before, c.now, c.percent) for c in comparison.changes] == [
        ("rows", 200, 150, Decimal("-25.0")),
        ("items", 4, 5, Decimal("25.0")),
        ("sites", 2, 2, Decimal("0.0")),
        ("total", Decimal("1000.5"), Decimal("1100.55"), Decimal("10.0")),
        ("first_date", date(2026, 11, 1), date(2026, 11, 1), None),
        ("last_date", date(2026, 11, 30), date(2026, 12, 1), None),
    ]


def test_the_publication_before_is_the_newest_published_run_of_the_dataset() -> None:
    a_run(1, details=figures(rows=1))
    a_run(2, details=figures(rows=2))
    a_run(3, details=figures(rows=3), status="REJECTED")
    a_run(4, "demand", details=figures(rows=4))
    a_run(6, details=figures(rows=6))
    previous = compare([a_run(5, details=figures())])[5].previous
    assert previous is not None
    assert previous.run_id == 2


def test_a_first_publication_has_nothing_before_it() -> None:
    comparison = compare([a_run(1, details=figures(rows=7))])[1]
    assert comparison.previous is None
    assert comparison.changes[0] == Change("rows", None, 7)


def test_a_run_that_tells_no_figures_is_not_compared() -> None:
    a_run(1, details=figures())
    assert compare([a_run(2, status="FAILED")]) == {}


def test_beside_an_older_run_without_figures_its_rows_are_compared() -> None:
    a_run(1, rows_read=100, rows_loaded=100)
    changes = compare([a_run(2, details=figures())])[2].changes
    assert (changes[0].before, changes[0].percent) == (100, Decimal("100.0"))
    assert {change.before for change in changes[1:]} == {None}


def test_figures_that_a_dataset_does_not_have_are_left_out() -> None:
    run = a_run(1, details=figures(items=None, sites=None, total=None, first_date=None))
    assert figures_of(run) == {"rows": 200, "last_date": date(2026, 11, 30)}


def test_all_files_of_a_unit_are_compared_in_one_query() -> None:
    a_run(1, "items", details=figures(rows=10))
    a_run(2, "sites", details=figures(rows=20))
    unit = [a_run(3, "items", details=figures()), a_run(4, "sites", details=figures())]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = compare(unit)
    assert len(asked) == 1
    assert [found[run.run_id].changes[0].before for run in unit] == [10, 20]


@pytest.mark.parametrize(
    ("before", "now", "percent"),
    [
        (Decimal(0), Decimal(5), None),
        (None, 5, None),
        (Decimal(-50), Decimal(-75), Decimal("-50.0")),  # 25 more below zero, of 50
        (3, 4, Decimal("33.3")),
        (1_000_000, 1_000_001, Decimal("0.0")),
    ],
)
def test_change_in_percent(
    before: Decimal | int | None, now: Decimal | int, percent: Decimal | None
) -> None:
    assert Change("total", before, now).percent == percent


def test_the_steps_tell_the_seconds_and_the_pace() -> None:
    run = a_run(
        1,
        details={"seconds": {"copy": 1.5, "keys": 0.25, "publish": 0.75}},
        rows_read=5_000,
        rows_loaded=5_000,
    )
    assert seconds_taken(run) == 2.5
    assert rows_per_second(run) == 2_000  # 5,000 rows in 2.5 s


def test_a_run_without_steps_took_from_its_start_to_its_end() -> None:
    run = a_run(1, status="FAILED", finished_at=COMPUTED_AT.replace(second=9))
    assert seconds_taken(run) == 9
    assert rows_per_second(run) is None
