"""Thrift's compact protocol, as far as parquet's own structures use it.

pyarrow shows neither the headers of pages nor what a footer says twice. Source: Apache Thrift,
thrift-compact-protocol.md.
"""

from collections.abc import Callable
from typing import Any

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
_INTEGERS = (4, 5, 6)
_DEEPEST = 16
_LONG_LIST = 15  # a list of 15 or more gives its length apart
_LAST_BYTE = 0x80  # a byte of a number below it is the last

Struct = dict[int, Any]
"""Field id to value; a nested struct is a Struct, a list a list."""


def struct_at(
    data: bytes, at: int, *, last: int | None = None, depth: int = 0
) -> tuple[Struct, int]:
    """The struct that begins at byte `at`, and the byte after it; of the whole one the fields up
    to `last`, when it is given.

    ValueError when the bytes are no struct, IndexError when they end too early.
    """
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    found: Struct = {}
    field = 0
    while True:
        head = data[at]
        at += 1
        if head == _STOP:
            return found, at
        if head >> 4:
            field += head >> 4
        else:
            field, at = _integer(data, at)
        if last is not None and field > last:
            return found, at
        found[field], at = _value(data, at, head & 0x0F, depth)


def number(struct: Struct, field: int) -> int:
    """The field's number. LookupError without such a field, ValueError when it holds no number."""
    value = struct[field]
    if isinstance(value, int):
        return value
    raise ValueError(f"field {field} is no number")


def part(struct: Struct, field: int) -> Struct:
    """The struct within. LookupError without such a field, ValueError when it holds no struct."""
    value = struct[field]
    if isinstance(value, dict):
        return value
    raise ValueError(f"field {field} is no struct")


def structs(struct: Struct, field: int) -> list[Struct]:
    """The list of structs. LookupError without such a field, ValueError when it holds none."""
    value = struct[field]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"field {field} is no list of structs")
    return value


def _value(data: bytes, at: int, kind: int, depth: int) -> tuple[Any, int]:
    if kind in _INTEGERS:
        return _integer(data, at)
    if kind in (_TRUE, _FALSE):  # a field that is a flag has no bytes of its own
        return kind == _TRUE, at
    if kind not in _READERS:
        raise ValueError(f"no such type: {kind}")
    return _READERS[kind](data, at, depth)


def _list(data: bytes, at: int, depth: int) -> tuple[list[Any], int]:
    kind, count = data[at] & 0x0F, data[at] >> 4
    at += 1
    if count == _LONG_LIST:
        count, at = _varint(data, at)
    values = []
    for _ in range(count):
        # Within a list a flag has a byte of its own.
        value, at = _value(data, at, _BYTE if kind in (_TRUE, _FALSE) else kind, depth)
        values.append(value)
    return values, at


def _text(data: bytes, at: int, _depth: int) -> tuple[bytes, int]:
    length, at = _varint(data, at)
    return _bytes(data, at, length)


def _bytes(data: bytes, at: int, length: int) -> tuple[bytes, int]:
    if at + length > len(data):
        raise IndexError(at + length)
    return data[at : at + length], at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < _LAST_BYTE:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("a number of more than 64 bits")


def _integer(data: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return (value >> 1) ^ -(value & 1), at


_READERS: dict[int, Callable[[bytes, int, int], tuple[Any, int]]] = {
    _BYTE: lambda data, at, _depth: (data[at], at + 1),
    _DOUBLE: lambda data, at, _depth: _bytes(data, at, 8),
    _BINARY: _text,
    _LIST: _list,
    _SET: _list,
    _STRUCT: lambda data, at, depth: struct_at(data, at, depth=depth + 1),
}
