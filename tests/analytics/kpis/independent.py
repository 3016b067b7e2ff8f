"""The KPIs of a day worked out row by row in plain Python, from the definitions and nothing else.

Rows are read as they lie in the tables; no figure here is made by the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

BAHIA = ZoneInfo("America/Bahia")
YEARLY_RATE = Decimal("0.20")  # carrying_cost_rate
Row = dict[str, Any]
Figures = dict[str, Decimal | None]
PLACES = {
    "avg_inventory_value": 2,
    "total_inventory_value": 2,
    "carrying_cost": 2,
    "cogs": 2,
    "uncosted_stock_count": 0,
}


def rows_of(table: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ratio(above: Decimal | int, below: Decimal | int) -> Decimal | None:
    return Decimal(above) / Decimal(below) if below else None


def as_kept(name: str, figure: Decimal | None) -> Decimal | None:
    """Rounded half up, as it is stored."""
    if figure is None:
        return None
    return figure.quantize(Decimal(1).scaleb(-PLACES.get(name, 4)), ROUND_HALF_UP)


@dataclass
class World:
    """Every row that figures are made of."""

    demand: list[Row]
    stock: list[Row]
    orders: list[Row]
    forecasts: list[Row]
    runs: list[Row]
    classes: list[Row]
    items: dict[int, Row]
    sites: dict[int, Row]
    regions: dict[int, str]

    @classmethod
    def read(cls) -> "World":
        return cls(
            rows_of("core.fact_demand_daily"),
            rows_of("core.fact_inventory_daily"),
            rows_of("core.fact_orders"),
            rows_of("analytics.forecasts"),
            rows_of("analytics.model_runs"),
            rows_of("analytics.item_classifications"),
            {row["item_id"]: row for row in rows_of("core.dim_item")},
            {row["site_id"]: row for row in rows_of("core.dim_site")},
            {row["region_id"]: row["name"] for row in rows_of("core.dim_region")},
        )

    def class_on(self, item_id: int, day: date) -> str | None:
        """A person's class while it holds, else the latest computed, else the loaded one."""
        known = [
            row
            for row in self.classes
            if row["item_id"] == item_id and row["valid_from"] <= day and row["abc_class"]
        ]
        for source in ("OVERRIDE", "COMPUTED"):
            of_source = [
                row
                for row in known
                if row["source"] == source and not (row["valid_to"] and row["valid_to"] < day)
            ]
            if of_source:
                return str(max(of_source, key=lambda row: row["valid_from"])["abc_class"])
        loaded: str | None = self.items[item_id]["abc_class"]
        return loaded

    def segments_of(self, row: Row, day: date) -> dict[str, str | None]:
        site, item = self.sites[row["site_id"]], self.items[row["item_id"]]
        return {
            "SITE": site["code"],
            "REGION": self.regions.get(site["region_id"]),
            "FAMILY": item["family"],
            "ABC": self.class_on(row["item_id"], day),
        }

    def segments(self, day: date) -> set[tuple[str, str]]:
        """Segments with demand, counted stock, due orders or forecasts on the day."""
        rows = [
            *(row for row in self.demand if row["full_date"] == day),
            *self.counted(day),
            *self.due(day),
            *self.forecast_cells(day),
        ]
        found = {pair for row in rows for pair in self.segments_of(row, day).items()}
        return {(dimension, name) for dimension, name in found if name is not None}

    def counted(self, day: date) -> list[Row]:
        return [
            row
            for row in self.stock
            if row["full_date"] == day
            and self.items[row["item_id"]]["active"]
            and self.sites[row["site_id"]]["active"]
        ]

    def due(self, day: date) -> list[Row]:
        month = timedelta(days=29)
        return [
            row
            for row in self.orders
            if row["status"] != "CANCELLED"
            and row["expected_delivery_date"]
            and day - month <= row["expected_delivery_date"] <= day
        ]

    def forecast_run(self, day: date) -> int | None:
        """The run published last, no later than the day, among those with rows of the day."""
        held = {row["run_id"] for row in self.forecasts if row["full_date"] == day}
        fit = [
            run
            for run in self.runs
            if run["run_id"] in held
            and run["status"] in ("CHAMPION", "RETIRED")
            and run["dropped_at"] is None
            and business_day(run["published_at"]) <= day
            and run["as_of"] < day
        ]
        return max(fit, key=lambda run: run["published_at"])["run_id"] if fit else None

    def forecast_cells(self, day: date) -> list[Row]:
        """Of each item-site the row with the smallest horizon."""
        run_id = self.forecast_run(day)
        cells: dict[tuple[int, int], Row] = {}
        for row in self.forecasts:
            if row["run_id"] == run_id and row["full_date"] == day:
                pair = (row["item_id"], row["site_id"])
                if pair not in cells or row["horizon_days"] < cells[pair]["horizon_days"]:
                    cells[pair] = row
        return list(cells.values())

    def figures(self, day: date, dimension: str | None = None, segment: str = "") -> Figures:
        """Figures of a day, of the company or of one segment, as they are stored."""

        def belongs(row: Row) -> bool:
            return dimension is None or self.segments_of(row, day)[dimension] == segment

        with localcontext() as context:
            context.prec = 60
            found = {
                **self._demand_figures(day, belongs),
                **self._stock_figures(day, belongs),
                **self._order_figures(day, belongs),
                **self._forecast_figures(day, belongs),
            }
            return {name: as_kept(name, figure) for name, figure in found.items()}

    def _demand_figures(self, day: date, belongs: Callable[[Row], bool]) -> Figures:
        rows = [row for row in self.demand if row["full_date"] == day and belongs(row)]
        in_class_a = [row for row in rows if self.class_on(row["item_id"], day) == "A"]
        known = [row for row in rows if row["unfulfilled_quantity"] is not None]
        costed = [row for row in rows if self.cost(row) is not None]
        value = sum(wanted(row) * self.cost(row) for row in costed)
        value_of_a = sum(wanted(row) * self.cost(row) for row in in_class_a if row in costed)
        return {
            "total_demand": Decimal(sum(map(wanted, rows))),
            "fill_rate": ratio(sum(row["quantity"] for row in known), sum(map(wanted, known))),
            "abc_a_share": ratio(value_of_a, value),
            "abc_a_share_quantity": ratio(sum(map(wanted, in_class_a)), sum(map(wanted, rows))),
            "cogs": sum((row["quantity"] * self.cost(row) for row in costed), Decimal(0))
            if costed or not rows
            else None,
        }

    def cost(self, row: Row) -> Any:
        own = row["unit_cost"]
        return own if own is not None else self.items[row["item_id"]]["unit_cost"]

    def _stock_figures(self, day: date, belongs: Callable[[Row], bool]) -> Figures:
        rows = [row for row in self.counted(day) if belongs(row)]
        costs = [self.items[row["item_id"]]["unit_cost"] for row in rows]
        stocks = [row["current_stock"] for row in rows]
        values = [
            max(stock, Decimal(0)) * cost
            for stock, cost in zip(stocks, costs, strict=True)
            if cost is not None
        ]
        value = Decimal(sum(values)) if values else None
        uncosted = sum(s > 0 and c is None for s, c in zip(stocks, costs, strict=True))
        return {
            "stockout_rate": ratio(sum(stock <= 0 for stock in stocks), len(rows)),
            "total_inventory_value": value,
            "avg_inventory_value": None if value is None else value / len(values),
            "uncosted_stock_count": Decimal(uncosted) if rows else None,
            "carrying_cost": None if value is None else value * YEARLY_RATE / 365,
        }

    def _order_figures(self, day: date, belongs: Callable[[Row], bool]) -> Figures:
        rows = [row for row in self.due(day) if belongs(row)]
        late = 0
        for row in rows:
            expected, actual = row["expected_delivery_date"], row["actual_delivery_date"]
            late += expected < day and (actual is None or actual > expected)
        return {"delayed_orders_pct": ratio(late, len(rows))}

    def _forecast_figures(self, day: date, belongs: Callable[[Row], bool]) -> Figures:
        actual: dict[tuple[int, int], Decimal] = {}
        for row in self.demand:
            if row["full_date"] == day:
                pair = (row["item_id"], row["site_id"])
                actual[pair] = actual.get(pair, Decimal(0)) + wanted(row)
        cells = [row for row in self.forecast_cells(day) if belongs(row)]
        pairs = [
            (actual.get((row["item_id"], row["site_id"]), Decimal(0)), row["yhat"]) for row in cells
        ]
        relative = [abs(a - f) / a for a, f in pairs if a > 0]
        demand = sum(a for a, _ in pairs)
        return {
            "forecast_mape": ratio(sum(relative), len(relative)),
            "forecast_mape_coverage": ratio(len(relative), len(pairs)),
            "forecast_wape": ratio(sum(abs(a - f) for a, f in pairs), demand),
            "forecast_bias": ratio(sum(f - a for a, f in pairs), demand),
        }


def wanted(row: Row) -> Decimal:
    """Units wanted: served, and not served where that is known."""
    return Decimal(row["quantity"] + (row["unfulfilled_quantity"] or 0))


def business_day(moment: datetime) -> date:
    return moment.astimezone(BAHIA).date()
