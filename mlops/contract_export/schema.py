"""A contract as JSON Schema (draft 2020-12): one row of a file as an object.

What JSON Schema has no word for stands under x-nova-…: the key, rules over several columns, how a
file is published, which parquet type a column has. Duplicates, unknown codes and days outside the
calendar are found by a load with --dry-run alone.
"""

from typing import Any

from mlops.contract_export.words import bounds, file_key, publication
from mlops.contracts import (
    ARROW_TYPES,
    LONG_FORM,
    LONGEST_GATHERED,
    NUMERIC_LIMIT,
    Column,
    Dataset,
    Kind,
    Reference,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
LARGEST_INTEGER = 2**31 - 1
_CANONICAL = r"^\S(.*\S)?$"
_NOT_BLANK = r"\S"


def row_schema(dataset: Dataset) -> dict[str, Any]:
    """The schema of one row, ready for json.dumps."""
    version = max(dataset.schema_versions)
    return {
        "$schema": DRAFT,
        "$id": f"urn:nova-corrente:dataset:{dataset.name}:{version}",
        "title": dataset.title,
        "description": f"One row of a {dataset.name} file.",
        "type": "object",
        "properties": _properties(dataset),
        "required": [column.name for column in dataset.columns if _is_needed(dataset, column)],
        **_alternatives(dataset),
        **_gathering(dataset),
        "x-nova-dataset": dataset.name,
        "x-nova-target": dataset.target,
        "x-nova-key": file_key(dataset),
        "x-nova-publication": publication(dataset),
        "x-nova-schema-versions": sorted(dataset.schema_versions),
        "x-nova-rules": [
            {
                "code": rule.code,
                "column": rule.column,
                "columns": list(rule.needs),
                "message": rule.message,
            }
            for rule in dataset.rules
        ],
    }


def _properties(dataset: Dataset) -> dict[str, Any]:
    properties = {column.name: _property(dataset, column) for column in dataset.columns}
    for column, by_id in _named_twice(dataset):
        properties[by_id] = {
            "description": f"id of the row that {column.name} names, in place of it",
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_INTEGER,
            "x-nova-parquet": str(ARROW_TYPES[Kind.INTEGER]),
        }
    return properties


def _property(dataset: Dataset, column: Column) -> dict[str, Any]:
    of_kind = _KEYWORDS[column.kind](column)
    if column.nullable:
        of_kind["type"] = [of_kind["type"], "null"]
    told = {"description": _described(column), **of_kind}
    if column.choices:
        told["enum"] = [*sorted(column.choices), *([None] if column.nullable else [])]
    told["x-nova-type"] = column.kind.value
    told["x-nova-parquet"] = str(ARROW_TYPES[column.kind])
    if column.unit:
        told["x-nova-unit"] = column.unit
    if column.default_from:
        told["x-nova-default-from"] = column.default_from
    reference = dataset.reference_of(column.name)
    if reference:
        told["x-nova-references"] = f"{reference.table}.{reference.code_column}"
    return told


def _described(column: Column) -> str:
    unit = f"in {column.unit}" if column.unit else ""
    days = bounds(column) if column.kind is Kind.DATE else ""
    return "; ".join(filter(None, (column.meaning, unit, days)))


def _text(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "string", "maxLength": column.max_length}
    if column.kind is Kind.CODE:
        return told | {"pattern": _CANONICAL}
    return told if column.nullable else told | {"pattern": _NOT_BLANK}


def _number(column: Column) -> dict[str, Any]:
    whole = column.kind is Kind.INTEGER
    widest = LARGEST_INTEGER if whole else NUMERIC_LIMIT
    low = -widest if column.low is None else column.low
    high = widest if column.high is None else column.high
    told = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return told if whole else told | {"x-nova-decimals": column.decimals}


def _json(_column: Column) -> dict[str, Any]:
    return {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"type": "object"},
    }


_KEYWORDS = {
    Kind.TEXT: _text,
    Kind.CODE: _text,
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.DATE: lambda _column: {"type": "string", "format": "date"},
    Kind.INSTANT: lambda _column: {"type": "string", "format": "date-time"},
    Kind.FLAG: lambda _column: {"type": "boolean"},
    Kind.JSON: _json,
}


def _is_needed(dataset: Dataset, column: Column) -> bool:
    """Whether no other column may stand in its place."""
    stands_alone = column.name != dataset.gathers and not _by_id(dataset, column)
    return column.required and stands_alone


def _by_id(dataset: Dataset, column: Column) -> str | None:
    reference: Reference | None = dataset.reference_of(column.name)
    return reference.surrogate if reference else None


def _named_twice(dataset: Dataset) -> list[tuple[Column, str]]:
    """Columns that an id may stand in for."""
    return [(c, by_id) for c in dataset.columns if (by_id := _by_id(dataset, c))]


def _alternatives(dataset: Dataset) -> dict[str, Any]:
    """For each code that has an id: exactly one of them where it is required, else at most one."""
    pairs = [
        {"oneOf": [{"required": [column.name]}, {"required": [by_id]}]}
        if column.required
        else {"not": {"required": [column.name, by_id]}}
        for column, by_id in _named_twice(dataset)
    ]
    return {"allOf": pairs} if pairs else {}


def _gathering(dataset: Dataset) -> dict[str, Any]:
    """Which other columns a row may have: none, or those that go into its JSON column."""
    if dataset.gathers is None:
        return {"additionalProperties": False}
    known = [name for name in _properties(dataset) if name != dataset.gathers]
    whole = {
        "title": "whole",
        "description": f"{dataset.gathers} holds the object",
        "required": [dataset.gathers],
        "propertyNames": {"enum": [*known, dataset.gathers]},
    }
    long = {
        "title": "long",
        "description": "a row for each feature; rows of one key become one object",
        "required": list(LONG_FORM),
        "propertyNames": {"enum": [*known, *LONG_FORM]},
        "properties": {LONG_FORM[0]: {"type": "string", "maxLength": LONGEST_GATHERED}},
    }
    wide = {
        "title": "wide",
        "description": "a column for each feature, named by it",
        "propertyNames": {"not": {"const": dataset.gathers}, "maxLength": LONGEST_GATHERED},
        "not": {"anyOf": [{"propertyNames": {"enum": known}}, _form(long)]},
    }
    return {"oneOf": [whole, long, wide], "additionalProperties": {"type": _SCALARS}}


def _form(described: dict[str, Any]) -> dict[str, Any]:
    """What a form asks of the names alone."""
    return {name: described[name] for name in ("required", "propertyNames")}


_SCALARS = ["string", "number", "boolean", "null"]
