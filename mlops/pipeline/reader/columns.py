"""The columns of a file held against its contract: names first, then types."""

import unicodedata
from collections import Counter
from difflib import get_close_matches

import pyarrow as pa

from mlops.contracts import LONGEST_GATHERED, MOST_GATHERED, Column, Dataset, Kind
from mlops.pipeline.errors import LoadError

MOST_NAMED, LONGEST_NAME = 10, 60


def column_names(dataset: Dataset) -> list[str]:
    surrogates = [r.surrogate for r in dataset.references if r.surrogate]
    return [column.name for column in dataset.columns] + surrogates


def check_columns(found: list[str], dataset: Dataset, ignored: list[str]) -> list[str]:
    """The file's columns that the contract takes, in the file's order.

    LoadError SCHEMA when one is twice there, unknown and not ignored, or missing.
    """
    _refuse_repeated(found)
    wanted = [name for name in found if name not in ignored]
    gathered = dataset.gathered(wanted)
    _check_gathered(gathered)
    known = {*column_names(dataset), *gathered}
    chosen = [name for name in wanted if name in known]
    _refuse_missing(chosen, found, dataset, gathered)
    if extra := [name for name in wanted if name not in known]:
        raise LoadError(
            "SCHEMA",
            f"unknown columns: {_listed(extra)}; leave them out or name them in --ignore-columns",
        )
    return chosen


def _refuse_repeated(found: list[str]) -> None:
    twice = sorted(name for name, count in Counter(found).items() if count > 1)
    if twice:
        raise LoadError("SCHEMA", f"columns named twice: {_listed(twice)}")


def _listed(names: list[str]) -> str:
    """The names in a message; the first ones when a file has thousands."""
    shown = ", ".join(repr(name[:LONGEST_NAME]) for name in names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def _check_gathered(names: list[str]) -> None:
    if len(names) > MOST_GATHERED:
        raise LoadError("SCHEMA", f"{len(names):,} features in a row: at most {MOST_GATHERED:,}")
    long = [name for name in names if len(name) > LONGEST_GATHERED or not name.isprintable()]
    if long:
        raise LoadError("SCHEMA", f"no names of features: {_listed(long)}")


def _refuse_missing(
    chosen: list[str], found: list[str], dataset: Dataset, gathered: list[str]
) -> None:
    if gathered and dataset.gathers in chosen:
        message = f"give {dataset.gathers} or a column for each of them ({_listed(gathered)})"
        raise LoadError("SCHEMA", message, column=dataset.gathers)
    for column in dataset.columns:
        if not (gathered and column.name == dataset.gathers):
            _refuse_without(column, _surrogate_of(dataset, column), chosen, found)


def _refuse_without(column: Column, by_id: str | None, chosen: list[str], found: list[str]) -> None:
    if column.name in chosen and by_id in chosen:
        raise LoadError("SCHEMA", f"give {column.name} or {by_id}, not both")
    if column.required and not {column.name, by_id} & set(chosen):
        wanted = f"{column.name} (or {by_id})" if by_id else column.name
        hint = _near(column.name, found)
        raise LoadError("SCHEMA", f"column {wanted} is missing{hint}", column=column.name)


def _surrogate_of(dataset: Dataset, column: Column) -> str | None:
    reference = dataset.reference_of(column.name)
    return reference.surrogate if reference else None


def _near(wanted: str, found: list[str]) -> str:
    """A question that names the column the writer may have meant, empty when none is near."""
    folded = {_folded(name): name for name in found if len(name) <= LONGEST_NAME}
    near = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[near[0]]!r}?" if near else ""


def _folded(name: str) -> str:
    """The name in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def check_type(dataset: Dataset, field: pa.Field, zone: str | None) -> None:
    if dataset.gathered([field.name]):
        _check_feature_type(field)
        return
    reference = dataset.reference_of(field.name)
    by_id = reference is not None and field.name == reference.surrogate
    kind = Kind.INTEGER if by_id else dataset.column(field.name).kind
    found = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if kind is Kind.INSTANT and pa.types.is_timestamp(found) and found.tz is None:
        if zone is None:
            raise naive_timestamp(field.name)
        return
    if not _FITS[kind](found):
        raise LoadError(
            "SCHEMA",
            f"column {field.name} is {field.type}, expected {kind}: nothing is cast silently",
            column=field.name,
        )


def _check_feature_type(field: pa.Field) -> None:
    if not any(fits(field.type) for fits in _IN_JSON):
        raise LoadError("SCHEMA", f"feature {field.name} is {field.type}: nest nothing")


def naive_timestamp(column: str) -> LoadError:
    return LoadError(
        "NAIVE_TIMESTAMP",
        f"column {column} has no time zone: write UTC, or name the zone in manifest.json"
        ' ("timezone")',
        column=column,
    )


def _is_text(found: pa.DataType) -> bool:
    return bool(pa.types.is_string(found) or pa.types.is_large_string(found))


def _is_number(found: pa.DataType) -> bool:
    return bool(
        pa.types.is_floating(found) or pa.types.is_integer(found) or pa.types.is_decimal(found)
    )


_IN_JSON = (_is_number, _is_text, pa.types.is_boolean, pa.types.is_date32, pa.types.is_timestamp)
_FITS = {
    Kind.TEXT: _is_text,
    Kind.CODE: _is_text,
    Kind.JSON: _is_text,
    Kind.INTEGER: pa.types.is_integer,
    Kind.NUMBER: _is_number,
    Kind.DATE: pa.types.is_date32,
    Kind.INSTANT: pa.types.is_timestamp,
    Kind.FLAG: pa.types.is_boolean,
}
