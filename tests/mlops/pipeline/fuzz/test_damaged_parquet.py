"""Damaged files: refused with a code or read as if nothing had happened, never read otherwise."""

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mlops.pipeline.fuzz.damage import DAMAGES, FORMS, Damage, write_form
from tests.mlops.pipeline.fuzz.reading import Read, read

SEED = 20261122
FEW, MANY = 60, 2_000
SLOWEST_S = 15  # of one file: the reader's grace and the start of a process on a busy machine
MOST_MEMORY_KIB = 1 << 20

# What may be said of a damaged file: a name, a type or a number of rows may be what was hurt.
CODES = {
    "CORRUPT", "EMPTY_FILE", "NAIVE_TIMESTAMP", "NO_CHECKSUM", "READER_CRASHED", "READER_FAILED",
    "SCHEMA", "SCHEMA_VERSION", "TOO_MANY_REJECTS", "TOO_MANY_ROWS", "UNREADABLE_VALUE",
}  # fmt: skip


def damaged(folder: Path, count: int) -> Iterator[tuple[Damage, Path, Read]]:
    """Files with what their undamaged form reads as; every form meets every damage in turn."""
    whole: dict[str, tuple[bytes, Read]] = {}
    for name in FORMS:
        path = folder / "whole.parquet"
        whole[name] = write_form(path, name), read(path)
        assert whole[name][1].rows is not None, f"{name}: {whole[name][1].code}"
    for number in range(count):
        dice = random.Random(SEED + number)
        damage = DAMAGES[number % len(DAMAGES)]
        content, good = whole[list(FORMS)[number // len(DAMAGES) % len(FORMS)]]
        hurt = bytearray(content)
        while hurt == content:  # two blocks may be alike
            damage(hurt, dice)
        path = folder / f"{number}.parquet"
        path.write_bytes(hurt)
        yield damage, path, good


def outcome(found: Read, good: Read) -> str:
    if found.rows is None:
        return found.code
    return "the same rows" if found.rows.equals(good.rows) else "OTHER ROWS"


def check(folder: Path, count: int) -> Counter[tuple[str, str]]:
    """How many files ended how, by damage; each in time and with what a loader may say."""
    table: Counter[tuple[str, str]] = Counter()
    for damage, path, good in damaged(folder, count):
        started = time.monotonic()
        end = outcome(read(path), good)
        assert time.monotonic() - started < SLOWEST_S, f"{damage.__name__}: {path}"
        assert end in CODES | {"the same rows"}, f"{end} after {damage.__name__}: {path}"
        path.unlink()
        table[damage.__name__, end] += 1
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        assert resource.getrusage(who).ru_maxrss < MOST_MEMORY_KIB
    return table


def test_a_damaged_file_is_never_read_as_other_data(tmp_path: Path) -> None:
    table = check(tmp_path, FEW)

    assert table.total() == FEW
    assert sum(count for (_, end), count in table.items() if end == "CORRUPT") > FEW / 2


@pytest.mark.fuzz
def test_two_thousand_damaged_files_are_never_read_as_other_data(tmp_path: Path) -> None:
    table = check(tmp_path, MANY)

    assert table.total() == MANY
    for (damage, end), count in sorted(table.items()):
        print(f"{damage:24} {end:20} {count:5}")
