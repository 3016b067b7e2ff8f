"""Every line of the workbook ends under exactly one outcome, with its row and its reason."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops.sources.procurement.dates import plausible_window
from mlops.sources.procurement.layout import SheetLine
from mlops.sources.procurement.line_report import DUPLICATE, REJECTED, SERVICE
from mlops.sources.procurement.triage import triage_lines
from tests.mlops.sources.workbooks import (
    COLUMN_OF,
    SHEET_PART,
    TODAY,
    convert_file,
    convert_rows,
    edit_parts,
    purchase,
    sheet_line,
    write_workbook,
)

REJECTED_CELLS: list[tuple[str, str, Any, str]] = [
    # code, field, cell, value as the report shows it
    ("NULL", "item", None, ""),
    ("NULL", "item", " \u00a0", ""),
    ("NULL", "name", None, ""),
    ("NULL", "supplier", None, ""),
    ("NULL", "quantity", None, ""),
    ("NULL", "unit", None, ""),
    ("NULL", "request", None, ""),
    ("CODE_NOT_TEXT", "item", 10409, "10409"),
    ("CODE_NOT_TEXT", "item", 50.04, "50.04"),
    ("CODE_NOT_TEXT", "depot", 12060002, "12060002"),
    ("CODE_NOT_TEXT", "supplier", True, "True"),
    ("CODE_NOT_TEXT", "request", 95949.5, "95949.5"),
    ("CODE_NOT_TEXT", "request", -1, "-1"),
    ("KEY_NOT_CANONICAL", "item", " 010409", " 010409"),
    ("KEY_NOT_CANONICAL", "item", "010409 ", "010409 "),
    ("KEY_NOT_CANONICAL", "item", "A  B", "A  B"),
    ("KEY_NOT_CANONICAL", "item", "A\u00a0B", "A\\xa0B"),
    ("KEY_NOT_CANONICAL", "item", "0104\u200b09", "0104\\u200b09"),
    ("KEY_NOT_CANONICAL", "item", "0104\t09", "0104\\t09"),
    ("KEY_NOT_CANONICAL", "supplier", "F\u202e0001", "F\\u202e0001"),
    ("KEY_NOT_CANONICAL", "depot", "ESCRITO\u0301RIO", "ESCRITO\u0301RIO"),
    ("KEY_NOT_CANONICAL", "request", "95949 ", "95949 "),
    ("TOO_LONG", "item", "A" * 65, "A" * 65),
    ("TOO_LONG", "name", "A" * 501, "A" * 200),
    ("CONTROL_CHARACTER", "name", "PARA\nFUSO", "PARA\\nFUSO"),
    ("CONTROL_CHARACTER", "family", "EP\u200bI", "EP\\u200bI"),
    ("NOT_TEXT", "name", 38, "38"),
    ("NOT_TEXT", "family", dt.date(2025, 3, 3), "2025-03-03"),
    ("NEGATIVE", "quantity", -0.5, "-0.5"),
    ("NOT_A_NUMBER", "quantity", "10", "10"),
    ("NOT_A_NUMBER", "quantity", "1.234,56", "1.234,56"),
    ("NOT_A_NUMBER", "quantity", True, "True"),
    ("NOT_A_NUMBER", "quantity", dt.time(10, 30), "10:30:00"),
    ("NOT_A_NUMBER", "quantity", dt.timedelta(hours=30), "1 day, 6:00:00"),
    ("NOT_A_NUMBER", "quantity", dt.date(2025, 3, 3), "2025-03-03"),
    ("NAN", "quantity", "NaN", "NaN"),
    ("INF", "quantity", "-inf", "-inf"),
    ("OUT_OF_RANGE", "quantity", 10**14, "100000000000000"),
    ("OUT_OF_RANGE", "quantity", 0.00001, "1e-05"),
    ("UNIT_INVALID", "unit", 1, "1"),
    ("UNIT_INVALID", "unit", "U N", "U N"),
    ("UNIT_INVALID", "unit", "10MM", "10MM"),
    ("UNIT_INVALID", "unit", "UNIDADESDEZ", "UNIDADESDEZ"),
    ("DATE_MISSING", "requested_on", None, ""),
    ("DATE_MISSING", "purchased_on", None, ""),
    ("DATE_INVALID", "purchased_on", "30/02/2025", "30/02/2025"),
    ("DATE_INVALID", "purchased_on", "29/02/2025", "29/02/2025"),
    ("DATE_INVALID", "purchased_on", "8/3/2025", "8/3/2025"),
    ("DATE_INVALID", "purchased_on", "2025-03-08", "2025-03-08"),
    ("DATE_INVALID", "purchased_on", "03/13/2025", "03/13/2025"),
    ("DATE_INVALID", "purchased_on", "08/03/2025 ", "08/03/2025 "),
    ("DATE_INVALID", "purchased_on", 45724, "45724"),
    ("DATE_INVALID", "requested_on", True, "True"),
    ("DATE_INVALID", "requested_on", dt.time(10, 30), "10:30:00"),
    ("DATE_RANGE", "purchased_on", dt.date(2022, 10, 4), "2022-10-04"),
    ("DATE_RANGE", "purchased_on", "08/03/2052", "2052-03-08"),
    ("DATE_RANGE", "purchased_on", "01/01/0001", "0001-01-01"),
    ("DATE_RANGE", "requested_on", dt.date(1999, 12, 31), "1999-12-31"),
    ("DATE_RANGE", "requested_on", dt.date(9999, 12, 31), "9999-12-31"),
]


@pytest.mark.parametrize(("code", "field", "cell", "value"), REJECTED_CELLS)
def test_a_cell_that_cannot_be_used_rejects_its_line_with_row_column_and_value(
    tmp_path: Path, code: str, field: str, cell: Any, value: str
) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(**{field: cell}))

    assert unit.outcomes == (1, 1, 0, 0)
    assert unit.lines["by_code"] == {code: 1}
    (rejected,) = unit.notes("rejected")
    assert (rejected["row"], rejected["code"], rejected["column"]) == (3, code, COLUMN_OF[field])
    assert (rejected["value"] or "") == value


@pytest.mark.parametrize("field", ["depot", "item", "name", "family", "supplier", "request"])
def test_an_excel_error_is_rejected_and_never_read_as_an_empty_cell(
    tmp_path: Path, field: str
) -> None:
    unit = convert_rows(tmp_path, purchase(**{field: "#N/A"}))

    assert unit.lines["by_code"] == {"EXCEL_ERROR": 1}


@pytest.mark.parametrize("field", ["quantity", "unit", "requested_on", "purchased_on"])
def test_a_failed_formula_is_rejected_in_numbers_units_and_dates_too(
    tmp_path: Path, field: str
) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(**{field: "#DIV/0!"}))

    assert unit.outcomes == (1, 1, 0, 0)
    assert unit.notes("rejected")[0]["code"] == "EXCEL_ERROR"


@pytest.mark.parametrize(("number", "code"), [("NaN", "NAN"), ("1e999", "INF"), ("-inf", "INF")])
def test_a_number_cell_that_holds_no_finite_number_is_rejected(
    tmp_path: Path, number: str, code: str
) -> None:
    path = write_workbook(tmp_path / "purchases.xlsx", [purchase(quantity=777)])
    edit_parts(path, {SHEET_PART: ("<v>777</v>", f"<v>{number}</v>")})

    unit = convert_file(path)

    assert unit.lines["by_code"] == {code: 1}


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        (" 010409 ", "010409"),
        ("0104\u200b09", "010409"),
        ("A\u00a0B", "A B"),
        (unicodedata.normalize("NFD", "AÇO"), "AÇO"),
    ],
)
def test_a_code_that_is_not_canonical_is_rejected_with_the_suggestion(
    tmp_path: Path, written: str, suggested: str
) -> None:
    unit = convert_rows(tmp_path, purchase(item=written))

    assert unit.notes("rejected")[0]["message"] == f"did you mean {suggested!r}?"


@pytest.mark.parametrize(("field", "first"), [("item", "ab1"), ("supplier", "f9"), ("depot", "x1")])
def test_a_code_that_differs_only_by_case_is_rejected_with_the_first_spelling(
    tmp_path: Path, field: str, first: str
) -> None:
    lines = [purchase(**{field: first}), purchase(**{field: first.upper()})]

    unit = convert_rows(tmp_path, *lines)

    assert unit.lines["by_code"] == {"KEY_NOT_CANONICAL": 1}
    assert unit.notes("rejected")[0]["message"] == f"did you mean {first!r}?"


@pytest.mark.parametrize("date", ["08/03/2025", dt.datetime.fromisoformat("2025-03-08T17:30")])
def test_a_text_date_and_a_date_with_a_time_mean_their_day(tmp_path: Path, date: Any) -> None:
    unit = convert_rows(tmp_path, purchase(purchased_on=date))

    assert unit.rows("orders")[0]["order_date"] == dt.date(2025, 3, 8)


@pytest.mark.parametrize(
    ("unit_cell", "family"),
    [
        ("SR", "FERRO E AÇO"),
        (" sr ", None),
        ("M2", "SERVIÇOS TOMADOS"),
        ("M2", "SERVICO EVENTUAL"),
        ("UN", "SERV APOIO TECNICO,ADMINIST"),
    ],
)
def test_a_service_is_known_by_its_unit_or_by_its_family(
    tmp_path: Path, unit_cell: str, family: str | None
) -> None:
    unit = convert_rows(tmp_path, purchase(unit=unit_cell, family=family))

    assert unit.outcomes == (0, 0, 0, 1)
    assert [unit.rows(name) for name in ("items", "orders", "demand")] == [[], [], []]


def test_a_family_of_servers_is_no_service(tmp_path: Path) -> None:
    assert convert_rows(tmp_path, purchase(family="SERVIDORES")).outcomes == (1, 0, 0, 0)


def test_an_exact_duplicate_is_dropped_and_the_first_line_kept(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(item="010410"), purchase())

    assert unit.outcomes == (2, 0, 1, 0)
    (duplicate,) = unit.notes("duplicate")
    assert (duplicate["row"], duplicate["message"]) == (4, "all columns repeat row 2")
    assert len(unit.rows("orders")) == 2


def test_lines_that_differ_only_in_the_ignored_column_are_no_duplicates(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(wanted_on=dt.date(2025, 3, 1)))

    assert unit.outcomes == (2, 0, 0, 0)


def test_a_service_stays_a_service_when_it_is_repeated_or_has_a_bad_cell(tmp_path: Path) -> None:
    service = purchase(unit="SR")
    bad_service = purchase(unit="SR", quantity=-1)

    unit = convert_rows(tmp_path, service, service, bad_service)

    assert unit.outcomes == (0, 0, 0, 3)
    assert unit.lines["warnings"] == {"DUPLICATE_SERVICE": 1}


def test_a_rejected_line_that_is_repeated_is_rejected_twice(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(quantity=-1), purchase(quantity=-1))

    assert unit.outcomes == (0, 2, 0, 0)
    assert unit.lines["warnings"] == {"DUPLICATE_REJECTED": 1}


@pytest.mark.parametrize(
    ("code", "changed", "value"),
    [
        ("DEPOT_MISSING", {"depot": None}, None),
        ("PURCHASE_BEFORE_REQUEST", {"purchased_on": dt.date(2025, 3, 2)}, "2025-03-02"),
        ("UNIT_NORMALISED", {"unit": "M²"}, "M²"),
        ("UNIT_NORMALISED", {"unit": " un "}, " un "),
        ("SERVICE_LIKE", {"unit": "HR"}, "HR"),
        ("SERVICE_LIKE", {"unit": "VB"}, "VB"),
        ("ROUNDED", {"quantity": 1.23456}, "1.23456"),
    ],
)
def test_an_oddity_is_loaded_and_reported_as_a_warning_with_its_row(
    tmp_path: Path, code: str, changed: dict[str, Any], value: str | None
) -> None:
    unit = convert_rows(tmp_path, purchase(**changed))

    assert unit.outcomes == (1, 0, 0, 0)
    assert unit.lines["warnings"] == {code: 1}
    (warning,) = unit.notes("warning")
    assert (warning["row"], warning["code"], warning["value"]) == (2, code, value)


def test_blank_rows_are_no_lines_and_leave_the_sheet_row_numbers_alone(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(), [None] * 11, purchase(quantity=-1))

    assert unit.lines["read"] == 2
    assert unit.notes("rejected")[0]["row"] == 4


def test_one_mistyped_year_does_not_widen_the_window_that_catches_it() -> None:
    # Sorted: 2005-01-01, then 1, 2, 3 and 4 March 2025. Lower quartile 1 March, upper 3 March,
    # so the fences are 1.5 * 2 = 3 days out and the slack adds 400 on either side.
    days = [dt.date(2025, 3, day) for day in (1, 2, 3, 4)] + [dt.date(2005, 1, 1)]

    window = plausible_window(days, today=TODAY)

    assert window.first == dt.date(2025, 3, 1) - dt.timedelta(days=403)
    assert window.last == dt.date(2025, 3, 3) + dt.timedelta(days=403)


def test_the_window_ends_400_days_from_today_and_starts_in_2000() -> None:
    early_and_late = [dt.date(2000, 1, 1), dt.date(2026, 11, 1)]

    window = plausible_window(early_and_late, today=TODAY)

    assert (window.first, window.last) == (dt.date(2000, 1, 1), TODAY + dt.timedelta(days=400))


def _kind(row: int, kind: str, request: int) -> SheetLine:
    changed: dict[str, dict[str, Any]] = {
        "material": {},
        "service": {"unit": "SR"},
        "undated": {"requested_on": None, "purchased_on": None, "request": None},
        "numeric code": {"item": 10409.0},
        "negative": {"quantity": -1.0},
    }
    return sheet_line(row, **({"request": float(request)} | changed[kind]))


KINDS = st.sampled_from(["material", "service", "undated", "numeric code", "negative"])


@given(st.lists(st.tuples(KINDS, st.integers(1, 3)), min_size=1, max_size=40))
def test_every_line_has_exactly_one_outcome_whatever_the_mixture(
    mixture: list[tuple[str, int]],
) -> None:
    lines = [_kind(row, kind, request) for row, (kind, request) in enumerate(mixture, start=2)]

    triage = triage_lines(lines, today=TODAY)

    outcomes = {line.row: "loaded" for line in triage.loaded}
    listed = [note for note in triage.notes if note.outcome in (REJECTED, DUPLICATE, SERVICE)]
    assert len(triage.loaded) + len(listed) == triage.read == len(mixture)
    outcomes |= {note.row: note.outcome for note in listed}
    assert sorted(outcomes) == list(range(2, len(mixture) + 2))
    kinds = [kind for kind, _ in mixture]
    assert len(triage.loaded) == len({pair for pair in mixture if pair[0] == "material"})
    assert list(outcomes.values()).count(SERVICE) == kinds.count("service")
    assert len(triage.loaded) + list(outcomes.values()).count(DUPLICATE) == kinds.count("material")
