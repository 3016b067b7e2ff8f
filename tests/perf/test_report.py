"""Rows of benchmarks: goals, ratios, what a run keeps of the runs before, and the page."""

import json
from pathlib import Path

import pytest

from tests.docs.pages import table_rows
from tests.perf.report import (
    Conditions,
    Entry,
    Row,
    at_least,
    at_most,
    figure,
    markdown,
    merged,
    read,
    write,
)

CONDITIONS = Conditions(command="make bench SUITE=load", machine="2 cores")


def an_entry(name: str, ours: float = 6.0) -> Entry:
    row = Row(name=name, ours=ours, peer=10, unit="rows/s", about="a / b", goal=at_least(0.6))
    return row.entry(CONDITIONS)


@pytest.mark.parametrize(
    ("row", "ratio", "ok"),
    [
        (Row("load.a", 6, "rows/s", "", peer=10, goal=at_least(0.6)), 0.6, True),
        (Row("load.a", 5, "rows/s", "", peer=10, goal=at_least(0.6)), 0.5, False),
        (Row("load.a", 1, "s", "", peer=20, goal=at_most(0.05)), 0.05, True),
        (
            Row("load.a", 2, "ms", "", peer=4000, goal=at_least(1000), how_much_less=True),
            2000,
            True,
        ),
        (Row("load.a", 301, "MB", "", goal=at_most(300)), None, False),
        (Row("load.a", 0, "answers", "", goal=at_most(0)), None, True),
        (Row("load.a", 7, "sightings", ""), None, None),
    ],
    ids=["reached", "missed", "at most", "how much less", "no peer", "none at all", "no goal"],
)
def test_a_goal_is_for_the_ratio_or_without_a_peer_for_ours(
    row: Row, ratio: float | None, ok: bool | None
) -> None:
    assert (row.ratio, row.ok) == (ratio, ok)


def test_an_entry_has_what_readers_of_the_document_rely_on() -> None:
    assert an_entry("load.forecasts.bare") == {
        "name": "load.forecasts.bare",
        "ours": 6.0,
        "peer": 10.0,
        "unit": "rows/s",
        "ratio": 0.6,
        "goal": ">= 0.6",
        "ok": True,
        "about": "a / b",
        "command": "make bench SUITE=load",
        "machine": "2 cores",
    }


def test_a_part_of_a_suite_replaces_its_own_rows_only() -> None:
    kept = [an_entry("kpi.day"), an_entry("load.a"), an_entry("load.b")]
    found = merged(kept, [an_entry("load.b", ours=9), an_entry("load.c")], whole_suite=None)
    assert [(e["name"], e["ours"]) for e in found] == [
        ("kpi.day", 6),
        ("load.a", 6),
        ("load.b", 9),
        ("load.c", 6),
    ]


def test_a_whole_suite_leaves_none_of_its_old_rows_and_all_of_the_others() -> None:
    kept = [an_entry("api.items"), an_entry("load.old"), an_entry("loads.other")]
    found = merged(kept, [an_entry("load.new")], whole_suite="load")
    assert [e["name"] for e in found] == ["api.items", "load.new", "loads.other"]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    document, page = tmp_path / "bench.json", tmp_path / "benchmarks.md"
    assert read(document) == []
    write([an_entry("load.a")], document=document, page=page)
    assert read(document) == json.loads(document.read_text()) == [an_entry("load.a")]
    assert page.read_text() == markdown([an_entry("load.a")])


def test_the_page_has_a_table_for_each_suite_with_its_ratios() -> None:
    page = markdown([an_entry("api.items"), an_entry("load.a", ours=5)])
    api, load = page.split("## load")
    assert [row[:4] for row in table_rows(api)] == [["`api.items`", "**0.6 ×**", "≥ 0.6", "yes"]]
    assert [row[:6] for row in table_rows(load)] == [
        ["`load.a`", "**0.5 ×**", "≥ 0.6", "**no**", "5 rows/s", "10 rows/s"]
    ]


def test_the_page_names_each_condition_once() -> None:
    page = markdown([an_entry("load.a"), an_entry("load.b")])
    assert page.count("make bench SUITE=load") == page.count("2 cores") == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.01234, "0.0123"), (5.678, "5.68"), (99.96, "100"), (123_456.7, "123,457")],
)
def test_a_figure_is_shown_with_the_digits_that_count(value: float, shown: str) -> None:
    assert figure(value) == shown
