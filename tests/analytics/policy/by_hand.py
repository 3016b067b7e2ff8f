"""The definitions of policy figures in plain Python, for what SQL says to be held against.

Rows are read as they lie in the tables and worked on one pair at a time, in decimals of 50 digits.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext
from typing import Any

from django.db import connection

getcontext().prec = 50
Pair = tuple[int, int]
ONE_DAY = timedelta(days=1)


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def rounded(value: Decimal | int | None, decimals: int = 4) -> Decimal | None:
    """As a NUMERIC column rounds: half away from zero."""
    if value is None:
        return None
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def mean_and_std(values: Sequence[Decimal | int]) -> tuple[Decimal, Decimal | None]:
    """Mean and sample standard deviation, the latter None for one value."""
    exact = [Decimal(value) for value in values]
    mean = sum(exact, Decimal(0)) / len(exact)
    if len(exact) < 2:
        return mean, None
    squares = sum(((value - mean) ** 2 for value in exact), Decimal(0))
    return mean, (squares / (len(exact) - 1)).sqrt()


def wanted_by_pair() -> dict[Pair, dict[date, Decimal]]:
    found: dict[Pair, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for item, site, day, quantity, missed in rows(
        "SELECT item_id, site_id, full_date, quantity, unfulfilled_quantity"
        " FROM core.fact_demand_daily"
    ):
        found[item, site][day] += quantity + (missed or 0)
    return found


def stock_by_pair() -> dict[Pair, dict[date, Decimal]]:
    found: dict[Pair, dict[date, Decimal]] = defaultdict(dict)
    for item, site, day, stock in rows(
        "SELECT item_id, site_id, full_date, current_stock FROM core.fact_inventory_daily"
    ):
        found[item, site][day] = stock
    return found


def daily_demand(
    wanted: dict[date, Decimal], stock: dict[date, Decimal], day: date
) -> tuple[int, Decimal, Decimal | None]:
    """Days, mean and deviation of the 90 days up to the day, from the first that saw the pair."""
    first = max(min([*wanted, *stock]), day - 89 * ONE_DAY)
    days = [first + n * ONE_DAY for n in range((day - first).days + 1)]
    mean, std = mean_and_std([wanted.get(one, Decimal(0)) for one in days])
    return len(days), mean, std


def lead_time(pair: Pair, day: date) -> tuple[str, Decimal, Decimal, int]:
    """Source, mean, deviation and receipts, by the first source with three receipts in the year."""
    item, site = pair
    orders = rows(
        "SELECT item_id, site_id, supplier_id, order_date, order_number, order_line, status,"
        " actual_delivery_date FROM core.fact_orders WHERE order_date <= %s",
        day,
    )
    placed = sorted(
        (order for order in orders if order[0] == item and order[6] != "CANCELLED"),
        key=lambda order: (order[1] == site, order[3], order[4], order[5]),
    )
    supplier = placed[-1][2] if placed else None
    received = [
        (o[0], o[2], (o[7] - o[3]).days)
        for o in orders
        if o[6] == "RECEIVED" and o[7] and day - 364 * ONE_DAY <= o[7] <= day
    ]
    for source, taken in (
        ("SUPPLIER_ITEM", [d for i, s, d in received if (i, s) == (item, supplier)]),
        ("ITEM", [d for i, _, d in received if i == item]),
        ("SUPPLIER", [d for _, s, d in received if s == supplier]),
    ):
        if len(taken) >= 3:
            mean, std = mean_and_std(taken)
            return source, mean, std or Decimal(0), len(taken)
    master = rows(
        "SELECT avg_lead_time_days FROM core.dim_supplier WHERE supplier_id = %s", supplier
    )
    if master and master[0][0] is not None:
        return "SUPPLIER_MASTER", Decimal(master[0][0]), Decimal(0), 0
    return "DEFAULT", Decimal(30), Decimal(0), 0
