"""Reasons to refuse a whole workbook; each one is a class with its machine code."""

from __future__ import annotations


class WorkbookRefusedError(Exception):
    """The workbook as a whole can't be read; nothing of it becomes part of a unit."""

    code = "REFUSED"
    exit_code = 65

    def __init__(self, message: str, *, column: str | None = None, row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.row = row

    def as_dict(self) -> dict[str, str | int]:
        """The refusal as the command prints it; column and row only where they are known."""
        described: dict[str, str | int] = {"code": self.code, "message": self.message}
        if self.column is not None:
            described["column"] = self.column
        if self.row is not None:
            described["row"] = self.row
        return described


class WorkbookMissingError(WorkbookRefusedError):
    """The path is no regular file."""

    code = "FILE_MISSING"
    exit_code = 66


class WorkbookCorruptError(WorkbookRefusedError):
    """Not an .xlsx workbook, or only part of one."""

    code = "CORRUPT"


class ArchiveUnsafeError(WorkbookRefusedError):
    """The zip container would unpack to something no honest workbook holds."""

    code = "ARCHIVE"


class SheetMissingError(WorkbookRefusedError):
    """The purchase sheet isn't in the workbook."""

    code = "SHEET"


class HeaderRefusedError(WorkbookRefusedError):
    """Row 1 isn't the header the company exports."""

    code = "SCHEMA"


class NoLinesError(WorkbookRefusedError):
    """The workbook holds no data row."""

    code = "EMPTY_FILE"


class TooManyRowsError(WorkbookRefusedError):
    """The sheet reaches further down than a purchase export plausibly does."""

    code = "TOO_MANY_ROWS"
