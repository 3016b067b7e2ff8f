from support.models.audit import AuditLog
from support.models.loads import LoadReject, LoadRun
from support.models.users import User, UserManager, UserSession

__all__ = ["AuditLog", "LoadReject", "LoadRun", "User", "UserManager", "UserSession"]
