"""CSV: one dialect (commas, 1234.56, UTF-8), streamed as text."""

import csv
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


def open_csv(handle: BinaryIO, dataset: Dataset, request: Request) -> Opened:
    """All cells as text: conversion is the parent's. LoadError when the header rules it out."""
    header = _csv_header(handle, dataset)
    chosen = check_columns(header, dataset, request.ignore_columns)
    schema = pa.schema([(name, pa.string()) for name in chosen])
    has_rows = bool(handle.read(1))
    handle.seek(0)
    batches = _csv_batches(handle, header, chosen) if has_rows else iter(())
    return Opened({"rows": None, "schema_version": None}, schema, batches)


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
    try:
        stream = pa_csv.open_csv(
            handle,
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
        raise LoadError("CSV_SYNTAX", first_line(error)) from None
