"""A month goes into a file and comes back the same, to the last microsecond."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.core.archive.months import (
    FACTS,
    Outcome,
    attached,
    audited,
    content,
    execute,
    rows,
    structure,
    tables,
)

Command = Callable[..., Outcome]
DECEMBER = [f"{fact}_2003_12" for fact in FACTS]
JANUARY = [f"{fact}_2004_01" for fact in FACTS]


def manifest_of(folder: Path, fact: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / fact / "2003-12" / "manifest.json").read_text())
    return told


def test_archived_and_restored_rows_equal_those_before_in_every_column(
    archive: Command, restore: Command
) -> None:
    before = {fact: content(fact) for fact in FACTS}
    assert [len(before[fact]) for fact in FACTS] == [4, 2, 3]  # one of the four is of January

    assert archive().code == 0
    assert [len(content(fact)) for fact in FACTS] == [1, 0, 0]
    assert restore().code == 0
    assert {fact: content(fact) for fact in FACTS} == before


def test_a_restored_month_is_built_like_the_one_that_was_made_for_it(
    archive: Command, restore: Command
) -> None:
    before = {table: structure(table) for table in DECEMBER}
    assert min(len(found) for found in before.values()) > 15
    archive()
    restore()
    assert {table: structure(table) for table in DECEMBER} == before


def test_only_whole_months_before_the_day_go(archive: Command) -> None:
    done = archive()
    assert done.code == 0
    assert (tables(), attached()) == (JANUARY, JANUARY)
    assert len(done.out.splitlines()) == 3
    assert done.out.startswith("core.fact_demand_daily_2003_12: 3 rows, ")


def test_one_fact_goes_when_it_is_named(archive: Command) -> None:
    archive("--fact", "core.fact_orders")
    assert tables() == sorted(
        [*JANUARY, "fact_demand_daily_2003_12", "fact_inventory_daily_2003_12"]
    )


def test_each_month_that_moves_leaves_one_audit_row(archive: Command, restore: Command) -> None:
    archive()
    restore("--fact", "fact_orders", "--month", "2003-12")
    assert audited("MONTH_ARCHIVED") == [
        ("core.fact_demand_daily_2003_12", 3),
        ("core.fact_inventory_daily_2003_12", 2),
        ("core.fact_orders_2003_12", 3),
    ]
    assert audited("MONTH_RESTORED") == [("core.fact_orders_2003_12", 3)]


def test_the_manifest_tells_what_the_file_is(archive: Command, tmp_path: Path) -> None:
    archive()
    told = manifest_of(tmp_path / "archive", "fact_demand_daily")
    path = tmp_path / "archive" / "fact_demand_daily" / "2003-12" / told["file"]
    assert told["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert told["size"] == path.stat().st_size
    assert (told["rows"], told["first_date"], told["last_date"]) == (3, "2003-12-01", "2003-12-31")
    quantity = next(column for column in told["columns"] if column["name"] == "quantity")
    assert quantity == {
        "name": "quantity", "kind": "numeric(18,4)", "domain": "core.quantity",
        "not_null": True, "generated": False, "file_type": "decimal128(18, 4)",
    }  # fmt: skip
    assert told["numbered"] == ["demand_id"]
    assert any("UNIQUE INDEX" in text for text in told["definitions"]["indexes"])
    assert any("FOREIGN KEY (item_id)" in text for text in told["definitions"]["constraints"])


def test_the_content_digest_is_that_of_the_lines_of_copy(archive: Command, tmp_path: Path) -> None:
    # PostgreSQL's documentation, COPY, text format: fields parted by tabs, \\N for NULL.
    ((number, created),) = rows(
        "SELECT inventory_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        " FROM core.fact_inventory_daily WHERE full_date = '2003-12-15'"
    )
    execute("DELETE FROM core.fact_inventory_daily WHERE full_date = '2003-12-16'")
    archive("--fact", "fact_inventory_daily")
    line = f"{number}\t2003-12-15\t1\t1\t-99999999999999.9999\t\\N\t\\N\t\\N\t8\t{created}+00\n"
    told = manifest_of(tmp_path / "archive", "fact_inventory_daily")
    assert told["content_sha256"] == sha256(line.encode()).hexdigest()


def test_the_file_holds_exact_numbers_and_checked_pages(archive: Command, tmp_path: Path) -> None:
    archive()
    folder = tmp_path / "archive" / "fact_demand_daily" / "2003-12"
    (path,) = folder.glob("*.parquet")
    table = pq.read_table(path, page_checksum_verification=True)
    assert table.schema.field("quantity").type == pa.decimal128(18, 4)
    assert table["quantity"].to_pylist() == [
        Decimal("0.0001"), Decimal("99999999999999.9999"), Decimal(3)
    ]  # fmt: skip
    assert table["full_date"].to_pylist()[0] == date(2003, 12, 1)
    # A CRC in each page: breaking one byte of the first page is told of, with no sha256 at hand.
    spoiled = bytearray(path.read_bytes())
    chunk = pq.ParquetFile(path).metadata.row_group(0).column(0)
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    spoiled[start + chunk.total_compressed_size - 1] ^= 1
    with pytest.raises(OSError, match="CRC"):
        pq.read_table(pa.BufferReader(bytes(spoiled)), page_checksum_verification=True)


def test_an_empty_month_goes_and_comes_back(archive: Command, restore: Command) -> None:
    execute("DELETE FROM core.fact_orders")
    assert archive("--fact", "fact_orders").code == 0
    assert "fact_orders_2003_12" not in tables()
    assert restore().code == 0
    assert "fact_orders_2003_12" in attached()


def test_a_column_added_since_then_gets_its_default(archive: Command, restore: Command) -> None:
    archive("--fact", "fact_orders")
    execute("ALTER TABLE core.fact_orders ADD note TEXT DEFAULT 'none'")
    try:
        assert restore().code == 0
        assert rows("SELECT DISTINCT note FROM core.fact_orders") == [("none",)]
    finally:
        execute("ALTER TABLE core.fact_orders DROP note")


def test_dry_run_tells_the_months_and_moves_none(archive: Command, tmp_path: Path) -> None:
    done = archive("--dry-run")
    assert done.out.splitlines()[0] == (
        "core.fact_demand_daily_2003_12: 3 rows, attached, would go to"
        f" {tmp_path / 'archive' / 'fact_demand_daily' / '2003-12'}"
    )
    assert attached() == sorted([*DECEMBER, *JANUARY])
    assert not (tmp_path / "archive").exists()


def test_a_month_whose_columns_lie_in_another_order_is_archived_again_onto_the_same_file(
    archive: Command, restore: Command
) -> None:
    """As in the months that a load builds: the run's number comes after what it copies."""
    inventory = "fact_inventory_daily"
    month = f"core.{inventory}_2003_12"
    execute(f"ALTER TABLE core.{inventory} DETACH PARTITION {month}")
    execute(f"ALTER TABLE {month} RENAME run_id TO given")
    execute(f"ALTER TABLE {month} ADD run_id BIGINT NOT NULL DEFAULT 8, DROP given")
    execute(f"ALTER TABLE {month} ALTER run_id DROP DEFAULT")
    execute(
        f"ALTER TABLE core.{inventory} ATTACH PARTITION {month}"
        " FOR VALUES FROM ('2003-12-01') TO ('2004-01-01')"
    )
    before = content(inventory)
    told = [
        archive("--fact", inventory).code,
        restore("--fact", inventory).code,
        content(inventory) == before,
        archive("--fact", inventory).code,
    ]
    assert told == [0, 0, True, 0]
