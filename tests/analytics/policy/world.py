"""A small company whose facts a test writes one by one; its business day is DAY."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from analytics.models import InventoryPolicy
from tests.support.factories import AS_OF, a_forecast_run

DAY = AS_OF  # 2026-10-31, the last day that the factories' forecasts know
CABLE, FUSE = 1, 2  # items
HERE, THERE, FAR = 1, 2, 3  # sites; HERE and THERE share a region
ANA, BIA = 1, 2  # suppliers; Ana's master data promise 12 days, Bia's nothing


def execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def ago(days: int) -> date:
    """So many days before DAY; after it when negative."""
    return DAY - timedelta(days=days)


def fill_dimensions() -> None:
    """Two materials at 10 BRL, three sites in two regions, two suppliers; no fact."""
    execute(
        "INSERT INTO core.dim_item (item_id, sku, name, unit_cost)"
        " VALUES (1, 'CAB', 'Cabo', 10), (2, 'FUS', 'Fusível', 10)"
    )
    execute("INSERT INTO core.dim_region (region_id, name) VALUES (1, 'Bahia'), (2, 'Ceará')")
    execute(
        "INSERT INTO core.dim_site (site_id, code, name, region_id)"
        " VALUES (1, 'SSA', 'Salvador', 1), (2, 'FSA', 'Feira', 1), (3, 'FOR', 'Fortaleza', 2)"
    )
    execute(
        "INSERT INTO core.dim_supplier (supplier_id, code, name, avg_lead_time_days)"
        " VALUES (1, 'ANA', 'Ana', 12), (2, 'BIA', 'Bia', NULL)"
    )
    execute(
        "INSERT INTO core.dim_calendar (full_date) SELECT generate_series("
        "DATE '2023-01-01', DATE '2027-12-31', '1 day')::DATE ON CONFLICT DO NOTHING"
    )


def _with_month(fact: str, day: date) -> None:
    execute("SELECT core.ensure_month(%s, %s)", fact, day)


def wanted(
    days_ago: int, units: str | int, item: int = CABLE, site: int = HERE, missed: str | None = None
) -> None:
    """Demand of one day: units served, and those missed."""
    _with_month("fact_demand_daily", ago(days_ago))
    execute(
        "INSERT INTO core.fact_demand_daily (full_date, item_id, site_id, quantity,"
        " unfulfilled_quantity, run_id) VALUES (%s, %s, %s, %s, %s, 1)",
        ago(days_ago), item, site, units, missed,
    )  # fmt: skip


def wanted_daily(
    units: str | int, item: int = CABLE, site: int = HERE, days: Iterable[int] = range(100)
) -> None:
    """The same demand each day of the last hundred, or of those days ago."""
    for days_ago in days:
        wanted(days_ago, units, item, site)


def stock(units: str | int, item: int = CABLE, site: int = HERE, days_ago: int = 0) -> None:
    _with_month("fact_inventory_daily", ago(days_ago))
    execute(
        "INSERT INTO core.fact_inventory_daily (full_date, item_id, site_id, current_stock, run_id)"
        " VALUES (%s, %s, %s, %s, 1) ON CONFLICT (item_id, site_id, full_date)"
        " DO UPDATE SET current_stock = EXCLUDED.current_stock",
        ago(days_ago), item, site, units,
    )  # fmt: skip


def order(
    placed: int,
    units: str | int = 10,
    *,
    due: int | None = None,
    received: int | None = None,
    supplier: int = ANA,
    item: int = CABLE,
    site: int = HERE,
    status: str | None = None,
) -> str:
    """An order placed, due and received so many days ago (negative: to come); its number."""
    _with_month("fact_orders", ago(placed))
    ((count,),) = execute("SELECT count(*) FROM core.fact_orders")
    execute(
        "INSERT INTO core.fact_orders (order_number, order_line, order_date, item_id, supplier_id,"
        " site_id, quantity, status, expected_delivery_date, actual_delivery_date, run_id)"
        " VALUES (%s, 1, %s, %s, %s, %s, %s, %s, %s, %s, 1)",
        f"PO-{count}", ago(placed), item, supplier, site, units,
        status or ("PLACED" if received is None else "RECEIVED"),
        None if due is None else ago(due), None if received is None else ago(received),
    )  # fmt: skip
    return f"PO-{count}"


def receipts(*lead_days: int, supplier: int = ANA, item: int = CABLE, site: int = HERE) -> None:
    """Orders received ten days ago, after so many days each."""
    for days in lead_days:
        order(10 + days, received=10, supplier=supplier, item=item, site=site)


def forecast(
    daily: Iterable[tuple[str, str, str]], item: int = CABLE, site: int = HERE, run_id: int = 100
) -> None:
    """A champion run whose days begin the day after DAY: lower bound, mean, upper bound."""
    run = a_forecast_run(run_id)
    for ahead, (lower, mean, upper) in enumerate(daily, start=1):
        execute(
            "INSERT INTO analytics.forecasts (run_id, full_date, item_id, site_id, horizon_days,"
            " yhat, yhat_lower, yhat_upper, model_tag, as_of, computed_at)"
            " VALUES (%s, %s, %s, %s, 30, %s, %s, %s, 'm', %s, now())",
            run.pk, ago(-ahead), item, site, mean, lower, upper, DAY,
        )  # fmt: skip


def policy_of(item: int = CABLE, site: int = HERE, day: date = DAY) -> Any:
    return InventoryPolicy.objects.get(as_of=day, item_id=item, site_id=site)
