"""Every bad file gets its code, its exit code and a message that names the fault; what readers
see stays as it was, to the last byte.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.mlops.pipeline import bad_files as bad
from tests.mlops.pipeline.conftest import Outcome
from tests.mlops.pipeline.files import AS_OF, forecast_rows, write_parquet
from tests.mlops.pipeline.published import fingerprint, leftovers, query

pytestmark = pytest.mark.usefixtures("company")
Load = Callable[..., Outcome]

WHOLE_FILE = [
    # (what it is, builder, code, words of the message)
    ("0 bytes", bad.bytes_of(b""), "EMPTY_FILE", "no bytes"),
    ("header only", bad.bytes_of(bad.csv_text().split("\n")[0].encode()), "EMPTY_FILE", "no rows"),
    ("parquet without rows", bad.no_rows, "EMPTY_FILE", "no rows"),
    ("truncated at the start", bad.truncated(0.02), "CORRUPT", "parquet"),
    ("truncated in the middle", bad.truncated(0.5), "CORRUPT", "parquet"),
    ("truncated at the footer", bad.truncated(0.999), "CORRUPT", "parquet"),
    ("a flipped bit", bad.flipped_bit(5), "CORRUPT", "page"),
    ("another flipped bit", bad.flipped_bit(40), "CORRUPT", "page"),
    ("hash unlike the manifest", bad.wrong_hash, "HASH_MISMATCH", "0000"),
    ("row count unlike the manifest", bad.wrong_row_count, "ROW_COUNT", "7 rows"),
    ("broken manifest", bad.broken_manifest, "MANIFEST", "manifest.json"),
    ("encrypted", bad.encrypted, "SCHEMA", "encrypted"),
    ("nested column", bad.nested, "SCHEMA", "yhat is list"),
    ("column twice", bad.twice_named, "SCHEMA", "yhat"),
    ("missing column", bad.renamed("yhat", "other"), "SCHEMA", "column yhat is missing"),
    ("other case", bad.renamed("sku", "Sku"), "SCHEMA", "did you mean 'Sku'"),
    ("other spelling", bad.renamed("yhat_upper", "yhat_uper"), "SCHEMA", "mean 'yhat_uper'"),
    ("extra column", bad.added("note", pa.array(["x"] * 20)), "SCHEMA", "'note'"),
    ("number as text", bad.retyped("yhat", pa.string(), str), "SCHEMA", "yhat is string"),
    ("horizon as float", bad.retyped("horizon_days", pa.float64()), "SCHEMA", "horizon_days"),
    ("date as text", bad.retyped("full_date", pa.string(), str), "SCHEMA", "full_date"),
    ("newer schema", bad.other_schema_version, "SCHEMA_VERSION", "'9.0'"),
    ("no time zone", bad.retyped("computed_at", pa.timestamp("us"), bad.naive),
     "NAIVE_TIMESTAMP", "computed_at"),
    ("no time zone, nanoseconds", bad.retyped("computed_at", pa.timestamp("ns"), bad.naive),
     "NAIVE_TIMESTAMP", "computed_at"),
    ("no time zone in CSV", bad.csv_cell(0, "computed_at", "2026-01-15T02:00:00"),
     "NAIVE_TIMESTAMP", "computed_at"),
    ("same key, other values", bad.conflicting, "CONFLICTING_DUPLICATE", "rows 1 and 21"),
    ("latin-1", bad.bytes_of(bad.csv_text().replace("test_v1", "ação", 1).encode("latin-1")),
     "ENCODING", "byte"),
    ("cp1252", bad.bytes_of(bad.csv_text().replace("test_v1", "“a”", 1).encode("cp1252")),
     "ENCODING", "byte"),
    ("UTF-16", bad.bytes_of(bad.csv_text().encode("utf-16")), "ENCODING", "UTF-16"),
    ("invalid UTF-8", bad.bytes_of(bad.csv_text().encode() + b"\xff\xfe"), "ENCODING", "byte"),
    ("semicolons", bad.semicolons, "DIALECT", "semicolons"),
    ("tabs", bad.bytes_of(bad.csv_text().replace(",", "\t").encode()), "DIALECT", "tabs"),
    ("1.234,56", bad.csv_cell(0, "yhat", '"1.234,56"'), "DIALECT", "1.234,56"),
    ("1,234.56", bad.csv_cell(0, "yhat", '"1,234.56"'), "DIALECT", "1,234.56"),
    ("R$ 10", bad.csv_cell(0, "yhat", "R$ 10"), "DIALECT", "R$ 10"),
    ("words for a number", bad.csv_cell(0, "yhat", "many"), "SCHEMA", "'many'"),
    ("12.0 for a whole number", bad.csv_cell(0, "horizon_days", "7.0"), "DIALECT", "whole number"),
    ("unbalanced quote", bad.csv_cell(2, "model_tag", '"test'), "CSV_SYNTAX", "line 4"),
    ("newline in a cell", bad.csv_cell(2, "model_tag", '"te\nst"'), "CSV_SYNTAX", "line 4"),
    ("ragged row", bad.csv_line(3, "2026-01-01,0012"), "CSV_SYNTAX", "columns"),
    ("NUL byte", bad.csv_cell(2, "model_tag", "a\0b"), "CSV_SYNTAX", "line 4"),
    ("stray carriage return", bad.csv_cell(2, "model_tag", "a\rb"), "CSV_SYNTAX", "line 4"),
    ("10,000 columns", bad.csv_wide, "CSV_SYNTAX", "10000 columns"),
    ("a line of 2 MB", bad.csv_long_line, "CSV_SYNTAX", "line"),
    ("gzip", bad.gzipped, "ARCHIVE", "gzip"),
    ("zip with ../", bad.zipped, "ARCHIVE", "zip"),
]  # fmt: skip

ROWS = [
    # (what it is, builder, row, column, code)
    ("NaN", bad.cell(3, yhat=float("nan")), 4, "yhat", "NAN"),
    ("NaN in CSV", bad.csv_cell(3, "yhat", "NaN"), 4, "yhat", "NAN"),
    ("infinity", bad.cell(3, yhat_upper=float("inf")), 4, "yhat_upper", "INF"),
    ("-infinity in CSV", bad.csv_cell(3, "yhat_lower", "-inf"), 4, "yhat_lower", "INF"),
    ("missing value", bad.cell(3, yhat=None), 4, "yhat", "NULL"),
    ("missing code", bad.cell(3, sku=None), 4, "sku", "NULL"),
    ("empty cell in CSV", bad.csv_cell(3, "yhat", ""), 4, "yhat", "NULL"),
    ("negative", bad.cell(3, yhat=-1.0), 4, "yhat", "NEGATIVE"),
    ("beyond NUMERIC(18,4)", bad.cell(3, yhat=1e15), 4, "yhat", "OUT_OF_RANGE"),
    ("horizon 40000", bad.csv_cell(3, "horizon_days", "40000"), 4, "horizon_days", "OUT_OF_RANGE"),
    ("horizon 0", bad.cell(3, horizon_days=0), 4, "horizon_days", "OUT_OF_RANGE"),
    ("lower above yhat", bad.cell(3, yhat_lower=99.0), 4, "yhat_lower", "INTERVAL_ORDER"),
    ("upper below yhat", bad.cell(3, yhat_upper=0.0), 4, "yhat_upper", "INTERVAL_ORDER"),
    ("95 for 0.95", bad.cell(3, confidence_level=95.0), 4, "confidence_level", "UNIT_RANGE"),
    ("unknown item", bad.cell(3, sku="NOPE"), 4, "sku", "UNKNOWN_KEY"),
    ("unknown site", bad.cell(3, site_code="XX"), 4, "site_code", "UNKNOWN_KEY"),
    ("other case", bad.cell(3, sku="ele-001"), 4, "sku", "KEY_NOT_CANONICAL"),
    ("space after", bad.cell(3, sku="ELE-001 "), 4, "sku", "KEY_NOT_CANONICAL"),
    ("no-break space", bad.cell(3, sku="ELE\u00a0001"), 4, "sku", "KEY_NOT_CANONICAL"),
    ("zero-width space", bad.cell(3, sku="ELE-\u200b001"), 4, "sku", "KEY_NOT_CANONICAL"),
    ("decomposed letter", bad.cell(3, sku="E\u0301LE"), 4, "sku", "KEY_NOT_CANONICAL"),
    ("0012 as 12", bad.cell(3, sku="12"), 4, "sku", "UNKNOWN_KEY"),
    ("1E5 stays text", bad.csv_cell(3, "sku", "1E5"), 4, "sku", "UNKNOWN_KEY"),
    ("NA stays text", bad.csv_cell(3, "sku", "NA"), 4, "sku", "UNKNOWN_KEY"),
    ("TRUE stays text", bad.csv_cell(3, "sku", "TRUE"), 4, "sku", "UNKNOWN_KEY"),
    ("before 2000", bad.cell(3, full_date=date(1999, 12, 31)), 4, "full_date", "DATE_RANGE"),
    ("401 days ahead", bad.cell(3, full_date=bad.future(402)), 4, "full_date", "DATE_RANGE"),
    ("year 1", bad.cell(3, full_date=date(1, 1, 1)), 4, "full_date", "DATE_INVALID"),
    ("year 9999", bad.cell(3, full_date=date(9999, 12, 31)), 4, "full_date", "DATE_INVALID"),
    ("infinity as date", bad.csv_cell(3, "full_date", "infinity"), 4, "full_date", "DATE_INVALID"),
    ("30 February", bad.csv_cell(3, "full_date", "2026-02-30"), 4, "full_date", "DATE_INVALID"),
    ("29-02-2025", bad.csv_cell(3, "full_date", "29-02-2025"), 4, "full_date", "DATE_INVALID"),
    ("on its as-of date", bad.cell(3, full_date=AS_OF), 4, "full_date", "NOT_AHEAD"),
    ("before its as-of date", bad.cell(3, full_date=bad.future(-9)), 4, "full_date", "NOT_AHEAD"),
    ("model tag of 1 MB", bad.cell(3, model_tag="x" * 1_000_000), 4, "model_tag", "TOO_LONG"),
    ("control character", bad.cell(3, model_tag="a\x07b"), 4, "model_tag", "CONTROL_CHARACTER"),
    ("bidi override", bad.cell(3, model_tag="a\u202eb"), 4, "model_tag", "CONTROL_CHARACTER"),
    ("blank model tag", bad.cell(3, model_tag=" "), 4, "model_tag", "NULL"),
]


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
def test_refuses_a_path_that_is_no_file(
    load_forecasts: Load, tmp_path: Path, build: bad.Builder, exit_code: int, code: str
) -> None:
    outcome = load_forecasts(build(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (exit_code, code)


@pytest.mark.parametrize("through", ["path", "symlink"])
def test_refuses_a_file_outside_the_load_folder(
    load_forecasts: Load, tmp_path: Path, settings: object, through: str
) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = write_parquet(tmp_path / "outside.parquet")
    (inside / "link.parquet").symlink_to(outside)
    settings.LOAD_DIR = str(inside)  # type: ignore[attr-defined]

    outcome = load_forecasts(outside if through == "path" else inside / "link.parquet")

    assert (outcome.code, outcome.err.partition(":")[0]) == (77, "OUTSIDE_LOAD_DIR")


def test_refuses_more_rows_than_allowed_before_reading_them(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_MAX_ROWS = 3999  # type: ignore[attr-defined]  # the file has 200 × 20 rows

    outcome = load_forecasts(bad.forged_row_count(tmp_path))

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "TOO_MANY_ROWS")
    assert "4,000" in outcome.err


def test_requires_checksums_or_a_manifest_where_the_settings_say_so(
    load_forecasts: Load, tmp_path: Path, settings: object
) -> None:
    settings.LOAD_REQUIRE_CHECKSUMS = True  # type: ignore[attr-defined]
    file = write_parquet(tmp_path / "f.parquet", write_page_checksum=False)

    refused = load_forecasts(file)
    from tests.mlops.pipeline.files import write_manifest

    write_manifest(file)
    accepted = load_forecasts(file)

    assert (refused.code, refused.err.partition(":")[0]) == (65, "NO_CHECKSUM")
    assert accepted.code == 0


def test_lists_unknown_keys_with_a_suggestion(load_forecasts: Load, tmp_path: Path) -> None:
    load_forecasts(bad.cell(3, sku="ele-001")(tmp_path))

    assert query("SELECT message FROM staging.load_rejects") == [
        ("is almost 'ELE-001', which core.dim_item has",)
    ]


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


def test_ignores_an_extra_column_only_when_told(load_forecasts: Load, tmp_path: Path) -> None:
    file = bad.added("note", pa.array(["x"] * 20))(tmp_path)

    assert load_forecasts(file, "--ignore-columns", "note").code == 0


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
