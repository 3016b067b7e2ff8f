"""Every bad file gets its code, its exit code and a message that names the fault; what readers
see stays as it was, to the last byte.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.bad_cases import ROWS, WHOLE_FILE
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import forecast_rows, write_manifest, write_parquet
from tests.mlops.pipeline.published import fingerprint, leftovers, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]


def publish_a_good_run(load_forecasts: Load, folder: Path) -> str:
    folder.mkdir()
    assert load_forecasts(write_parquet(folder / "good.parquet")).code == 0
    return fingerprint()


@pytest.mark.parametrize(
    ("build", "code", "words"), [case[1:] for case in WHOLE_FILE], ids=[c[0] for c in WHOLE_FILE]
)
def test_refuses_the_whole_file(
    load_forecasts: Load, tmp_path: Path, build: bad.Builder, code: str, words: str
) -> None:
    before = publish_a_good_run(load_forecasts, tmp_path / "good")

    outcome = load_forecasts(build(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, code)
    assert words in outcome.err
    assert fingerprint() == before
    assert leftovers() == []


@pytest.mark.parametrize(
    ("build", "row", "column", "code"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_names_the_row_that_breaks_a_rule(
    load_forecasts: Load, tmp_path: Path, build: bad.Builder, row: int, column: str, code: str
) -> None:
    before = publish_a_good_run(load_forecasts, tmp_path / "good")

    outcome = load_forecasts(build(tmp_path))

    found = query("SELECT row_no, column_name, code FROM staging.load_rejects")
    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_REJECTS")
    assert f"row {row}" in outcome.err
    assert found == [(row, column, code)]
    assert fingerprint() == before


PATHS = [
    ("missing", lambda folder: folder / "nothing.parquet", 66, "NO_FILE"),
    ("a FIFO", bad.fifo, 77, "NOT_A_FILE"),
    ("a device", lambda _folder: Path("/dev/zero"), 77, "NOT_A_FILE"),
    ("a folder", lambda folder: folder, 77, "NOT_A_FILE"),
]


@pytest.mark.parametrize(
    ("build", "exit_code", "code"), [case[1:] for case in PATHS], ids=[case[0] for case in PATHS]
)
def test_refuses_a_path_that_is_no_file_before_it_asks_the_database(
    load_forecasts: Load, tmp_path: Path, build: bad.Builder, exit_code: int, code: str
) -> None:
    before = fingerprint()
    connection.close()

    outcome = load_forecasts(build(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (exit_code, code)
    assert connection.connection is None
    assert fingerprint() == before


@pytest.mark.parametrize("through", ["path", "symlink"])
def test_refuses_a_file_outside_the_load_folder(
    load_forecasts: Load, tmp_path: Path, settings: object, through: str
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = write_parquet(tmp_path / "outside.parquet")
    (inside / "link.parquet").symlink_to(outside)
    settings.LOAD_DIR = str(inside)  # type: ignore[attr-defined]

    connection.close()

    outcome = load_forecasts(outside if through == "path" else inside / "link.parquet")

    assert (outcome.code, outcome.err.partition(":")[0]) == (77, "OUTSIDE_LOAD_DIR")
    assert connection.connection is None


def test_refuses_more_rows_than_allowed_before_reading_them(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_MAX_ROWS = 3999  # type: ignore[attr-defined]  # the file has 200 × 20 rows

    outcome = load_forecasts(bad.many_rows(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_ROWS")
    assert "4,000" in outcome.err


def test_requires_checksums_or_a_manifest_where_the_settings_say_so(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_REQUIRE_CHECKSUMS = True  # type: ignore[attr-defined]
    file = write_parquet(tmp_path / "f.parquet", write_page_checksum=False)

    refused = load_forecasts(file)
    write_manifest(file)
    accepted = load_forecasts(file)

    assert (refused.code, refused.err.partition(":")[0]) == (65, "NO_CHECKSUM")
    assert accepted.code == 0


def test_keeps_codes_byte_for_byte_in_csv(load_forecasts: Load, tmp_path: Path) -> None:
    assert load_forecasts(bad.good_csv(tmp_path)).code == 0

    assert query(
        "SELECT count(*) FROM analytics.forecasts JOIN core.dim_item USING (item_id)"
        " WHERE sku = '0012'"
    ) == [(10,)]


def test_accepts_a_byte_order_mark(load_forecasts: Load, tmp_path: Path) -> None:
    marked = bad.bytes_of(b"\xef\xbb\xbf" + bad.csv_text().encode())

    assert load_forecasts(marked(tmp_path)).code == 0


def test_accepts_windows_line_ends(load_forecasts: Load, tmp_path: Path) -> None:
    windows = bad.bytes_of(bad.csv_text().replace("\n", "\r\n").encode())

    assert load_forecasts(windows(tmp_path)).code == 0


def test_takes_an_empty_file_only_when_told(load_forecasts: Load, tmp_path: Path) -> None:
    assert load_forecasts(bad.no_rows(tmp_path), "--allow-empty").code == 0


def test_writes_refused_rows_without_formulas(load_forecasts: Load, tmp_path: Path) -> None:
    tag = '=HYPERLINK("http://x")\x07'

    outcome = load_forecasts(bad.cell(3, model_tag=tag)(tmp_path))

    (file,) = (tmp_path / "rejects").iterdir()
    assert str(file) in outcome.err
    assert "'=HYPERLINK" in file.read_text()
    assert "\x07" not in file.read_text()


def test_keeps_markup_as_text(load_forecasts: Load, tmp_path: Path) -> None:
    rows = forecast_rows(model_tag="<script>alert(1)</script>")

    load_forecasts(write_parquet(tmp_path / "f.parquet", rows))

    tags = query("SELECT DISTINCT model_tag FROM analytics.forecasts")
    assert tags == [("<script>alert(1)</script>",)]
