"""Columns that a contract does not name, gathered into its JSON column, whole columns at a time.

Wide: a column for each feature, named by it. Long: the columns feature and value, a row for each;
its rows become objects of one key here and are folded into one object per key in the database.
"""

import json
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from mlops.contracts import LONG_FORM, LONGEST_GATHERED


def faults(
    batch: pa.RecordBatch, names: Sequence[str]
) -> Iterator[tuple[str, str, str, pa.BooleanArray]]:
    """Column, code, rule and rows of what JSON cannot hold."""
    for name in names:
        array = _decoded(batch[name])
        if _is_text(array):
            has_nul = pc.match_substring(array, "\0")
            yield name, "JSON_NUL", "must not hold the character U+0000", _true(has_nul)
        if pa.types.is_floating(array.type):
            yield name, "NAN", "is not a number: leave it empty", _true(pc.is_nan(array))
            yield name, "INF", "is not finite", _true(pc.is_inf(array))
    if tuple(sorted(names)) == LONG_FORM:
        yield from _name_faults(batch[LONG_FORM[0]])


def _name_faults(array: pa.Array) -> Iterator[tuple[str, str, str, pa.BooleanArray]]:
    column, names = LONG_FORM[0], _decoded(array)
    yield column, "NULL", "must not be empty", pc.is_null(names)
    if _is_text(names):
        is_long = pc.greater(pc.utf8_length(names), LONGEST_GATHERED)
        yield column, "TOO_LONG", f"has more than {LONGEST_GATHERED} characters", _true(is_long)


def objects(batch: pa.RecordBatch, names: Sequence[str]) -> pa.Array:
    """One JSON object a row as text; an empty cell is null."""
    if tuple(sorted(names)) == LONG_FORM:
        pieces = ["{", _texts(batch[LONG_FORM[0]]), ":", _texts(batch[LONG_FORM[1]]), "}"]
    else:
        pieces = []
        for name in names:
            pieces += [("," if pieces else "{") + json.dumps(name) + ":", _texts(batch[name])]
        pieces.append("}")
    parts = [pa.scalar(p) if isinstance(p, str) else p for p in pieces]
    joined = pc.binary_join_element_wise(*parts, pa.scalar(""))
    if isinstance(joined, pa.Scalar):  # no rows to tell a constant from
        return pa.array([], pa.string())
    return joined


def _texts(array: pa.Array) -> pa.Array:
    """Each cell as JSON text."""
    array = _decoded(array)
    if _is_text(array):
        encoded = array.dictionary_encode()
        quoted = [json.dumps(text, ensure_ascii=False) for text in encoded.dictionary.to_pylist()]
        texts = pa.array(quoted, pa.string()).take(encoded.indices)
    elif pa.types.is_temporal(array.type):
        texts = pc.binary_join_element_wise('"', array.cast(pa.string()), '"', "")
    else:
        texts = array.cast(pa.string())
    return pc.fill_null(texts, "null")


def _decoded(array: pa.Array) -> pa.Array:
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _is_text(array: pa.Array) -> bool:
    return bool(pa.types.is_string(array.type) or pa.types.is_large_string(array.type))


def _true(mask: pa.BooleanArray) -> pa.BooleanArray:
    return pc.fill_null(mask, False)
