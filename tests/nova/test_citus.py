"""nova/db/citus.sql against the schema, by the rules of Citus that a catalogue can tell.

It is run here as far as PostgreSQL alone can run it. The rules are those of docs.citusdata.com:
keys of a distributed table have its distribution column in them, foreign keys lead to references,
and no trigger is on a table that lies on other nodes.
"""

import re
from typing import Any

import pytest
from django.db import Error, connection
from django.test import Client

from nova.settings.env import BASE_DIR
from tests.docs.pages import page, table_rows
from tests.nova.api.examples.company import TODAY, found_company
from tests.nova.api.examples.replies import READS
from tests.support.api import signed_in
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db
DDL = (BASE_DIR / "nova" / "db" / "citus.sql").read_text(encoding="utf-8")
PLACING, _, SPREADING = DDL.partition("-- From here on Citus is needed.")
BY_ITEM = re.compile(r"\bitem_id (?:= %|IN \(%)")


@pytest.fixture
def placed() -> dict[str, set[str]]:
    """Names of tables by where they are, as the file itself places them."""
    with connection.cursor() as cursor:
        cursor.execute(PLACING)
        cursor.execute("SELECT kind, name::TEXT FROM placement")
        found: dict[str, set[str]] = {}
        for kind, name in cursor.fetchall():
            found.setdefault(kind, set()).add(name)
    return found


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def test_every_table_has_its_place(placed: dict[str, set[str]]) -> None:
    assert set(placed) == {"distributed", "reference", "local"}
    assert "core.fact_demand_daily" in placed["distributed"]


def test_a_table_that_was_forgotten_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE core.forgotten (one INTEGER)")
        with pytest.raises(Error, match=r"no placement is given for core\.forgotten"):
            cursor.execute(PLACING)


def test_what_is_placed_elsewhere_is_what_the_statements_spread(
    placed: dict[str, set[str]],
) -> None:
    assert "create_reference_table(name) FROM placement WHERE kind = 'reference'" in SPREADING
    assert "create_distributed_table('core.fact_demand_daily', 'item_id')" in SPREADING
    assert "WHERE kind = 'distributed' AND name <> 'core.fact_demand_daily'" in SPREADING


def test_every_key_of_a_distributed_table_has_the_item_in_it(placed: dict[str, set[str]]) -> None:
    keys = rows(
        "SELECT indrelid::REGCLASS::TEXT, indexrelid::REGCLASS::TEXT, EXISTS ("
        "  SELECT FROM pg_attribute AS part WHERE part.attrelid = indrelid"
        "  AND part.attname = 'item_id' AND part.attnotnull"
        "  AND part.attnum = ANY ((indkey::SMALLINT[])[0:indnkeyatts - 1]))"
        " FROM pg_index WHERE indisunique AND indrelid = ANY (%s::REGCLASS[])",
        list(placed["distributed"]),
    )
    assert {table for table, _, _ in keys} == placed["distributed"]
    assert [key for _, key, has_item in keys if not has_item] == []


def test_foreign_keys_lead_to_what_is_on_every_node(placed: dict[str, set[str]]) -> None:
    spread = placed["distributed"] | placed["reference"]
    keys = rows(
        "SELECT conname, conrelid::REGCLASS::TEXT, confrelid::REGCLASS::TEXT FROM pg_constraint"
        " WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY (%s::REGCLASS[])",
        list(spread),
    )
    assert len(keys) > 15
    dropped = re.findall(r"DROP CONSTRAINT (\w+)", SPREADING)
    elsewhere = [name for name, _, target in keys if target not in placed["reference"]]
    assert elsewhere == dropped


def test_no_trigger_is_on_a_table_of_other_nodes(placed: dict[str, set[str]]) -> None:
    spread = placed["distributed"] | placed["reference"]
    with_triggers = rows(
        "SELECT DISTINCT tgrelid::REGCLASS::TEXT FROM pg_trigger WHERE NOT tgisinternal"
    )
    assert ("support.users",) in with_triggers
    assert {name for (name,) in with_triggers} & spread == set()


def told_reads(what: str) -> set[str]:
    """Operations that the page names in the row of that name."""
    [cells] = [row for row in table_rows(page("scaling.md").section("Citus")) if row[0] == what]
    return set(re.findall(r"`(\w+)`", cells[1]))


def test_the_page_tells_which_reads_ask_one_shard_and_which_all(
    placed: dict[str, set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    found_company()
    client = signed_in(a_user("root", role="ADMIN"))
    spread = names_of(placed["distributed"])
    shards: dict[str, set[str]] = {"one": set(), "all": set()}
    for operation, path in READS.items():
        sent = [text for text in statements(client, path) if spread.search(text)]
        if sent:
            shards["one" if all(map(BY_ITEM.search, sent)) else "all"].add(operation)
    assert shards["one"] == told_reads("one shard")
    assert shards["all"] == told_reads("all shards")


def names_of(distributed: set[str]) -> re.Pattern[str]:
    """Any of the tables, or a view that reads one of them."""
    pattern = "|".join(map(re.escape, sorted(distributed)))
    views = rows(
        "SELECT schemaname || '.' || viewname FROM pg_views WHERE definition ~ %s",
        rf"\m({pattern})\M",
    )
    return re.compile(rf"\b(?:{'|'.join([pattern, *(name for (name,) in views)])})\b")


def statements(client: Client, path: str) -> list[str]:
    """What the address asks of the database; of a family or of all where that may be asked, in
    place of an item."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql.replace('"', ""))
        return execute(sql, params, many, context)

    address = path if path.startswith("/") else f"/api/v1/{path}"
    with connection.execute_wrapper(note):
        for asked in ("family=CABOS", "limit=2", "item_id=1"):
            sent.clear()
            if client.get(address.replace("item_id=1", asked)).status_code == 200:
                return sent
    raise AssertionError(address)
