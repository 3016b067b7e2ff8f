"""Checks on the zip container of a workbook, made before any parser sees its contents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from mlops.sources.procurement.refusals import ArchiveUnsafeError, WorkbookCorruptError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 1_000
# Deflate reaches its best ratios on tiny parts full of boilerplate, which harm nobody.
RATIO_FREE_BYTES = 64 * 1024
_CHUNK = 1024 * 1024
_LOCAL_HEADER_BYTES = 30
_NESTED = {".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".xlsx", ".xlsm", ".xlsb"}


def open_checked(content: bytes) -> zipfile.ZipFile:
    """The archive, once its names, sizes and checksums are proved harmless.

    Every entry is unpacked and counted, because a declared size is only a claim. Raises
    WorkbookCorruptError for a broken archive and ArchiveUnsafeError for a hostile one.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise WorkbookCorruptError(f"not an .xlsx workbook: {error}") from error
    entries = archive.infolist()
    _check_names(entries)
    _check_claims(entries)
    unpacked = 0
    for entry in entries:
        _check_headers_agree(archive, entry)
        unpacked += _unpacked_bytes(content, entry, limit=MAX_UNPACKED_BYTES - unpacked)
    return archive


def _check_headers_agree(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuses a part whose own header tells another story than the archive's directory."""
    try:
        archive.open(entry).close()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        raise WorkbookCorruptError(f"part {entry.filename[:200]!r}: {error}") from error


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_ENTRIES:
        raise ArchiveUnsafeError(
            f"{len(names)} parts in the archive, at most {MAX_ENTRIES} allowed"
        )
    if len(set(names)) != len(names):
        raise ArchiveUnsafeError("two parts of the archive share a name")
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise ArchiveUnsafeError(f"part name leaves the archive: {name[:200]!r}")
        if path.suffix.lower() in _NESTED:
            raise ArchiveUnsafeError(f"archive inside the archive: {name[:200]!r}")


def _check_claims(entries: list[zipfile.ZipInfo]) -> None:
    declared = sum(entry.file_size for entry in entries)
    if declared > MAX_UNPACKED_BYTES:
        raise ArchiveUnsafeError(f"declares {declared} bytes unpacked, limit {MAX_UNPACKED_BYTES}")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ArchiveUnsafeError(f"encrypted part: {entry.filename!r}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveUnsafeError(f"unusual compression in part {entry.filename!r}")
        _check_ratio(entry, entry.file_size)


def _check_ratio(entry: zipfile.ZipInfo, unpacked: int) -> None:
    if unpacked > max(RATIO_FREE_BYTES, MAX_RATIO * entry.compress_size):
        raise ArchiveUnsafeError(
            f"part {entry.filename!r} unpacks {entry.compress_size} bytes to {unpacked} or more, "
            f"above {MAX_RATIO} to 1"
        )


def _unpacked_bytes(content: bytes, entry: zipfile.ZipInfo, *, limit: int) -> int:
    """Bytes the entry really holds, with its checksum and declared size confirmed."""
    stored = _stored_bytes(content, entry)
    size, checksum = 0, 0
    try:
        for block in _blocks(stored, deflated=entry.compress_type == zipfile.ZIP_DEFLATED):
            size += len(block)
            checksum = zlib.crc32(block, checksum)
            if size > limit:
                raise ArchiveUnsafeError(f"unpacks to more than {MAX_UNPACKED_BYTES} bytes")
            _check_ratio(entry, size)
    except zlib.error as error:
        raise WorkbookCorruptError(f"part {entry.filename!r} doesn't unpack: {error}") from error
    if size != entry.file_size:
        raise ArchiveUnsafeError(
            f"part {entry.filename!r} declares {entry.file_size}, holds {size}"
        )
    if checksum != entry.CRC:
        raise WorkbookCorruptError(f"part {entry.filename!r} fails its checksum")
    return size


def _stored_bytes(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    header = content[entry.header_offset : entry.header_offset + _LOCAL_HEADER_BYTES]
    if len(header) < _LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise WorkbookCorruptError(f"part {entry.filename!r} has no header")
    name_bytes, extra_bytes = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + _LOCAL_HEADER_BYTES + name_bytes + extra_bytes
    stored = memoryview(content)[start : start + entry.compress_size]
    if len(stored) != entry.compress_size:
        raise WorkbookCorruptError(f"part {entry.filename!r} is cut short")
    return stored


def _blocks(stored: memoryview, *, deflated: bool) -> Iterator[bytes]:
    """The unpacked bytes, at most a megabyte at a time whatever the ratio."""
    if not deflated:
        for start in range(0, len(stored), _CHUNK):
            yield bytes(stored[start : start + _CHUNK])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = stored
    while not unpacker.eof:
        block = unpacker.decompress(pending, _CHUNK)
        pending = unpacker.unconsumed_tail
        if not block and not pending:
            return
        yield block
