"""One pass over a file's bytes: its hash, and what no CSV of ours may contain."""

import codecs
import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from mlops.pipeline.errors import LoadError

PARQUET = b"PAR1"
BLOCK = 1 << 20
LONGEST_LINE = 1 << 20
_ARCHIVES = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # without a file
    b"PK\x07\x08": "zip",  # in several parts
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!": "RAR",
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Scan:
    """What the bytes say: sha256 in hex, "parquet" or "csv", and how many bytes there are."""

    sha256: str
    form: str
    size: int


def scan(handle: BinaryIO) -> Scan:
    """Read a file from its start to its end. LoadError when its bytes rule it out."""
    head = handle.read(16)
    handle.seek(0)
    if not head:
        raise LoadError("EMPTY_FILE", "the file has no bytes")
    for magic, name in _ARCHIVES.items():
        if head.startswith(magic):
            raise LoadError("ARCHIVE", f"a {name} archive is not read: unpack it first")
    if head.startswith(b"PARE"):
        raise LoadError("SCHEMA", "an encrypted parquet file is not read")
    form = _form(handle, head)
    digest = hashlib.sha256()
    text = _TextScan() if form == "csv" else None
    size = 0
    while block := handle.read(BLOCK):
        size += len(block)
        digest.update(block)
        if text:
            text.feed(block)
    if text:
        text.close()
    handle.seek(0)
    return Scan(sha256=digest.hexdigest(), form=form, size=size)


def _form(handle: BinaryIO, head: bytes) -> str:
    """ "parquet" or "csv". LoadError CORRUPT when only the end says that it is parquet."""
    if head.startswith(PARQUET):
        return "parquet"
    ends_as_parquet = False
    if handle.seek(0, io.SEEK_END) >= len(PARQUET):
        handle.seek(-len(PARQUET), io.SEEK_END)
        ends_as_parquet = handle.read() == PARQUET
    handle.seek(0)
    if ends_as_parquet or str(getattr(handle, "name", "")).lower().endswith(".parquet"):
        raise LoadError("CORRUPT", "not a whole parquet file (it does not begin with PAR1)")
    return "csv"


class _TextScan:
    """Encoding, NUL bytes, line ends, quotes and line length of a CSV, block by block."""

    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
        self.offset = 0
        self.line = 1
        self.rest = b""

    def feed(self, block: bytes) -> None:
        # A header's first letter and its other byte; the mark before them may be left out.
        if self.offset == 0 and (block.startswith(_UTF_16) or b"\0" in block[:2]):
            raise LoadError("ENCODING", "UTF-16 at byte 0: save the file as UTF-8", offset=0)
        self._decode(block)
        if (nul := block.find(b"\0")) >= 0:
            self._refuse("a NUL byte", block[:nul])
        self._check_lines(block)
        self.offset += len(block)

    def close(self) -> None:
        self._decode(b"", final=True)
        if self.rest.count(b'"') % 2:
            self._refuse("a quote that is never closed")
        if b"\r" in self.rest.rstrip(b"\r"):
            self._refuse("a carriage return inside a line")

    def _decode(self, block: bytes, *, final: bool = False) -> None:
        pending = len(self.decoder.getstate()[0])
        try:
            self.decoder.decode(block, final)
        except UnicodeDecodeError as error:
            at = self.offset - pending + error.start
            raise LoadError(
                "ENCODING", f"byte {at} is not UTF-8: save the file as UTF-8", offset=at
            ) from None

    def _check_lines(self, block: bytes) -> None:
        body = self.rest + block
        suspicious = b'"' in body or b"\r" in body
        head, newline, self.rest = body.rpartition(b"\n")
        if len(self.rest) > LONGEST_LINE:
            self._refuse(f"a line of more than {LONGEST_LINE} bytes", head + newline)
        if not newline:
            return
        if suspicious:
            self._check_each(head)
        self.line += head.count(b"\n") + 1

    def _check_each(self, lines: bytes) -> None:
        for number, line in enumerate(lines.split(b"\n"), self.line):
            if line.count(b'"') % 2:
                raise self._fault("a quote that is not closed on its line", number)
            if b"\r" in line.removesuffix(b"\r"):
                raise self._fault("a carriage return inside a line", number)

    def _refuse(self, what: str, before: bytes = b"") -> None:
        raise self._fault(what, self.line + before.count(b"\n"))

    @staticmethod
    def _fault(what: str, line: int) -> LoadError:
        return LoadError("CSV_SYNTAX", f"line {line} has {what}", line=line)
