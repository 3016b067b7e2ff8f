"""The table of datasets: everything that can be loaded, and nowhere else a list of it."""

from mlops.contracts import Dataset
from mlops.dataset_entries.dimensions import (
    CALENDAR,
    ITEMS,
    MARKET_INDICATORS,
    REGIONS,
    SITES,
    SUPPLIERS,
)
from mlops.dataset_entries.facts import DEMAND, INVENTORY, MARKET_VALUES, ORDERS
from mlops.dataset_entries.outputs import ALERTS, FEATURES, FORECASTS, KPIS, RECOMMENDATIONS

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        CALENDAR, REGIONS, SITES, SUPPLIERS, ITEMS, MARKET_INDICATORS, MARKET_VALUES, DEMAND,
        INVENTORY, ORDERS, FORECASTS, FEATURES, KPIS, RECOMMENDATIONS, ALERTS,
    )
}  # in dependency order: what is named comes before what names it  # fmt: skip
