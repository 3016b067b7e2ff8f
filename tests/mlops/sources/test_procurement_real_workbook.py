"""The company's own workbook, when it lies beside the checkout.

Every expected figure comes from the README that accompanies the workbook, or follows from its
figures as written beside the assertion.
"""

from __future__ import annotations

import datetime as dt
import statistics
from pathlib import Path

import pytest

from mlops.sources.procurement.unit import convert
from mlops.sources.procurement.workbook import read_workbook
from tests.mlops.sources.workbooks import TODAY, Unit

WORKBOOK = Path(__file__).parents[4] / "shared" / "data" / "procurement.xlsx"

pytestmark = pytest.mark.skipif(
    not WORKBOOK.exists(),
    reason="the company's workbook isn't at ../shared/data/procurement.xlsx beside the checkout",
)


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Unit:
    unit_dir = tmp_path_factory.mktemp("procurement") / "unit"
    return Unit(unit_dir, convert(WORKBOOK, unit_dir, today=TODAY))


def test_all_4207_lines_are_accounted_for(unit: Unit) -> None:
    counts = unit.lines

    # README: 4,207 lines, 817 of them services.
    assert counts["read"] == 4_207
    assert counts["service"] == 817
    assert sum(unit.outcomes) == 4_207
    assert len(unit.rows("orders")) == counts["loaded"]


def test_the_256_exact_duplicates_are_all_found(unit: Unit) -> None:
    warnings = unit.lines["warnings"]

    # README: 256 exact duplicates, 242 of them services; 256 - 242 = 14 of materials. Those
    # whose line has no dates are rejected first, so the 14 split into two counts.
    assert warnings["DUPLICATE_SERVICE"] == 242
    assert unit.lines["duplicate"] + warnings["DUPLICATE_REJECTED"] == 14


def test_the_lines_without_dates_are_the_only_rejected_ones(unit: Unit) -> None:
    lines = read_workbook(WORKBOOK).lines
    undated = [line for line in lines if line.purchased_on == ""]
    services = [line for line in undated if line.unit == "SR"]

    # README: 19 lines have no dates. Seen in the sheet: one of them is a service, which leaves
    # 18 materials; the one purchase of 2022 is a service too, so no date is out of range.
    assert (len(undated), len(services)) == (19, 1)
    assert unit.lines["rejected"] == 19 - 1
    assert unit.lines["by_code"] == {"DATE_MISSING": 19 - 1}


def test_the_workbook_names_the_codes_suppliers_and_depots_the_readme_counts() -> None:
    lines = read_workbook(WORKBOOK).lines

    # README: 879 codes, 472 suppliers, 20 families, 190 depots, 817 lines without a depot.
    assert len({line.item for line in lines}) == 879
    assert len({line.supplier for line in lines}) == 472
    assert len({line.family for line in lines}) == 20
    assert len({line.depot for line in lines} - {""}) == 190
    assert [line.depot for line in lines].count("") == 817


def test_codes_stay_the_text_they_are_in_the_workbook(unit: Unit) -> None:
    items = {row["sku"]: row["name"] for row in unit.rows("items")}

    # README: 010409 is a bolt and 10409 a tape; 50.04 is a code (of a service, so no item).
    assert "PARAF" in items["010409"]
    assert "FITA" in items["10409"]
    assert "50.04" in {line.item for line in read_workbook(WORKBOOK).lines}
    assert "50.04" not in items


def test_only_things_a_loaded_line_refers_to_are_in_the_unit(unit: Unit) -> None:
    orders = unit.rows("orders")

    assert {row["sku"] for row in unit.rows("items")} == {row["sku"] for row in orders}
    assert {row["code"] for row in unit.rows("suppliers")} == {r["supplier_code"] for r in orders}
    sites = {row["code"] for row in unit.rows("sites")}
    assert sites == {row["site_code"] for row in orders}
    assert "UNKNOWN" in sites


def test_no_unit_variant_is_left(unit: Unit) -> None:
    units = {row["unit_measure"] for row in unit.rows("items")}

    # README: unit variants M²/M2, M³/M3.
    assert {"M2", "M3"} <= units
    assert units.isdisjoint({"M²", "M³", "SR"})


def test_the_dates_are_the_ones_the_readme_gives(unit: Unit) -> None:
    # README: effectively 2024-12 to 2025-10; the purchase dated 2022 doesn't come through.
    ordered = [row["order_date"] for row in unit.rows("orders")]
    assert min(ordered) >= dt.date(2024, 10, 1)
    assert max(ordered) < dt.date(2025, 11, 1)
    assert "2025-10-01" <= unit.manifest["as_of"] <= "2025-10-31"


def test_quantity_and_lead_time_survive_the_conversion(unit: Unit) -> None:
    demand = unit.rows("demand")

    ordered = sum(row["quantity"] for row in unit.rows("orders"))
    assert sum(row["quantity"] for row in demand) == pytest.approx(ordered, abs=1e-4)
    # README: median 6 days over materials, 0-150 days. Groups of lines share one day and
    # supplier, so their median lies within a day of the lines'.
    days = [row["lead_time_days"] for row in demand if row["lead_time_days"] is not None]
    assert statistics.median(days) == pytest.approx(6, abs=1)
    assert min(days) >= 0
    assert max(days) <= 150


def test_after_the_fact_purchases_of_materials_are_loaded_with_a_warning(unit: Unit) -> None:
    lines = [line for line in read_workbook(WORKBOOK).lines if line.purchased_on != ""]
    early = [line for line in lines if str(line.purchased_on) < str(line.requested_on)]
    materials = [line for line in early if line.unit != "SR"]

    # README: 275 purchases precede their request, services among them.
    assert len(early) == 275
    assert unit.lines["warnings"]["PURCHASE_BEFORE_REQUEST"] == len({*map(repr, materials)})
