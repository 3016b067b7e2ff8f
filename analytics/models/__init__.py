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

__all__ = [
    "Alert",
    "AlertRead",
    "Features",
    "Forecast",
    "ForecastLatest",
    "ItemClassification",
    "KpiDaily",
    "KpiDailyLatest",
    "KpiLatest",
    "KpiSegmentDaily",
    "ModelRun",
    "Recommendation",
]
