"""Months of a fact: new ones are built aside, held ones are merged into, and both say exactly what
they did."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mlops.pipeline import binary
from tests.mlops.pipeline.conftest import Run, changes, load, told
from tests.mlops.pipeline.published import fingerprint, leftovers, query

FACTS = ("fact_demand_daily", "fact_inventory_daily", "fact_orders")
MONTHS = ("2016_05", "2016_06", "2016_07")  # that no other test loads into
HEADER = "full_date,sku,site_code,supplier_code,quantity\n"
HELD = (
    "SELECT right(demand.tableoid::REGCLASS::TEXT, 7), sku, site.code, full_date::TEXT, quantity"
    " FROM core.fact_demand_daily AS demand JOIN core.dim_item USING (item_id)"
    " JOIN core.dim_site AS site USING (site_id) ORDER BY full_date, sku, site.code"
)
VERSIONS = "SELECT demand_id, xmin::TEXT, ctid::TEXT, run_id FROM core.fact_demand_daily ORDER BY 1"


@pytest.fixture(autouse=True)
def new_months(company: None) -> Iterator[None]:
    """MONTHS are months that no fact has."""
    drop_months()
    yield
    drop_months()


def drop_months() -> None:
    with connection.cursor() as cursor:
        for fact in FACTS:
            for month in MONTHS:
                cursor.execute(f"DROP TABLE IF EXISTS core.{fact}_{month}")


def months() -> list[str]:
    """Which of MONTHS the demand has."""
    name = "fact_demand_daily_"
    held = query("SELECT relname FROM pg_class WHERE relname LIKE %s", f"{name}2016%")
    return sorted(table.removeprefix(name) for (table,) in held)


MAY = "2016-05-30,0012,BA01,,3\n2016-05-31,0012,BA01,,4\n"
MAY_CORRECTED = "2016-05-30,0012,BA01,,3\n2016-05-31,0012,BA01,,9\n2016-05-31,ELE-001,SP01,,1.5\n"
JUNE, JULY = "2016-06-01,0012,BA01,,5\n2016-06-30,ELE-001,BA01,,6\n", "2016-07-01,0012,BA01,,7\n"


def test_one_file_merges_into_a_month_and_makes_others(run_command: Run, tmp_path: Path) -> None:
    load(run_command, tmp_path, "demand", HEADER + MAY)
    before = months()

    outcome = load(run_command, tmp_path, "demand", HEADER + JULY + MAY_CORRECTED + JUNE)

    assert (before, months()) == (["2016_05"], list(MONTHS))
    assert changes(outcome) == (4, 1, 1)  # one of May's and all of June and July are new
    assert query(HELD) == [
        ("2016_05", "0012", "BA01", "2016-05-30", 3),
        ("2016_05", "0012", "BA01", "2016-05-31", 9),
        ("2016_05", "ELE-001", "SP01", "2016-05-31", Decimal("1.5")),
        ("2016_06", "0012", "BA01", "2016-06-01", 5),
        ("2016_06", "ELE-001", "BA01", "2016-06-30", 6),
        ("2016_07", "0012", "BA01", "2016-07-01", 7),
    ]
    assert leftovers() == []


def test_the_run_tells_the_figures_of_all_its_months(run_command: Run, tmp_path: Path) -> None:
    load(run_command, tmp_path, "demand", HEADER + MAY)
    outcome = load(run_command, tmp_path, "demand", HEADER + JULY + MAY_CORRECTED + JUNE)

    assert told(outcome)["details"]["figures"] == {
        "rows": 6,
        "items": 2,
        "sites": 2,
        "total": "31.5000",  # 7 + 3 + 9 + 1.5 + 5 + 6
        "first_date": "2016-05-30",
        "last_date": "2016-07-01",
    }


def test_totals_beyond_an_int64_are_exact(run_command: Run, tmp_path: Path) -> None:
    largest = 99_999_999_999_999
    rows = [f"2016-05-{day:02},0012,BA01,,{largest}\n" for day in range(1, 21)]

    outcome = load(run_command, tmp_path, "demand", HEADER + "".join(rows))

    # 20 x 99,999,999,999,999 in units of 0.0001 is 2 x 10^19; an int64 ends at 9.2 x 10^18.
    assert told(outcome)["details"]["figures"]["total"] == "1999999999999980.0000"
    assert query("SELECT sum(quantity) FROM core.fact_demand_daily") == [(20 * largest,)]


def test_rows_are_numbered_by_run_and_row_of_the_file(run_command: Run, tmp_path: Path) -> None:
    outcome = load(run_command, tmp_path, "demand", HEADER + JULY + MAY)

    run_id = told(outcome)["run_id"]
    found = query("SELECT demand_id, run_id FROM core.fact_demand_daily ORDER BY full_date")
    assert found == [(run_id * 2**32 + row, run_id) for row in (2, 3, 1)]


@pytest.mark.parametrize("held", [False, True], ids=["new month", "held month"])
def test_a_row_that_is_there_twice_counts_once(
    run_command: Run, tmp_path: Path, held: bool
) -> None:
    if held:
        load(run_command, tmp_path, "demand", HEADER + "2016-05-01,0012,BA01,,1\n")

    run = told(load(run_command, tmp_path, "demand", HEADER + MAY + JUNE + MAY))

    counts = (run["rows_read"], run["rows_loaded"], run["rows_duplicate"], run["rows_rejected"])
    assert counts == (6, 4, 2, 0)
    figures = run["details"]["figures"]
    assert (figures["rows"], figures["total"]) == (4, "18.0000")  # 3 + 4 + 5 + 6


@pytest.mark.parametrize("held", [False, True], ids=["new month", "held month"])
def test_a_row_that_is_lost_on_its_way_to_the_server_is_missed(
    run_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    if held:
        load(run_command, tmp_path, "demand", HEADER + "2016-05-01,0012,BA01,,1\n")
    before = fingerprint(), months()
    encode = binary.encode
    monkeypatch.setattr(binary, "encode", lambda batch, into: encode(batch.slice(1), into))

    outcome = load(run_command, tmp_path, "demand", HEADER + MAY)

    assert outcome.err.startswith("NOT_RECONCILED: 2 rows read, but ")
    assert "rows_loaded=1" in outcome.err
    assert ((fingerprint(), months()), leftovers()) == (before, [])


def test_what_all_rows_of_a_new_month_have_alike_is_kept_once(
    run_command: Run, tmp_path: Path
) -> None:
    run_id = told(load(run_command, tmp_path, "demand", HEADER + MAY))["run_id"]

    # PostgreSQL's documentation, pg_attribute: a value for rows written before the column.
    kept_once = query(
        "SELECT attname FROM pg_attribute WHERE atthasmissing"
        " AND attrelid = 'core.fact_demand_daily_2016_05'::REGCLASS ORDER BY attname"
    )
    assert kept_once == [("created_at",), ("extra_attributes",), ("run_id",)]
    assert (
        query(
            "SELECT run_id, extra_attributes, created_at = max(created_at) OVER (), total_cost"
            " FROM core.fact_demand_daily"
        )
        == [(run_id, "{}", True, None)] * 2
    )


@pytest.mark.parametrize("held", [False, True], ids=["new month", "held month"])
def test_two_values_of_one_key_are_named_by_their_rows(
    run_command: Run, tmp_path: Path, held: bool
) -> None:
    if held:
        load(run_command, tmp_path, "demand", HEADER + "2016-05-01,0012,BA01,,1\n")
    before = fingerprint(), months()

    outcome = load(
        run_command, tmp_path, "demand", HEADER + JUNE + MAY + "2016-05-31,0012,BA01,,8\n"
    )

    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "CONFLICTING_DUPLICATE")
    assert "rows 4 and 5" in outcome.err
    assert query("SELECT row_no, code FROM staging.load_rejects") == [(4, "CONFLICTING_DUPLICATE")]
    assert ((fingerprint(), months()), leftovers()) == (before, [])


def test_a_correction_writes_nothing_but_what_differs(run_command: Run, tmp_path: Path) -> None:
    load(run_command, tmp_path, "demand", HEADER + MAY + JUNE)
    before = query(VERSIONS)

    corrected = MAY.replace(",,4", ",,4.25") + JUNE
    outcome = load(run_command, tmp_path, "demand", HEADER + corrected)

    after = query(VERSIONS)
    assert changes(outcome) == (0, 1, 3)
    assert len(after) == len(before) == 4
    assert [new[0] for new, old in zip(after, before, strict=True) if new != old] == [before[1][0]]
    assert after[1][3] == told(outcome)["run_id"]


def test_a_correction_keeps_what_was_there_before_it(run_command: Run, tmp_path: Path) -> None:
    first = load(run_command, tmp_path, "demand", HEADER + MAY + JUNE)
    was = query("SELECT * FROM core.fact_demand_daily WHERE quantity IN (4, 6) ORDER BY demand_id")

    corrected = MAY.replace(",,4", ",,4.25") + JUNE.replace(",,6", ",,0") + JULY
    outcome = load(run_command, tmp_path, "demand", HEADER + corrected)

    assert changes(outcome) == (1, 2, 2)
    kept = f"staging.replaced_{told(outcome)['run_id']}_fact_demand_daily"
    assert query(f"SELECT * FROM {kept} ORDER BY demand_id") == was
    assert len(was) == 2
    assert {row[0] for row in query(f"SELECT run_id FROM {kept}")} == {told(first)["run_id"]}


def test_the_same_file_forced_again_writes_not_one_row(run_command: Run, tmp_path: Path) -> None:
    load(run_command, tmp_path, "demand", HEADER + MAY + JUNE + JULY)
    before = query(VERSIONS)

    again = load(run_command, tmp_path, "demand", HEADER + MAY + JUNE + JULY, "--force")

    assert changes(again) == (0, 0, 5)
    assert len(before) == 5
    assert query(VERSIONS) == before
    kept = query("SELECT relname FROM pg_class WHERE relname LIKE 'replaced%%'")
    assert kept == []


def test_a_day_with_a_supplier_and_without_one_are_two_rows(
    run_command: Run, tmp_path: Path
) -> None:
    load(run_command, tmp_path, "suppliers", "code,name\nF1,Fornecedor\n")
    known = "2016-05-31,0012,BA01,F1,8\n"
    load(run_command, tmp_path, "demand", HEADER + MAY + known)

    outcome = load(run_command, tmp_path, "demand", HEADER + MAY + known.replace(",8", ",2"))

    assert changes(outcome) == (0, 1, 2)
    found = query(
        "SELECT supplier.code, quantity FROM core.fact_demand_daily"
        " LEFT JOIN core.dim_supplier AS supplier USING (supplier_id) ORDER BY quantity"
    )
    assert found == [("F1", 2), (None, 3), (None, 4)]


OTHERS: list[tuple[str, str, str, tuple[str, str]]] = [
    (
        "inventory",
        "full_date,sku,site_code,current_stock\n",
        "2016-05-31,0012,BA01,{n}\n2016-06-01,0012,BA01,-2\n",
        ("-1.5", "3"),
    ),
    (
        "orders",
        "order_number,order_line,order_date,sku,supplier_code,site_code,quantity,status\n",
        "P-1,1,2016-05-31,0012,F1,BA01,5,{n}\nP-1,2,2016-06-01,0012,F1,BA01,5,PLACED\n",
        ("PLACED", "RECEIVED"),
    ),
]


@pytest.mark.parametrize(
    ("dataset", "header", "rows", "values"), OTHERS, ids=[row[0] for row in OTHERS]
)
def test_the_other_facts_go_the_same_ways(
    run_command: Run,
    tmp_path: Path,
    dataset: str,
    header: str,
    rows: str,
    values: tuple[Any, Any],
) -> None:
    load(run_command, tmp_path, "suppliers", "code,name\nF1,Fornecedor\n")
    wrong, right = (header + rows.format(n=value) for value in values)

    first = load(run_command, tmp_path, dataset, wrong)
    corrected = load(run_command, tmp_path, dataset, right)
    again = load(run_command, tmp_path, dataset, right, "--force")

    assert [changes(outcome) for outcome in (first, corrected, again)] == [
        (2, 0, 0), (0, 1, 1), (0, 0, 2),
    ]  # fmt: skip
