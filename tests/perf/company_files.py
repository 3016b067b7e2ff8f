"""What made files share: the company that is loaded before anything is measured, and noise."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

ITEMS = 50_000
SKUS = tuple(f"MAT-{number:06d}" for number in range(1, ITEMS + 1))
SITE_CODES = ("BA01", "PE01", "RJ01", "SP01", "SP02")
SUPPLIER_CODES = tuple(f"F{number:03d}" for number in range(1, 21))
FAMILIES = ("CABLES", "CONNECTORS", "POWER", "RADIO", "TOOLS", "TOWER HARDWARE")


def write_items(path: Path) -> None:
    families = [FAMILIES[number % len(FAMILIES)] for number in range(ITEMS)]
    table = pa.table(
        {
            "sku": pa.array(SKUS),
            "name": pa.array([f"Material {sku}" for sku in SKUS]),
            "family": pa.array(families),
            "unit_measure": pa.repeat(pa.scalar("UN"), ITEMS),
            "abc_class": pa.array(["AABBBCCCCC"[number % 10] for number in range(ITEMS)]),
        }
    )
    _write(table, path)


def write_sites(path: Path) -> None:
    names = [f"Site {code}" for code in SITE_CODES]
    _write(pa.table({"code": pa.array(SITE_CODES), "name": pa.array(names)}), path)


def write_suppliers(path: Path) -> None:
    names = [f"Supplier {code}" for code in SUPPLIER_CODES]
    _write(pa.table({"code": pa.array(SUPPLIER_CODES), "name": pa.array(names)}), path)


DIMENSIONS = {"sites": write_sites, "suppliers": write_suppliers, "items": write_items}


def noise(row: NDArray[np.int64]) -> NDArray[np.float64]:
    """A number from 0 to 1 for each row number, always the same one, and no pattern among them:
    figures that repeat would shrink in a file as no real ones do.

    The mixing of SplitMix64 (Steele, Lea and Flood, 2014).
    """
    mixed = (row.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))).astype(np.float64) / 2.0**64


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
