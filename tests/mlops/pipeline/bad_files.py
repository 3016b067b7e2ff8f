"""Bad forecast files, one builder each; a builder gets an empty folder and returns the file."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.mlops.pipeline.files import (
    COMPUTED_AT,
    SCHEMA,
    forecast_rows,
    write_csv,
    write_manifest,
    write_parquet,
)

Builder = Callable[[Path], Path]
Row = dict[str, Any]


def bytes_of(content: bytes, name: str = "f.csv") -> Builder:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return build


def csv_text() -> str:
    header = ",".join(SCHEMA.names)
    lines = [
        f"{row['full_date']},{row['sku']},{row['site_code']},7,{row['yhat']},{row['yhat_lower']},"
        f"{row['yhat_upper']},0.95,test_v1,{COMPUTED_AT.isoformat()}"
        for row in forecast_rows()
    ]
    return "\n".join([header, *lines]) + "\n"


def csv_with(old: str, new: str, *, count: int = 1) -> Builder:
    """A good CSV in which the first occurrence of old is replaced."""
    return bytes_of(csv_text().replace(old, new, count).encode())


def csv_line(number: int, text: str) -> Builder:
    lines = csv_text().splitlines()
    lines[number - 1] = text
    return bytes_of(("\n".join(lines) + "\n").encode())


def cell(index: int, **changed: Any) -> Builder:
    """A good parquet file in which one row (from 0) has other values."""

    def build(folder: Path) -> Path:
        rows = forecast_rows()
        rows[index] |= changed
        return write_parquet(folder / "f.parquet", rows)

    return build


def csv_cell(index: int, column: str, text: str) -> Builder:
    lines = csv_text().splitlines()
    cells = lines[index + 1].split(",")
    cells[SCHEMA.names.index(column)] = text
    lines[index + 1] = ",".join(cells)
    return bytes_of(("\n".join(lines) + "\n").encode())


def retyped(column: str, kind: pa.DataType, convert: Callable[[Any], Any] = lambda v: v) -> Builder:
    """A good parquet file in which one column has another type."""

    def build(folder: Path) -> Path:
        rows = [{**row, column: convert(row[column])} for row in forecast_rows()]
        index = SCHEMA.get_field_index(column)
        schema = SCHEMA.set(index, pa.field(column, kind))
        return write_parquet(folder / "f.parquet", rows, schema=schema)

    return build


def renamed(old: str, new: str) -> Builder:
    def build(folder: Path) -> Path:
        table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
        names = [new if name == old else name for name in SCHEMA.names]
        pq.write_table(table.rename_columns(names), folder / "f.parquet", write_page_checksum=True)
        return folder / "f.parquet"

    return build


def added(column: str, array: pa.Array) -> Builder:
    def build(folder: Path) -> Path:
        table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA).append_column(column, array)
        pq.write_table(table, folder / "f.parquet", write_page_checksum=True)
        return folder / "f.parquet"

    return build


def no_rows(folder: Path) -> Path:
    return write_parquet(folder / "f.parquet", [])


def truncated(share: float) -> Builder:
    def build(folder: Path) -> Path:
        path = write_parquet(folder / "f.parquet")
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return build


def flipped_bit(offset: int) -> Builder:
    """One flipped bit inside the pages, which only a checksum can find."""

    def build(folder: Path) -> Path:
        path = write_parquet(folder / "f.parquet", compression="none", use_dictionary=False)
        chunk = pq.ParquetFile(path).metadata.row_group(0).column(4)
        content = bytearray(path.read_bytes())
        content[chunk.data_page_offset + chunk.total_compressed_size - offset] ^= 0x10
        path.write_bytes(content)
        return path

    return build


def wrong_hash(folder: Path) -> Path:
    path = write_parquet(folder / "f.parquet")
    write_manifest(path, entry={"sha256": "0" * 64})
    return path


def wrong_row_count(folder: Path) -> Path:
    path = write_parquet(folder / "f.parquet", forecast_rows(level=3))
    write_manifest(path, entry={"rows": 7})
    return path


def broken_manifest(folder: Path) -> Path:
    path = write_parquet(folder / "f.parquet")
    (folder / "manifest.json").write_text("{")
    return path


def many_rows(folder: Path) -> Path:
    """4,000 rows, 200 times the same 20."""
    table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
    repeated = pa.concat_tables([table] * 200)
    path = folder / "f.parquet"
    pq.write_table(repeated, path, write_page_checksum=True, compression="zstd")
    return path


def later_manifest(folder: Path) -> Path:
    path = write_parquet(folder / "f.parquet")
    write_manifest(path, version=2)
    return path


def other_schema_version(folder: Path) -> Path:
    schema = SCHEMA.with_metadata({"nova.schema_version": "9.0"})
    return write_parquet(folder / "f.parquet", schema=schema)


def nested(folder: Path) -> Path:
    return retyped("yhat", pa.list_(pa.float64()), lambda value: [value])(folder)


def twice_named(folder: Path) -> Path:
    table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
    table = table.append_column("yhat", table["yhat"])
    pq.write_table(table, folder / "f.parquet", write_page_checksum=True)
    return folder / "f.parquet"


def conflicting(folder: Path) -> Path:
    rows = forecast_rows()
    return write_parquet(folder / "f.parquet", [*rows, {**rows[0], "yhat": 2.5}])


def fifo(folder: Path) -> Path:
    path = folder / "f.parquet"
    os.mkfifo(path)
    return path


def future(days: int) -> date:
    return date.today() + timedelta(days=days)  # noqa: DTZ011


def naive(value: datetime) -> datetime:
    return value.replace(tzinfo=None)


def item_ids_as_floats(folder: Path) -> Path:
    rows = [{**row, "item_id": 12.0} for row in forecast_rows()]
    at = SCHEMA.get_field_index("sku")
    schema = SCHEMA.set(at, pa.field("item_id", pa.float64()))
    return write_parquet(folder / "f.parquet", rows, schema=schema)


def int96(folder: Path) -> Path:
    """Timestamps as old writers have them: nanoseconds in 96 bits, and no zone."""
    return write_parquet(folder / "f.parquet", use_deprecated_int96_timestamps=True)


def wide_horizon(folder: Path) -> Path:
    rows = forecast_rows()
    rows[3]["horizon_days"] = 40_000  # more than a SMALLINT holds
    at = SCHEMA.get_field_index("horizon_days")
    schema = SCHEMA.set(at, pa.field("horizon_days", pa.int64()))
    return write_parquet(folder / "f.parquet", rows, schema=schema)


def before_christ(folder: Path) -> Path:
    """15 March of the year -43, which Python has no date for."""
    table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
    at = SCHEMA.get_field_index("full_date")
    days = table["full_date"].cast(pa.int32()).to_pylist()
    days[3] = -735_160
    column = pa.array(days, pa.int32()).view(pa.date32())
    table = table.set_column(at, "full_date", column)
    pq.write_table(table, folder / "f.parquet", write_page_checksum=True)
    return folder / "f.parquet"


def parquet_wide(folder: Path) -> Path:
    table = pa.Table.from_pylist(forecast_rows(), schema=SCHEMA)
    columns = {f"c{n}": pa.nulls(len(table), pa.bool_()) for n in range(10_000)}
    wide = pa.table({**dict(zip(SCHEMA.names, table.columns, strict=True)), **columns})
    pq.write_table(wide, folder / "f.parquet", write_page_checksum=True)
    return folder / "f.parquet"


def csv_wide(folder: Path) -> Path:
    path = folder / "f.csv"
    path.write_text(",".join(f"c{n}" for n in range(10_000)) + "\n")
    return path


def csv_long_line(folder: Path) -> Path:
    return csv_cell(2, "model_tag", "x" * (2 << 20))(folder)


def semicolons(folder: Path) -> Path:
    return bytes_of(csv_text().replace(",", ";").encode())(folder)


def good_csv(folder: Path) -> Path:
    return write_csv(folder / "f.csv")
