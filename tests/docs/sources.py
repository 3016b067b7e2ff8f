"""What the code says of itself: variables it reads and codes it gives."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mlops.datasets import DATASETS
from nova.settings.env import BASE_DIR

PYTHON_READERS = (
    re.compile(
        r"\b(?:text|optional|flag|number|fraction|names|rate|random_secret)\(\s*\"([A-Z0-9_]+)\""
    ),
    re.compile(r"environ(?:\.get|\.pop|\.setdefault)?[(\[]\s*\"([A-Z0-9_]+)\""),
)
DEMO_SIZES = re.compile(r"for name in \(([^)]+)\)\s+if \(value := os\.environ\.get\(f\"DEMO_")
WEB_READERS = (
    re.compile(r"process\.env\.([A-Z0-9_]+)"),
    re.compile(r"^  ([A-Z0-9_]+): z$|^  ([A-Z0-9_]+): z\.", re.MULTILINE),
)
MAKE_READERS = (
    re.compile(r"^(?:export )?([A-Z0-9_]+) \?=", re.MULTILINE),
    re.compile(r"\$\$\{([A-Z0-9_]+):-"),
)
# The standalone server that Next writes reads these two.
OF_NEXT = {"PORT", "HOSTNAME"}
# The account's name and the bundler's mode: nobody sets them for our sake.
NOT_OURS = {"USER", "NODE_ENV"}

CODE = re.compile(r"[A-Z]+(_[A-Z]+)*")
CODE_SOURCES = (
    "mlops/pipeline",
    "mlops/sources/procurement",
    "mlops/dataset_entries",
)
# Constants in capitals that are no code of a load: statuses, values of columns, SQL, units,
# headers, Unicode forms, parquet's encodings, variables.
NOT_CODES = {
    "ALMOX", "ARROW_DEFAULT_MEMORY_POOL", "ARROW_IO_THREADS", "BIT_PACKED", "BRL",
    "BYTE_STREAM_SPLIT", "CANCELLED", "CANDIDATE", "CANDIDATE_PUBLISHED", "CHAMPION",
    "CHECKED", "CZ", "DELAYED", "DELTA_BINARY_PACKED",
    "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "DEPOT_UNRELIABLE", "DISTRIBUTION_CENTER",
    "DOMESTIC", "FAILED", "FALSE", "HR", "HYBRID", "IMPORT", "INTEGER", "KEPT", "LOADS_PRUNED",
    "LOAD_ACTOR", "LOAD_PUBLISHED", "LOAD_ROLLED_BACK", "MALLOC_ARENA_MAX", "MATERIAL",
    "NEEDS_APPROVAL", "NFC", "NFKC", "NFKD", "OFFICE", "OMP_NUM_THREADS", "PLACED", "PLAIN",
    "PLAIN_DICTIONARY", "PUBLISHED", "QUANTIDADE", "RAR", "RECEIVED", "REJECTED", "RETIRED", "RLE",
    "RLE_DICTIONARY", "RUN_PROMOTED", "SR", "STORE", "TECHNICIAN", "TOWER", "TRUE",
    "UNCHANGED", "UNCOMPRESSED",
    "UNKNOWN", "USER", "UTC", "VB", "WAREHOUSE",
}  # fmt: skip


def variables_read() -> set[str]:
    """Environment variables that settings, demo, embedded server, dashboard and Makefile read."""
    python = [BASE_DIR / "manage.py", *_files("nova", "*.py"), *_files("support", "*.py")]
    python += _files("mlops", "*.py")
    read = _found(python, PYTHON_READERS) | _demo_sizes()
    web = [*_files("frontend/src", "*.ts"), *_files("frontend/e2e", "*.ts")]
    web.append(BASE_DIR / "frontend" / "playwright.config.ts")
    read |= _found(web, WEB_READERS)
    read |= _found([BASE_DIR / "Makefile"], MAKE_READERS)
    return (read | OF_NEXT) - NOT_OURS


def codes_given() -> set[str]:
    """Constants in capitals of the load pipeline and the workbook import that can be codes."""
    return (
        {
            node.value
            for path in CODE_SOURCES
            for file in ([BASE_DIR / path] if path.endswith(".py") else _files(path, "*.py"))
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if len(node.value) > 1 and CODE.fullmatch(node.value)
        }
        - NOT_CODES
        - {
            choice
            for dataset in DATASETS.values()
            for column in dataset.columns
            for choice in column.choices
        }
    )


def make_targets() -> set[str]:
    makefile = (BASE_DIR / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def _files(folder: str, pattern: str) -> list[Path]:
    return sorted((BASE_DIR / folder).rglob(pattern))


def _found(files: list[Path], readers: tuple[re.Pattern[str], ...]) -> set[str]:
    return set(_matches(files, readers))


def _matches(files: list[Path], readers: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    for file in files:
        content = file.read_text(encoding="utf-8")
        for reader in readers:
            for match in reader.finditer(content):
                yield next(group for group in match.groups() if group)


def _demo_sizes() -> set[str]:
    """DEMO_ITEMS and so on, whose names the demo puts together."""
    demo = (BASE_DIR / "nova" / "demo.py").read_text(encoding="utf-8")
    sizes = DEMO_SIZES.search(demo)
    assert sizes, "nova/demo.py reads the sizes of the simulation in another way"
    return {f"DEMO_{name.upper()}" for name in re.findall(r"\"(\w+)\"", sizes.group(1))}
