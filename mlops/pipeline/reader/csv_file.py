"""CSV: one dialect (commas, 1234.56, UTF-8), streamed as text."""

import csv
import itertools
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from mlops.contracts import Dataset
from mlops.pipeline.errors import LoadError
from mlops.pipeline.reader.columns import check_columns, column_names
from mlops.pipeline.reader.request import Opened, Request, first_line

CSV_BLOCK = 1 << 22
MOST_COLUMNS = 1000
SHOWN_TEXT = 200


def open_csv(handle: BinaryIO, dataset: Dataset, request: Request) -> Opened:
    """All cells as text: conversion is the parent's. LoadError when the header rules it out."""
    header = _csv_header(handle, dataset)
    chosen = check_columns(header, dataset, request.ignore_columns)
    if dataset.gathered(chosen):
        message = f"a CSV tells no types: write parquet, or one JSON column {dataset.gathers}"
        raise LoadError("SCHEMA", message)
    schema = pa.schema([(name, pa.string()) for name in chosen])
    has_rows = bool(handle.read(1))
    handle.seek(0)
    batches = _csv_batches(handle, header, chosen) if has_rows else iter(())
    ignored = sorted(set(header) - set(chosen))
    return Opened({"rows": None, "schema_version": None, "ignored": ignored}, schema, batches)


def _csv_header(handle: BinaryIO, dataset: Dataset) -> list[str]:
    line = handle.readline(1 << 20).decode("utf-8-sig").rstrip("\r\n")
    for delimiter, name in ((";", "semicolons"), ("\t", "tabs")):
        if delimiter in line and line.split(delimiter)[0].strip('"') in column_names(dataset):
            raise LoadError(
                "DIALECT", f"the columns are parted by {name}: expected commas, and 1234.56"
            )
    header = next(csv.reader([line]), [])
    if len(header) > MOST_COLUMNS:
        raise LoadError("CSV_SYNTAX", f"line 1 has {len(header)} columns: at most {MOST_COLUMNS}")
    return header


def _csv_batches(
    handle: BinaryIO, header: list[str], chosen: list[str]
) -> Iterator[pa.RecordBatch]:
    ragged: list[pa_csv.InvalidRow] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        stream = pa_csv.open_csv(
            handle,
            parse_options=pa_csv.ParseOptions(invalid_row_handler=refuse),
            read_options=pa_csv.ReadOptions(
                block_size=CSV_BLOCK, use_threads=False, column_names=header, skip_rows=1
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(chosen, pa.string()),
                include_columns=chosen,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )
        yield from stream
    except pa.ArrowInvalid as error:
        raise _unparsed(handle, error, ragged) from None


def _unparsed(
    handle: BinaryIO, error: pa.ArrowInvalid, ragged: list[pa_csv.InvalidRow]
) -> LoadError:
    if not ragged:
        return LoadError("CSV_SYNTAX", first_line(error))
    row = ragged[0]
    line = _line_of(handle, row.number)
    return LoadError(
        "CSV_SYNTAX",
        f"line {line} has {row.actual_columns} columns, the header {row.expected_columns}:"
        f" {row.text[:SHOWN_TEXT]!r}",
        line=line,
    )


def _line_of(handle: BinaryIO, row: int) -> int:
    """The line of a row as the parser counts them: from 1, blank lines left out."""
    handle.seek(0)
    filled = (number for number, line in enumerate(handle, 1) if line.strip(b"\r\n"))
    return next(itertools.islice(filled, row - 1, None), row)
