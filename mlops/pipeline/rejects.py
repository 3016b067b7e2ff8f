"""Refused rows as a file for people and a table for the admin."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mlops.pipeline.tally import LONGEST_VALUE, Fault
from nova.spreadsheet import harmless

HEADER = ("row", "column", "code", "value", "rule")


def write_file(folder: Path, run_id: int, faults: Iterable[Fault]) -> Path:
    """rejects_<run>.csv in the folder; what a spreadsheet would run begins with an apostrophe."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"rejects_{run_id}.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADER)
        for fault in faults:
            value = harmless(_shown(fault.value))
            writer.writerow((fault.row, fault.column, fault.code, value, fault.message))
    return path


def write_table(cursor: Any, run_id: int, faults: Iterable[Fault]) -> None:
    """The same rows in staging.load_rejects."""
    block = io.StringIO()
    writer = csv.writer(block)
    for fault in faults:
        value = None if fault.value is None else _shown(fault.value)
        writer.writerow((run_id, fault.row, fault.column, fault.code, value, fault.message))
    with cursor.copy(
        "COPY staging.load_rejects (run_id, row_no, column_name, code, value, message)"
        " FROM STDIN (FORMAT csv)"
    ) as stream:
        stream.write(block.getvalue())


def _shown(value: str | None) -> str:
    """The value in at most 200 characters, with control and invisible characters escaped."""
    if value is None:
        return ""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in value[:LONGEST_VALUE])
    return shown[:LONGEST_VALUE]
