from analytics.models.accuracy import ForecastAccuracy, ForecastAccuracyDaily, ForecastDrift
from analytics.models.actions import (
    Alert,
    AlertRead,
    Decision,
    Recommendation,
    RecommendationOutcome,
    StandingDecision,
)
from analytics.models.inventory_health import InventoryHealth
from analytics.models.matviews import (
    ForecastLatest,
    KpiDailyLatest,
    KpiLatest,
    KpiSegmentDailyLatest,
)
from analytics.models.notifications import Notification, Subscription
from analytics.models.outputs import (
    Features,
    Forecast,
    ItemClassification,
    KpiDaily,
    KpiSegmentDaily,
    KpiTarget,
    ModelRun,
)
from analytics.models.policy import InventoryPolicy, PolicyOverride, PolicySetting, ServiceLevel

__all__ = [
    "Alert",
    "AlertRead",
    "Decision",
    "Features",
    "Forecast",
    "ForecastAccuracy",
    "ForecastAccuracyDaily",
    "ForecastDrift",
    "ForecastLatest",
    "InventoryHealth",
    "InventoryPolicy",
    "ItemClassification",
    "KpiDaily",
    "KpiDailyLatest",
    "KpiLatest",
    "KpiSegmentDaily",
    "KpiSegmentDailyLatest",
    "KpiTarget",
    "ModelRun",
    "Notification",
    "PolicyOverride",
    "PolicySetting",
    "Recommendation",
    "RecommendationOutcome",
    "ServiceLevel",
    "StandingDecision",
    "Subscription",
]
