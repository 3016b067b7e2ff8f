"""What both APIs are asked, and how many times as many answers ours should give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from tests.perf.company_files import FAMILIES
from tests.perf.kpi_suite import FIRST, LAST

YEAR = f"start_date={LAST - timedelta(days=364)}&end_date={LAST}"
V1 = "/api/v1"

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Question:
    """name and goal of a measure, what is asked for, what the specification asks of it, and its
    addresses."""

    name: str
    goal: float
    about: str
    specified: str
    paths: Callable[[Pairs], list[str]]


def _of_pairs(form: str) -> Callable[[Pairs], list[str]]:
    return lambda pairs: [form.format(item=item, site=site) for item, site in pairs]


def _catalogue(_pairs: Pairs) -> list[str]:
    return [
        f"{V1}/items?family={quote(family)}&abc_class={abc}&limit=50&offset={offset}"
        for family in FAMILIES
        for abc in "ABC"
        for offset in range(0, 500, 50)
    ]


def _advice(pairs: Pairs) -> list[str]:
    return [
        f"{V1}/recommendations?priority={priority}&site_id={site}&limit=20"
        for priority in ("CRITICAL", "HIGH", "MEDIUM", "LOW")
        for site in sorted({site for _, site in pairs})
    ]


def _alerts(_pairs: Pairs) -> list[str]:
    return [
        f"{V1}/alerts?level={level}&unread=true&limit={limit}"
        for level in ("CRITICAL", "WARNING")
        for limit in (20, 50)
    ]


QUESTIONS = (
    Question(
        "demand", 4, "a year of one item-site's demand", "as much",
        _of_pairs(f"{V1}/demand/timeseries?item_id={{item}}&site_id={{site}}&{YEAR}"),
    ),
    Question(
        "kpis", 4, "the company's KPIs of 90 days", "7 figures of a day where ours tells 21",
        lambda _pairs: [f"{V1}/analytics/kpis?start_date={FIRST}&end_date={LAST}"],
    ),
    Question("items", 2.5, "a page of 50 of 50,000 items, counted", "6 columns of 8", _catalogue),
    Question(
        "forecasts", 2.5, "90 forecasts of one item-site", "6 columns of 7",
        _of_pairs(f"{V1}/forecasts?item_id={{item}}&site_id={{site}}"),
    ),
    Question(
        "inventory", 2.5, "90 days of one item-site's stock", "as much",
        _of_pairs(
            f"{V1}/inventory/timeseries?item_id={{item}}&site_id={{site}}&start_date={FIRST}"
        ),
    ),
    Question(
        "recommendations", 2, "a site's 20 first recommendations of a priority",
        "8 columns of one table where ours tells 26 of five", _advice,
    ),
    Question(
        "alerts", 2, "20 or 50 alerts of a level that nobody has read",
        "8 columns of one table where ours tells 19 of five", _alerts,
    ),
    Question("item", 1.5, "one item", "9 columns of 13", _of_pairs(f"{V1}/items/{{item}}")),
)  # fmt: skip

# The slowest of what may be asked of lists: the deepest pages, long windows, words in all names.
WORST = (
    f"{V1}/items?limit=1000&offset=49000",
    f"{V1}/items?limit=1000&offset=49000&order_by=-name",
    f"{V1}/items?q=material&limit=1000&offset=49000",
    f"{V1}/inventory/positions?limit=1000&offset=20000&order_by=-stock_value",
    f"{V1}/orders?start_date=2022-01-01&end_date={LAST}&limit=1000&offset=50000&order_by=-quantity",
    f"{V1}/recommendations?limit=1000&offset=5000&order_by=sku",
    f"{V1}/recommendations?q=material&status=OPEN&limit=1000",
    f"{V1}/alerts?q=material&limit=1000&order_by=sku",
    f"{V1}/analytics/kpis?dimension=FAMILY&limit=1000",
)
