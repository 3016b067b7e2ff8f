"""Administration of access, and the record of actions and loads. For the ADMIN role alone."""

from django.contrib import admin
from django.contrib.auth.models import Group

from support.admin import audit, freshness, load_requests, loads, nights, sessions, users
from support.admin.login import AdminLoginForm

__all__ = ["audit", "freshness", "load_requests", "loads", "nights", "sessions", "users"]

admin.site.index_title = "Início"
admin.site.login_form = AdminLoginForm
admin.site.unregister(Group)  # the role alone decides what a user may do
