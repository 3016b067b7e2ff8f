"""The five datasets hold what the loaded lines say and nothing the workbook can't know."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mlops.sources.procurement.datasets import SCHEMAS
from mlops.sources.procurement.layout import HEADER
from mlops.sources.procurement.sites import site_type
from tests.mlops.sources.workbooks import Unit, convert_file, convert_rows, purchase, write_workbook


def test_codes_that_differ_by_a_leading_zero_stay_two_items(tmp_path: Path) -> None:
    unit = convert_rows(
        tmp_path,
        purchase(item="010409", name="PARAFUSO"),
        purchase(item="10409", name="FITA"),
        purchase(item="50.04", name="LUVA"),
    )

    names = {row["sku"]: row["name"] for row in unit.rows("items")}
    assert names == {"010409": "PARAFUSO", "10409": "FITA", "50.04": "LUVA"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("M²", "M2"), ("m²", "M2"), ("M2", "M2"), ("M³", "M3"), ("m3", "M3"), (" Pç ", "PÇ")],
)
def test_spellings_of_a_unit_become_one(tmp_path: Path, written: str, kept: str) -> None:
    unit = convert_rows(tmp_path, purchase(unit=written))

    (item,) = unit.rows("items")
    assert (item["unit_measure"], item["extra_attributes"]) == (kept, "{}")


def test_an_item_remembers_the_unit_spellings_it_was_bought_in(tmp_path: Path) -> None:
    unit = convert_rows(
        tmp_path, *(purchase(unit=u, request=n) for n, u in enumerate(["M²", "M2"]))
    )

    (item,) = unit.rows("items")
    assert item["unit_measure"] == "M2"
    assert json.loads(item["extra_attributes"]) == {"units_seen": ["M2", "M²"]}
    assert unit.lines["warnings"] == {"UNIT_NORMALISED": 1}


def test_the_most_frequent_name_family_and_unit_of_an_item_win(tmp_path: Path) -> None:
    odd = purchase(request=1, name="PARAFUSO", family="EPI", unit="CX")

    unit = convert_rows(tmp_path, purchase(request=2), odd, purchase(request=3))

    (item,) = unit.rows("items")
    kept = (item["name"], item["family"], item["unit_measure"])
    assert kept == ("PARAFUSO 3/8", "FERRO E AÇO", "UN")
    expected = {"NAME_VARIANT": 1, "FAMILY_VARIANT": 1, "UNIT_VARIANT": 1}
    assert unit.lines["warnings"] == expected
    assert {note["row"] for note in unit.notes("warning")} == {3}


def test_of_equally_frequent_names_the_latest_line_wins(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(name="ANTIGO"), purchase(name="NOVO"))

    assert unit.rows("items")[0]["name"] == "NOVO"
    (warning,) = unit.notes("warning")
    assert (warning["row"], warning["value"]) == (2, "ANTIGO")


def test_an_item_without_a_family_is_loaded_without_one(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(family=None))

    assert unit.outcomes == (1, 0, 0, 0)
    assert unit.rows("items")[0]["family"] is None


def test_a_missing_depot_becomes_the_explicit_unknown_site(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(depot=None), purchase(depot="\u00a0", request=2))

    (site,) = unit.rows("sites")
    assert (site["code"], site["site_type"]) == ("UNKNOWN", "UNKNOWN")
    assert site["name"] == "Depósito não informado"
    assert {row["site_code"] for row in unit.rows("orders")} == {"UNKNOWN"}
    assert unit.lines["warnings"] == {"DEPOT_MISSING": 2}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ALMOX-BA", "WAREHOUSE"),
        ("ESCRITÓRIO", "OFFICE"),
        ("TEC007", "TECHNICIAN"),
        ("BAFRD017", "TOWER"),
        ("SP4-UBA-00", "TOWER"),
        ("BR80584-A", "TOWER"),
        ("12060002", "TOWER"),
        ("BASBF1E", "TOWER"),
        ("TECBA017", "TOWER"),
        ("GERBA", "UNKNOWN"),
        ("LEM4", "UNKNOWN"),
        ("NC001", "UNKNOWN"),
        ("SE_LAURO", "UNKNOWN"),
        ("UNKNOWN", "UNKNOWN"),
    ],
)
def test_a_depot_code_tells_the_site_type_or_stays_unknown(code: str, kind: str) -> None:
    assert site_type(code) == kind


def test_every_site_says_that_the_depot_column_is_unreliable(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(depot="TEC001"), purchase(depot=None))

    notes = [site["data_quality_note"] for site in unit.rows("sites")]
    assert notes == ["DEPOT_UNRELIABLE"] * 3


def test_a_supplier_is_a_code_and_nothing_invented(tmp_path: Path) -> None:
    (supplier,) = convert_rows(tmp_path, purchase()).rows("suppliers")

    known = {key: value for key, value in supplier.items() if value is not None}
    assert known == {"code": "F0001", "name": "F0001", "active": True}


def test_an_order_has_neither_price_nor_promise(tmp_path: Path) -> None:
    (order,) = convert_rows(tmp_path, purchase(wanted_on=dt.date(2025, 3, 1))).rows("orders")

    assert {key: value for key, value in order.items() if value is not None} == {
        "order_number": "95949",
        "order_line": 1,
        "order_date": dt.date(2025, 3, 8),
        "sku": "010409",
        "supplier_code": "F0001",
        "site_code": "ALMOX-BA",
        "quantity": 10.0,
        "status": "PLACED",
    }


def test_order_lines_number_the_lines_that_share_their_key(tmp_path: Path) -> None:
    later = dt.date(2025, 3, 9)
    lines = [
        purchase(quantity=1),
        purchase(quantity=2),
        purchase(quantity=3, purchased_on=later),
        purchase(quantity=4, depot="TEC001"),
        purchase(quantity=5),
    ]

    orders = convert_rows(tmp_path, *lines).rows("orders")

    numbered = [(row["quantity"], row["order_line"]) for row in orders]
    assert numbered == [(1, 1), (2, 2), (3, 1), (4, 1), (5, 3)]


@pytest.mark.parametrize("request_cell", [95949, "95949"])
def test_a_request_number_is_text_whether_the_cell_is_a_number_or_text(
    tmp_path: Path, request_cell: Any
) -> None:
    unit = convert_rows(tmp_path, purchase(request=request_cell))

    assert unit.rows("orders")[0]["order_number"] == "95949"


def test_demand_adds_up_the_lines_of_one_item_site_supplier_and_request_day(
    tmp_path: Path,
) -> None:
    # Request day 3 March. 0.1 + 0.2 must come out as 0.3 exactly, the other key stands apart.
    unit = convert_rows(
        tmp_path,
        purchase(quantity=0.1, request=1),
        purchase(quantity=0.2, request=2),
        purchase(quantity=7, supplier="F0002"),
    )

    rows = [(row["supplier_code"], row["quantity"]) for row in unit.rows("demand")]
    assert rows == [("F0001", 0.3), ("F0002", 7.0)]
    assert {row["full_date"] for row in unit.rows("demand")} == {dt.date(2025, 3, 3)}


@pytest.mark.parametrize(
    ("days", "mean"),
    [
        ([5], 5),
        ([0], 0),
        ([150], 150),
        ([151], None),
        ([-1], None),
        ([5, 6], 6),  # 5.5, halves go up
        ([5, 5, 6], 5),  # 5.33
        ([4, 151, -30], 4),  # only the first one measures a lead time
    ],
)
def test_lead_time_is_the_rounded_mean_of_the_lines_that_measure_one(
    tmp_path: Path, days: list[int], mean: int | None
) -> None:
    asked = dt.date(2025, 3, 3)
    lines = [
        purchase(request=number, purchased_on=asked + dt.timedelta(days=n))
        for number, n in enumerate(days)
    ]

    (demand,) = convert_rows(tmp_path, *lines).rows("demand")

    assert demand["lead_time_days"] == mean
    assert demand["quantity"] == 10 * len(days)


def test_the_manifest_lists_parents_first_with_rows_and_fingerprints(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(), purchase(item="010410"))

    files = unit.manifest["files"]
    listed = [(file["dataset"], file["rows"]) for file in files]
    assert listed == [("sites", 1), ("suppliers", 1), ("items", 2), ("orders", 2), ("demand", 2)]
    for file in files:
        content = (unit.path / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]


def test_the_manifest_identifies_the_workbook_it_came_from(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "compras.xlsx", [purchase(), purchase(unit="SR")])

    manifest = convert_file(path).manifest

    fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest["source_file"] == {"name": "compras.xlsx", "sha256": fingerprint, "rows": 2}
    assert (manifest["version"], manifest["source"]) == (1, "procurement")


def test_as_of_is_the_latest_plausible_request_date_services_included(tmp_path: Path) -> None:
    asked = [dt.date(2025, 3, day) for day in (1, 2, 3, 4, 5)]
    lines = [purchase(requested_on=day) for day in asked]
    service = purchase(unit="SR", requested_on=dt.date(2025, 3, 20))
    mistyped = purchase(requested_on=dt.date(2027, 3, 3))

    unit = convert_rows(tmp_path, *lines, service, mistyped)

    assert unit.manifest["as_of"] == "2025-03-20"


def test_a_workbook_without_one_usable_date_has_no_as_of(tmp_path: Path) -> None:
    unit = convert_rows(tmp_path, purchase(requested_on=None))

    assert unit.manifest["as_of"] is None
    assert [file["rows"] for file in unit.manifest["files"]] == [0, 0, 0, 0, 0]


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    lines = [purchase(), purchase(item="010410", depot=None), purchase(unit="SR")]
    path = write_workbook(tmp_path / "purchases.xlsx", lines)
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())

    first, second = convert_file(path), convert_file(copy)

    names = sorted(file.name for file in first.path.iterdir())
    parquet = [f"{name}.parquet" for name in [*SCHEMAS, "lines"]]
    assert names == sorted(["manifest.json", *parquet])
    assert [name for name in names if _content(first, name) != _content(second, name)] == []


def _content(unit: Unit, name: str) -> bytes:
    return (unit.path / name).read_bytes()


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "mirror.xlsx", [purchase()[::-1]], header=HEADER[::-1])

    assert convert_file(path).rows("orders") == convert_rows(tmp_path, purchase()).rows("orders")
