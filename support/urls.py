from django.urls import path

from support.views.records import (
    AuditLogView,
    LoadListView,
    LoadView,
    NightListView,
    RejectListView,
)
from support.views.sessions import FreshnessView, LoginView, LogoutView, MeView, RefreshView

urlpatterns = [
    path("auth/login", LoginView.as_view(), name="auth-login"),
    path("auth/refresh", RefreshView.as_view(), name="auth-refresh"),
    path("auth/logout", LogoutView.as_view(), name="auth-logout"),
    path("auth/me", MeView.as_view(), name="auth-me"),
    path("freshness", FreshnessView.as_view(), name="freshness"),
    path("admin/loads", LoadListView.as_view(), name="admin-loads"),
    path("admin/loads/<int:run_id>", LoadView.as_view(), name="admin-load"),
    path("admin/loads/<int:run_id>/rejects", RejectListView.as_view(), name="admin-load-rejects"),
    path("admin/nights", NightListView.as_view(), name="admin-nights"),
    path("admin/audit-log", AuditLogView.as_view(), name="admin-audit-log"),
]
