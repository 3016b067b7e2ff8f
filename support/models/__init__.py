from support.models.audit import AuditLog, DataVersion
from support.models.freshness import Feed, Freshness
from support.models.load_requests import LoadRequest
from support.models.loads import LoadReject, LoadRun
from support.models.nights import Night, NightStep
from support.models.scopes import UserScope, VisibleSegment, VisibleSite
from support.models.users import User, UserManager, UserSession

__all__ = [
    "AuditLog",
    "DataVersion",
    "Feed",
    "Freshness",
    "LoadReject",
    "LoadRequest",
    "LoadRun",
    "Night",
    "NightStep",
    "User",
    "UserManager",
    "UserScope",
    "UserSession",
    "VisibleSegment",
    "VisibleSite",
]
