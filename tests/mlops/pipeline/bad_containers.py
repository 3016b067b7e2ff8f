"""Files that hide their rows: archives and encrypted parquet."""

import base64
import gzip
import struct
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from tests.mlops.pipeline.bad_files import Builder, csv_text
from tests.mlops.pipeline.files import SCHEMA, forecast_rows


def gzipped(folder: Path) -> Path:
    path = folder / "f.parquet"
    path.write_bytes(gzip.compress(csv_text().encode()))
    return path


def gzipped_zeros(folder: Path) -> Path:
    path = folder / "f.csv"
    path.write_bytes(gzip.compress(bytes(10_000_000)))
    return path


def zipped(*names: str) -> Builder:
    def build(folder: Path) -> Path:
        path = folder / "f.csv"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, csv_text())
        return path

    return build


def zip_in_zip(folder: Path) -> Path:
    inner = zipped("a.csv")(folder).read_bytes()
    path = folder / "f.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner)
    return path


def encrypted(folder: Path) -> Path:
    path = folder / "f.parquet"
    path.write_bytes(b"PARE" + b"\0" * 200 + struct.pack("<I", 10) + b"PARE")
    return path


class _OneKey(encryption.KmsClient):  # type: ignore[misc]
    """Keys in the open, which is enough to write a file that nobody here can read."""

    def wrap_key(self, key_bytes: bytes, _master: str) -> bytes:
        return base64.b64encode(key_bytes)

    def unwrap_key(self, wrapped_key: bytes, _master: str) -> bytes:
        return base64.b64decode(wrapped_key)


def encrypted_columns(folder: Path) -> Path:
    """yhat encrypted, the footer in the open and signed."""
    settings = encryption.EncryptionConfiguration(
        footer_key="key", column_keys={"key": ["yhat"]}, plaintext_footer=True
    )
    properties = encryption.CryptoFactory(lambda _: _OneKey()).file_encryption_properties(
        encryption.KmsConnectionConfig(), settings
    )
    path = folder / "f.parquet"
    with pq.ParquetWriter(path, SCHEMA, encryption_properties=properties) as writer:
        writer.write_table(pa.Table.from_pylist(forecast_rows(), schema=SCHEMA))
    return path
