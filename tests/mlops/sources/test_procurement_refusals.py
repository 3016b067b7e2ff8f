"""A workbook that isn't what it claims to be is refused whole, by name, and leaves nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops.sources.procurement import __main__ as command
from mlops.sources.procurement import archive, workbook
from mlops.sources.procurement.layout import HEADER, SHEET_NAME
from mlops.sources.procurement.refusals import WorkbookCorruptError, WorkbookRefusedError
from mlops.sources.procurement.workbook import parse_workbook, read_workbook
from tests.mlops.sources.workbooks import (
    SHEET_PART,
    convert_file,
    edit_parts,
    purchase,
    write_archive,
    write_workbook,
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "purchases.xlsx", [purchase()])


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    directory = tmp_path_factory.mktemp("undamaged")
    return write_workbook(directory / "purchases.xlsx", [purchase()]).read_bytes()


def refusal_of(path: Path) -> WorkbookRefusedError:
    with pytest.raises(WorkbookRefusedError) as caught:
        read_workbook(path)
    return caught.value


def renamed(old: str, new: object) -> list[object]:
    return [new if title == old else title for title in HEADER]


@pytest.mark.parametrize(
    ("header", "column", "message"),
    [
        (HEADER[1:], "DEPÓSITO", "missing column 'DEPÓSITO'"),
        (renamed("DEPÓSITO", "deposito"), "DEPÓSITO", "(did you mean 'deposito'?)"),
        (renamed("U.M.", "U.M. "), "U.M.", "(did you mean 'U.M. '?)"),
        (renamed("QUANTIDADE", "QTDE"), "QUANTIDADE", "missing column 'QUANTIDADE'"),
        (renamed("FAMÍLIA", "Famíla"), "FAMÍLIA", "(did you mean 'Famíla'?)"),
        (renamed("MATERIAL", None), "MATERIAL", "missing column 'MATERIAL'"),
        ([*HEADER, "U.M."], "U.M.", "'U.M.' appears 2 times"),
    ],
)
def test_a_header_that_is_not_the_layout_is_refused_with_a_hint(
    tmp_path: Path, header: list[object], column: str, message: str
) -> None:
    refusal = refusal_of(write_workbook(tmp_path / "x.xlsx", [purchase()], header=header))

    assert (refusal.code, refusal.column, refusal.row) == ("SCHEMA", column, 1)
    assert message in refusal.message


def test_extra_columns_that_hold_values_are_all_named(tmp_path: Path) -> None:
    rows = [purchase(), [*purchase(), None, 3], [*purchase(), "x", 4]]
    path = write_workbook(tmp_path / "x.xlsx", rows, header=[*HEADER, "PREÇO", None])

    refusal = refusal_of(path)

    assert (refusal.code, refusal.column, refusal.row) == ("SCHEMA", "PREÇO", 4)
    assert "'PREÇO', '(untitled)'" in refusal.message


def test_an_extra_column_without_values_is_ignored(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", [purchase()], header=[*HEADER, "PREÇO"])

    assert convert_file(path).outcomes == (1, 0, 0, 0)


def test_a_header_below_the_first_row_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", [HEADER, purchase()], header=["Compras"])

    assert refusal_of(path).code == "SCHEMA"


def test_a_workbook_without_the_sheet_lists_the_sheets_it_has(tmp_path: Path) -> None:
    refusal = refusal_of(write_workbook(tmp_path / "x.xlsx", [purchase()], sheet_name="Plan1"))

    assert refusal.code == "SHEET"
    assert SHEET_NAME in refusal.message
    assert "'Plan1'" in refusal.message


@pytest.mark.parametrize("header", [HEADER, [None]])
def test_a_sheet_without_data_rows_is_refused_as_empty(
    tmp_path: Path, header: list[object]
) -> None:
    assert refusal_of(write_workbook(tmp_path / "x.xlsx", [], header=header)).code == "EMPTY_FILE"


def test_a_file_of_no_bytes_is_refused_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.touch()

    assert refusal_of(path).code == "EMPTY_FILE"


@pytest.mark.parametrize(
    "content", [b"DEPOSITO;MATERIAL\n", b"\xd0\xcf\x11\xe0" * 200, b"PK\x03\x04"]
)
def test_bytes_that_are_no_workbook_are_refused_as_corrupt(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)

    assert refusal_of(path).code == "CORRUPT"


def test_a_zip_that_is_no_workbook_is_refused_as_corrupt(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "x.xlsx", {"readme.txt": b"hello"})

    assert refusal_of(path).code == "CORRUPT"


@given(part=st.floats(0, 1, exclude_max=True))
@settings(deadline=None)
def test_a_workbook_cut_short_anywhere_is_refused(undamaged: bytes, part: float) -> None:
    kept = 1 + int(part * (len(undamaged) - 1))

    with pytest.raises(WorkbookCorruptError):
        parse_workbook(undamaged[:kept])


def test_a_flipped_byte_inside_the_sheet_is_refused_as_corrupt(good: Path) -> None:
    with zipfile.ZipFile(good) as parts:
        entry = parts.getinfo(SHEET_PART)
    content = bytearray(good.read_bytes())
    content[entry.header_offset + 30 + len(SHEET_PART) + entry.compress_size // 2] ^= 0xFF
    good.write_bytes(content)

    assert refusal_of(good).code == "CORRUPT"


def test_a_part_named_otherwise_in_the_directory_is_refused_as_corrupt(good: Path) -> None:
    content = good.read_bytes()
    last = content.rindex(b"xl/styles.xml")
    good.write_bytes(content[:last] + b"xl/stylez.xml" + content[last + 13 :])

    assert refusal_of(good).code == "CORRUPT"


@given(part=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(deadline=None, max_examples=200)
def test_one_flipped_bit_never_changes_what_is_read(
    undamaged: bytes, part: float, bit: int
) -> None:
    content = bytearray(undamaged)
    content[int(part * len(content))] ^= 1 << bit

    try:
        lines = parse_workbook(bytes(content))
    except WorkbookRefusedError:
        return
    assert lines == parse_workbook(undamaged)


def test_an_entity_in_the_list_of_sheets_is_refused_as_corrupt(good: Path) -> None:
    edit_parts(good, {"xl/workbook.xml": ("<workbook", '<!DOCTYPE x [<!ENTITY a "b">]><workbook')})

    assert refusal_of(good).code == "CORRUPT"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil.xml", "/etc/evil", "..\\evil.xml", "C:evil", "xl/a.zip"]
)
def test_an_archive_part_that_leaves_or_nests_is_refused(good: Path, name: str) -> None:
    with zipfile.ZipFile(good, "a") as parts:
        parts.writestr(name, "x")

    assert refusal_of(good).code == "ARCHIVE"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_archive_parts_of_one_name_are_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a") as parts:
        parts.writestr(SHEET_PART, "<worksheet/>")

    assert refusal_of(good).code == "ARCHIVE"


def test_an_archive_that_unpacks_above_100_to_1_is_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/blank.bin", b"\0" * 10_000_000)

    refusal = refusal_of(good)

    assert refusal.code == "ARCHIVE"
    assert "blank.bin" in refusal.message


def forge_declared_size(path: Path, part: str, size: int) -> None:
    """Rewrite the uncompressed size the archive's directory declares for one part."""
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(part.encode()))
    content[entry + 24 : entry + 28] = struct.pack("<I", size)
    path.write_bytes(content)


def test_a_bomb_that_declares_a_harmless_size_is_refused_by_what_it_holds(good: Path) -> None:
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/blank.bin", b"\0" * 10_000_000)
    forge_declared_size(good, "xl/media/blank.bin", 10)

    assert refusal_of(good).code == "ARCHIVE"


def test_an_archive_that_unpacks_above_the_limit_is_refused(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 1_000)

    assert refusal_of(good).code == "ARCHIVE"


def test_one_cell_far_below_is_refused_before_the_parser_makes_room_for_it(good: Path) -> None:
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    edit_parts(good, {SHEET_PART: ("</sheetData>", far)})

    assert refusal_of(good).code == "TOO_MANY_ROWS"


def test_one_cell_far_to_the_right_is_refused(good: Path) -> None:
    far = '<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>'
    edit_parts(good, {SHEET_PART: ("</sheetData>", far)})

    assert refusal_of(good).code == "SCHEMA"


def test_a_formatted_blank_far_below_is_no_row(good: Path) -> None:
    far = '<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    edit_parts(good, {SHEET_PART: ("</sheetData>", far)})

    assert convert_file(good).lines["read"] == 1


def test_one_data_row_above_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_DATA_ROWS", 2)
    within = write_workbook(tmp_path / "within.xlsx", [purchase()] * 2)
    above = write_workbook(tmp_path / "above.xlsx", [purchase()] * 3)

    assert len(read_workbook(within).lines) == 2
    assert refusal_of(above).code == "TOO_MANY_ROWS"


def _absent(path: Path) -> None:
    path.unlink()


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("replace", [_absent, _directory, _fifo])
def test_a_path_that_is_no_regular_file_is_missing(
    good: Path, replace: Callable[[Path], None]
) -> None:
    replace(good)

    refusal = refusal_of(good)

    assert (refusal.code, refusal.exit_code) == ("FILE_MISSING", 66)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    module = [sys.executable, "-m", "mlops.sources.procurement"]
    return subprocess.run(
        [*module, *map(str, arguments)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_writes_a_unit_and_stays_silent(good: Path, tmp_path: Path) -> None:
    done = run(good, tmp_path / "unit")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    manifest = json.loads((tmp_path / "unit" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["lines"]["loaded"] == 1


def test_a_refusal_is_one_json_line_and_leaves_no_unit(tmp_path: Path) -> None:
    header = renamed("DEPÓSITO", "Deposito")
    path = write_workbook(tmp_path / "x.xlsx", [purchase()], header=header)

    done = run(path, tmp_path / "unit")

    assert done.returncode == 65
    (line,) = done.stderr.splitlines()
    printed = json.loads(line)
    assert (printed["code"], printed["column"], printed["row"]) == ("SCHEMA", "DEPÓSITO", 1)
    assert not (tmp_path / "unit").exists()


def test_a_refusal_prints_no_column_or_row_it_does_not_know() -> None:
    assert WorkbookCorruptError("cut short").as_dict() == {
        "code": "CORRUPT",
        "message": "cut short",
    }


def test_a_missing_file_exits_66(tmp_path: Path) -> None:
    assert command.main([str(tmp_path / "none.xlsx"), str(tmp_path / "unit")]) == 66


def test_a_directory_that_already_holds_files_is_left_as_it_is(good: Path, tmp_path: Path) -> None:
    unit_dir = tmp_path / "unit"
    unit_dir.mkdir()
    (unit_dir / "manifest.json").write_text("{}", encoding="utf-8")

    assert command.main([str(good), str(unit_dir)]) == 73
    assert [path.read_text(encoding="utf-8") for path in unit_dir.iterdir()] == ["{}"]


def test_a_cell_that_holds_a_date_the_calendar_lacks_does_not_stop_the_file(
    tmp_path: Path,
) -> None:
    # Serial 3000000 lies beyond 31/12/9999, the last day a workbook can name.
    lines = [purchase(), purchase(purchased_on=dt.date(2025, 3, 4))]
    path = write_workbook(tmp_path / "x.xlsx", lines)
    edit_parts(path, {SHEET_PART: ("<v>45720</v>", "<v>3000000</v>")})

    assert convert_file(path).lines["by_code"] == {"DATE_INVALID": 1}
