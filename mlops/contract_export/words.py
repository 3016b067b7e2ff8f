"""A contract in words: what its key, its columns and its bounds are in the file."""

from typing import Any

from mlops.contracts import ARROW_TYPES, Column, Dataset, Kind, Publication

_PUBLICATIONS = {
    Publication.UPSERT: "rows changed by key",
    Publication.RUN: "one run a file",
}


def file_key(dataset: Dataset) -> list[str]:
    """The key in the file's own columns; the run that a load gives is not one of them."""
    names = {reference.id_column: reference.column for reference in dataset.references}
    columns = {column.name for column in dataset.columns}
    return [name for part in dataset.key if (name := names.get(part, part)) in columns]


def publication(dataset: Dataset) -> str:
    return _PUBLICATIONS[dataset.publication]


def column_names(dataset: Dataset, column: Column) -> str:
    """The column's name, and the id that may stand in its place."""
    reference = dataset.reference_of(column.name)
    by_id = reference.surrogate if reference else None
    return f"{column.name} or {by_id}" if by_id else column.name


def presence(column: Column) -> str:
    if column.required:
        return "yes, cells may be empty" if column.nullable else "yes"
    return "no" if column.nullable else "no, but no empty cells"


def bounds(column: Column) -> str:
    """Choices, length, days or range of a column's values; empty when its type is the only one."""
    if column.choices:
        return ", ".join(sorted(column.choices))
    match column.kind:
        case Kind.TEXT | Kind.CODE:
            return f"at most {column.max_length:,} characters"
        case Kind.DATE:
            return str(column.span)
        case Kind.INTEGER | Kind.NUMBER:
            return _range(column)
        case _:
            return ""


def _range(column: Column) -> str:
    low, high = column.low, column.high
    if low is not None and high is not None:
        return f"{low:,g} to {high:,.12g}"
    if low is not None:
        return f"at least {low:,g}"
    return "" if high is None else f"at most {high:,.12g}"


def summary(dataset: Dataset) -> dict[str, Any]:
    """What a list of datasets tells of one."""
    return {
        "name": dataset.name,
        "title": dataset.title,
        "target": dataset.target,
        "key": file_key(dataset),
        "publication": publication(dataset),
        "schema_versions": sorted(dataset.schema_versions),
    }


def contract(dataset: Dataset) -> dict[str, Any]:
    """All of a contract, in the words of its table."""
    return {
        **summary(dataset),
        "columns": [_column(dataset, column) for column in dataset.columns],
        "rules": [
            {"code": rule.code, "column": rule.column, "rule": rule.message}
            for rule in dataset.rules
        ],
    }


def _column(dataset: Dataset, column: Column) -> dict[str, str]:
    return {
        "column": column_names(dataset, column),
        "type": column.kind.value,
        "parquet": str(ARROW_TYPES[column.kind]),
        "unit": column.unit,
        "required": presence(column),
        "bounds": bounds(column),
        "meaning": column.meaning,
    }
