"""The classes of items: by value, by how steady demand is, and by people."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from analytics.models import InventoryPolicy, ItemClassification
from analytics.policy.computing import compute_policy
from support.models import LoadRun
from tests.analytics.policy.world import (
    CABLE,
    DAY,
    FUSE,
    ago,
    execute,
    fill_dimensions,
    policy_of,
    wanted,
    wanted_daily,
)  # fmt: skip


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    fill_dimensions()


def classes() -> dict[int, Any]:
    return {
        row.item_id: (row.abc_class, row.annual_value)
        for row in ItemClassification.objects.filter(source="COMPUTED")
    }


def test_class_a_ends_with_the_item_that_reaches_eighty_percent() -> None:
    execute(
        "INSERT INTO core.dim_item (item_id, sku, name, unit_cost)"
        " VALUES (3, 'C3', 'C3', 10), (4, 'C4', 'C4', 10), (5, 'C5', 'C5', NULL)"
    )
    for item, units in ((CABLE, 80), (FUSE, 10), (3, 10), (5, 1)):
        wanted(40, units, item)
    compute_policy(day=DAY)
    # 800 of 1,000 BRL; before the fuses exactly 80% are held, so they are B, and before the next,
    # equal in value and later in number, 90%. Nothing was wanted of item 4; item 5 has no cost.
    assert classes() == {
        CABLE: ("A", 800), FUSE: ("B", 100), 3: ("B", 100), 4: ("C", 0), 5: (None, None),
    }  # fmt: skip


def test_a_class_knows_no_day_of_the_month_it_holds_for() -> None:
    wanted(30, 1, CABLE)  # 1 October, the first day of the month
    wanted(31, 1, FUSE)
    wanted(395, 1, FUSE)  # 1 October a year before, the first day that counts
    wanted(396, 100, FUSE)
    compute_policy(day=DAY)
    assert classes() == {CABLE: ("C", 0), FUSE: ("A", 20)}
    assert {row.valid_from for row in ItemClassification.objects.all()} == {ago(30)}


def test_a_second_run_changes_no_class_and_leaves_one_policy() -> None:
    wanted_daily(1)
    assert compute_policy(day=DAY).classes_written == 2
    again = compute_policy(day=DAY)
    assert (again.classes_written, InventoryPolicy.objects.count()) == (0, 1)
    assert policy_of().run_id == LoadRun.objects.filter(dataset="policy").latest("run_id").run_id


def test_a_person_s_class_wins_until_it_ends_and_stays_beside_the_figure() -> None:
    wanted_daily(1)
    execute(
        "INSERT INTO analytics.item_classifications"
        " (item_id, valid_from, source, abc_class, actor, valid_to)"
        " VALUES (1, %s, 'OVERRIDE', 'B', 'ana', %s)",
        ago(60), DAY,
    )  # fmt: skip
    compute_policy(day=DAY)
    compute_policy(day=DAY + timedelta(days=1))
    row, after = policy_of(), policy_of(day=DAY + timedelta(days=1))
    assert (row.abc_class, row.service_level) == ("B", Decimal("0.95"))
    assert (after.abc_class, after.service_level) == ("A", Decimal("0.98"))
    assert ItemClassification.objects.filter(item_id=CABLE).count() == 3  # two months, one person
