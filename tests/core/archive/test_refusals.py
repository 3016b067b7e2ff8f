"""What is refused, and that nothing is lost or half done by it."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.errors import Exit
from tests.core.archive.months import Outcome, attached, audited, content, execute, rows, tables
from tests.databases import session, start_command

Command = Callable[..., Outcome]
ORDERS = ("--fact", "fact_orders")
TABLE = "fact_orders_2003_12"


@pytest.fixture
def place(archive: Command, tmp_path: Path) -> Path:
    """Folder of December 2003 of the orders, archived."""
    assert archive(*ORDERS).code == 0
    return tmp_path / "archive" / "fact_orders" / "2003-12"


def parquet(place: Path) -> Path:
    return place / f"{TABLE}.parquet"


def edit_manifest(place: Path, **changed: object) -> None:
    path = place / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def flip_a_bit(place: Path) -> None:
    spoiled = bytearray(parquet(place).read_bytes())
    spoiled[len(spoiled) // 3] ^= 4
    parquet(place).write_bytes(spoiled)


def cut_short(place: Path) -> None:
    parquet(place).write_bytes(parquet(place).read_bytes()[:-100])


def lose_the_file(place: Path) -> None:
    parquet(place).unlink()


def count_other_rows(place: Path) -> None:
    edit_manifest(place, rows=2)


def other_rows_with_a_true_sha256(place: Path) -> None:
    """A file that is whole and named by its manifest, with one quantity changed."""
    table = pq.read_table(parquet(place))
    quantities = table["quantity"].to_pylist()
    column = table.schema.get_field_index("quantity")
    field = table.schema.field(column)
    altered = pa.array([quantities[0] + 1, *quantities[1:]], field.type)
    changed = table.set_column(column, field, altered)
    pq.write_table(changed, parquet(place), write_page_checksum=True)
    edit_manifest(place, sha256=sha256(parquet(place).read_bytes()).hexdigest())


def lead_astray(place: Path) -> None:
    edit_manifest(place, file="../../fact_demand_daily/2003-12/x.parquet")


def name_another_table(place: Path) -> None:
    edit_manifest(place, fact="dim_item", table="dim_item_2003_12", file="dim_item_2003_12.parquet")


def no_manifest_any_more(place: Path) -> None:
    (place / "manifest.json").write_text("{")


SPOILED = [
    (flip_a_bit, "CORRUPT: ", Exit.REFUSED),
    (cut_short, "CORRUPT: ", Exit.REFUSED),
    (count_other_rows, "CORRUPT: ", Exit.REFUSED),
    (other_rows_with_a_true_sha256, "CORRUPT: ", Exit.REFUSED),
    (lose_the_file, "NO_FILE: ", Exit.NO_FILE),
    (lead_astray, "BAD_MANIFEST: ", Exit.REFUSED),
    (name_another_table, "UNKNOWN_FACT: ", Exit.REFUSED),
    (no_manifest_any_more, "BAD_MANIFEST: ", Exit.REFUSED),
]


@pytest.mark.parametrize(
    ("spoil", "told", "code"), SPOILED, ids=[spoil.__name__ for spoil, _, _ in SPOILED]
)
def test_a_spoiled_archive_is_refused_and_nothing_of_it_remains(
    place: Path, restore: Command, spoil: Callable[[Path], None], told: str, code: Exit
) -> None:
    spoil(place)
    done = restore(*ORDERS)
    assert (done.code, done.err[: len(told)]) == (code, told)
    assert TABLE not in tables()
    assert audited("MONTH_RESTORED") == []


def test_a_month_that_exists_is_never_added_to(place: Path, restore: Command) -> None:
    execute("SELECT core.ensure_month('fact_orders', '2003-12-01')")
    done = restore(*ORDERS)
    assert (done.code, content("fact_orders")) == (Exit.REFUSED, [])
    assert done.err.startswith(f"MONTH_EXISTS: core.{TABLE} is there (attached)")


def test_a_month_without_its_materials_is_refused_whole(place: Path, restore: Command) -> None:
    execute("DELETE FROM core.fact_demand_daily; DELETE FROM core.fact_inventory_daily")
    execute("DELETE FROM core.dim_item WHERE item_id = 1")
    done = restore(*ORDERS)
    assert done.code == Exit.REFUSED
    assert done.err.startswith("CONSTRAINT: insert or update on table")
    assert TABLE not in tables()


def test_a_column_that_is_gone_is_named(place: Path, restore: Command) -> None:
    edit_manifest(
        place,
        columns=[
            {"name": "colour", "kind": "text", "domain": None, "not_null": False,
             "generated": False, "file_type": "string"}
        ],
    )  # fmt: skip
    assert restore(*ORDERS).err.startswith(
        "OTHER_COLUMNS: core.fact_orders has no column colour text any more"
    )


@pytest.mark.parametrize("options", [("--month", "2003-11"), ("--fact", "fact_demand_daily")])
def test_what_is_not_archived_is_told_of(
    place: Path, restore: Command, options: tuple[str, str]
) -> None:
    done = restore(*options)
    assert (done.code, done.err.partition(":")[0]) == (Exit.NO_FILE, "NO_ARCHIVE")


def test_an_archive_of_other_rows_is_kept_and_the_month_stays(
    place: Path, archive: Command, restore: Command
) -> None:
    restore(*ORDERS)
    execute("UPDATE core.fact_orders SET status = 'RECEIVED' WHERE order_number = '\\N'")
    kept = parquet(place).read_bytes()
    done = archive(*ORDERS)
    assert (done.code, done.err.partition(":")[0]) == (Exit.REFUSED, "ARCHIVED_BEFORE")
    assert (TABLE in attached(), parquet(place).read_bytes() == kept) == (True, True)


def test_the_same_rows_are_archived_again_onto_the_same_file(
    place: Path, archive: Command, restore: Command
) -> None:
    kept = parquet(place).read_bytes()
    restore(*ORDERS)
    assert archive(*ORDERS).code == 0
    assert (TABLE in tables(), parquet(place).read_bytes() == kept) == (False, True)


def test_a_spoiled_file_keeps_the_table_from_being_dropped(
    place: Path, archive: Command, restore: Command
) -> None:
    restore(*ORDERS)
    before = content("fact_orders")
    flip_a_bit(place)
    assert archive(*ORDERS).err.startswith("CORRUPT: ")
    assert (TABLE in attached(), content("fact_orders")) == (True, before)


def test_a_month_comes_back_to_its_readers_when_its_file_cannot_be_written(
    archive: Command, tmp_path: Path
) -> None:
    before = content("fact_orders")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "fact_orders").touch()  # a file where the folder should be
    done = archive(*ORDERS)
    assert (done.code, done.err.partition(":")[0]) == (Exit.IO_ERROR, "IO_ERROR")
    assert (TABLE in attached(), content("fact_orders")) == (True, before)
    assert audited("MONTH_ARCHIVED") == []


def test_a_value_that_no_file_holds_keeps_its_month(archive: Command) -> None:
    execute("UPDATE core.fact_orders SET created_at = 'infinity' WHERE order_number = '\\N'")
    done = archive(*ORDERS)
    assert (done.code, done.err.partition(":")[0]) == (Exit.REFUSED, "NOT_EXACT")
    assert TABLE in attached()


def test_a_column_of_a_type_that_no_file_holds_keeps_its_month(archive: Command) -> None:
    execute("ALTER TABLE core.fact_orders ADD span INTERVAL")
    try:
        done = archive(*ORDERS)
        assert done.err.startswith("UNSUPPORTED_TYPE: column span is interval")
        assert TABLE in attached()
    finally:
        execute("ALTER TABLE core.fact_orders DROP span")


def test_only_the_owner_may_archive(archive: Command, tmp_path: Path) -> None:
    to = tmp_path / "archive"
    loader = start_command(
        "archive_partitions", "--before", "2004-01-01", "--to", to, role="nova_loader"
    )
    _, err = loader.communicate(timeout=60)
    assert (loader.returncode, err.partition(":")[0]) == (Exit.NOT_PERMITTED, "NOT_PERMITTED")
    assert len(attached()) == 6


def test_one_archive_or_restore_goes_at_a_time(archive: Command) -> None:
    with session("nova_owner") as other:
        other.execute("SELECT pg_advisory_lock(hashtext('core.archive'))")
        done = archive()
        other.execute("SELECT pg_advisory_unlock_all()")
    assert (done.code, len(attached())) == (Exit.LOCKED, 6)


def test_this_month_and_the_coming_ones_are_not_archived(world: None) -> None:
    tomorrow = date(timezone.localdate().year + 1, 1, 1)
    with pytest.raises(CommandError, match="this month and the coming ones"):
        call_command("archive_partitions", "--before", str(tomorrow))


def test_a_fact_that_is_none_is_named(world: None) -> None:
    with pytest.raises(CommandError, match="no partitioned fact is named dim_item"):
        call_command("archive_partitions", "--before", "2004-01-01", "--fact", "dim_item")


OWN_LOCKS = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE locktype = 'advisory' AND datname = current_database()"
)


def test_nobody_finds_the_lock_of_archives_held_afterwards(place: Path) -> None:
    held = rows(OWN_LOCKS)
    assert held == [(0,)]
