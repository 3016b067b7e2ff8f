from analytics.models.actions import Alert, AlertRead, Recommendation
from analytics.models.matviews import ForecastLatest, KpiDailyLatest, KpiLatest
from analytics.models.outputs import (
    Features,
    Forecast,
    ItemClassification,
    KpiDaily,
    KpiSegmentDaily,
    ModelRun,
)
from analytics.models.policy import InventoryPolicy, PolicyOverride, PolicySetting, ServiceLevel

__all__ = [
    "Alert",
    "AlertRead",
    "Features",
    "Forecast",
    "ForecastLatest",
    "InventoryPolicy",
    "ItemClassification",
    "KpiDaily",
    "KpiDailyLatest",
    "KpiLatest",
    "KpiSegmentDaily",
    "ModelRun",
    "PolicyOverride",
    "PolicySetting",
    "Recommendation",
    "ServiceLevel",
]
