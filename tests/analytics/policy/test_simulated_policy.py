"""Every figure of the policy of a simulated company, against its definition in plain Python."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from analytics.models import InventoryPolicy, ItemClassification
from analytics.policy.computing import compute_policy
from tests.analytics.policy.by_hand import (
    daily_demand,
    lead_time,
    mean_and_std,
    rounded,
    rows,
    stock_by_pair,
    wanted_by_pair,
)
from tests.mlops.conftest import empty_world

__all__ = ["empty_world"]

DAY = date(2026, 10, 31)
# Standard normal quantiles from a table of the distribution (NIST, six decimals).
Z = {
    Decimal("0.9000"): Decimal("1.281552"),
    Decimal("0.9500"): Decimal("1.644854"),
    Decimal("0.9800"): Decimal("2.053749"),
    Decimal("0.9900"): Decimal("2.326348"),
}


@pytest.fixture
def policy(empty_world: None) -> list[InventoryPolicy]:
    """The policy of 24 materials at three sites after 400 simulated days."""
    call_command("seed_demo", items=24, sites=3, days=400, seed=7, end_date=DAY, stdout=StringIO())
    compute_policy(day=DAY)
    found = list(InventoryPolicy.objects.filter(as_of=DAY).select_related("item"))
    assert len(found) > 20
    return found


def test_every_figure_equals_its_definition(policy: list[InventoryPolicy]) -> None:
    wanted, stock = wanted_by_pair(), stock_by_pair()
    classes = {row.item_id: row.abc_class for row in ItemClassification.objects.all()}
    sources = set()
    for row in policy:
        pair = (row.item_id, row.site_id)
        days, mean, std = daily_demand(wanted[pair], stock[pair], DAY)
        source, lead_mean, lead_std, receipts = lead_time(pair, DAY)
        d, sd = rounded(mean), rounded(std)
        lead, lead_noise = rounded(lead_mean), rounded(lead_std)
        assert (row.observed_days, row.mean_daily_demand, row.std_daily_demand) == (days, d, sd)
        assert (row.lead_time_source, row.lead_time_days, row.lead_time_std) == (
            source, lead, lead_noise,
        )  # fmt: skip
        assert row.lead_time_receipts == receipts
        assert row.z == Z[service_level(classes[row.item_id], row.item.criticality)]
        assert d is not None
        assert sd is not None
        assert lead is not None
        assert lead_noise is not None
        # D-13: z sqrt(L sd^2 + d^2 sL^2), and d L on top
        safety = rounded(row.z * (lead * sd**2 + d**2 * lead_noise**2).sqrt())
        assert safety is not None
        assert (row.safety_stock, row.reorder_point) == (safety, rounded(d * lead + safety))
        assert (row.stock_date, row.current_stock) == (DAY, stock[pair][DAY])
        sources.add(source)
    assert {"SUPPLIER_ITEM", "ITEM"} <= sources


def service_level(abc_class: str | None, criticality: int | None) -> Decimal:
    """The seeded rules: A .98, B .95, C and unclassified .90, criticality of 8 and more .99."""
    if criticality is not None and criticality >= 8:
        return Decimal("0.9900")
    return {"A": Decimal("0.9800"), "B": Decimal("0.9500")}.get(abc_class or "", Decimal("0.9000"))


def test_inbound_is_what_was_ordered_and_has_not_arrived(policy: list[InventoryPolicy]) -> None:
    open_orders: dict[tuple[int, int], list[Any]] = {}
    for item, site, quantity, expected in rows(
        "SELECT item_id, site_id, quantity, expected_delivery_date FROM core.fact_orders"
        " WHERE status IN ('PLACED', 'DELAYED')"
    ):
        open_orders.setdefault((item, site), []).append((quantity, expected))
    found = 0
    for row in policy:
        lines = open_orders.get((row.item_id, row.site_id), [])
        due = [expected for _, expected in lines if expected > DAY]
        assert (row.inbound_quantity, row.inbound_orders) == (sum(q for q, _ in lines), len(lines))
        assert row.next_inbound_date == min(due, default=None)
        assert row.inbound_undated_quantity == sum(q for q, e in lines if e <= DAY)
        found += len(lines)
    assert found > 3


def test_abc_xyz_and_demand_classes_equal_their_definitions(policy: list[InventoryPolicy]) -> None:
    month, first = date(2026, 10, 1), date(2025, 10, 1)
    value, wanted = year_of_demand(first, month)
    total, dearer = sum(value.values()), Decimal(0)
    assert len(value) > 10
    for item in sorted(value, key=lambda one: (-value[one], one)):
        row = ItemClassification.objects.get(item_id=item, valid_from=month, source="COMPUTED")
        share = dearer / total
        abc = (
            "C"
            if not value[item]
            else "A"
            if share < Decimal("0.8")
            else "B"
            if share < Decimal("0.95")
            else "C"
        )
        assert (row.abc_class, row.annual_value) == (abc, rounded(value[item], 2))
        assert row.value_share_before == rounded(share, 6)
        dearer += value[item]
        check_variability(row, wanted.get(item, {}), month)


def year_of_demand(
    first: date, month: date
) -> tuple[dict[int, Decimal], dict[int, dict[date, Decimal]]]:
    """Value, and units by day, of each item's demand of the twelve months before the month."""
    value = {item: Decimal(0) for (item,) in rows("SELECT item_id FROM core.dim_item WHERE active")}
    wanted: dict[int, dict[date, Decimal]] = {}
    for item, day, units, cost, usual in rows(
        "SELECT item_id, full_date, quantity + coalesce(unfulfilled_quantity, 0), demand.unit_cost,"
        " item.unit_cost FROM core.fact_demand_daily AS demand JOIN core.dim_item AS item"
        " USING (item_id) WHERE full_date >= %s AND full_date < %s",
        first, month,
    ):  # fmt: skip
        paid = cost if cost is not None else usual
        value[item] = value.get(item, Decimal(0)) + units * (paid or 0)
        days = wanted.setdefault(item, {})
        days[day] = days.get(day, Decimal(0)) + units
    return value, wanted


def check_variability(row: ItemClassification, wanted: dict[date, Decimal], month: date) -> None:
    if not wanted:
        assert (row.xyz_class, row.demand_class, row.demand_interval) == (None, None, None)
        return
    last = month - timedelta(days=1)
    # Simulated history begins four days before the year: most items were wanted before it.
    earlier = rows(
        "SELECT 1 FROM core.fact_demand_daily WHERE item_id = %s AND full_date < '2025-10-01'",
        row.item_id,
    )
    first = date(2025, 10, 1) if earlier else min(wanted)
    weeks = [Decimal(0)] * min((last - first).days // 7 + 1, 52)
    for day, units in wanted.items():
        if (last - day).days // 7 < len(weeks):
            weeks[(last - day).days // 7] += units
    mean, std = mean_and_std(weeks)
    cv = std / mean if std is not None and mean else None
    assert (row.weekly_mean, row.demand_cv) == (rounded(mean), rounded(cv))
    assert row.xyz_class == (
        None if cv is None else "X" if cv <= Decimal("0.5") else "Y" if cv <= 1 else "Z"
    )
    sizes = [units for units in wanted.values() if units > 0]
    interval = Decimal((month - first).days) / len(sizes)
    size_mean, size_std = mean_and_std(sizes)
    cv2 = (size_std / size_mean) ** 2 if size_std is not None else None
    assert (row.demand_interval, row.size_cv2) == (rounded(interval), rounded(cv2))
    assert row.demand_class == syntetos_boylan(interval, cv2)


def syntetos_boylan(interval: Decimal, cv2: Decimal | None) -> str | None:
    if cv2 is None:
        return None
    if interval < Decimal("1.32"):
        return "SMOOTH" if cv2 < Decimal("0.49") else "ERRATIC"
    return "INTERMITTENT" if cv2 < Decimal("0.49") else "LUMPY"
