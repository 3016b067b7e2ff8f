from core.models.dimensions import Calendar, Item, MarketIndicator, Region, Site, Supplier
from core.models.facts import DemandDaily, InventoryDaily, MarketIndicatorDaily, Order

__all__ = [
    "Calendar",
    "DemandDaily",
    "InventoryDaily",
    "Item",
    "MarketIndicator",
    "MarketIndicatorDaily",
    "Order",
    "Region",
    "Site",
    "Supplier",
]
