"""Addresses. The apps are named by string: nova knows none of them."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from nova.api.health import HealthView, LivenessView, ReadinessView

guarded_admin_login = import_string("support.login_limits.guarded_admin_login")

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", HealthView.as_view(), name="health"),
    path("health/live", LivenessView.as_view(), name="health-live"),
    path("health/ready", ReadinessView.as_view(), name="health-ready"),
    path("", include("mlops.urls")),
    path("api/v1/", include("support.urls")),
    path("api/v1/", include("core.urls")),
    path("api/v1/", include("analytics.urls")),
    path("admin/login/", guarded_admin_login(admin.site.login)),
    path("admin/password_change/", import_string("support.admin.own_password.own_password_page")),
    path("admin/", admin.site.urls),
]

handler400 = "nova.api.handlers.bad_request"
handler403 = "nova.api.handlers.permission_denied"
handler404 = "nova.api.handlers.not_found"
handler500 = "nova.api.handlers.server_error"
