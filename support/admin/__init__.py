"""Administration of access, and the record of actions and loads. For the ADMIN role alone."""

from django.contrib import admin
from django.contrib.auth.models import Group

from support.admin import audit, freshness, loads, nights, users

__all__ = ["audit", "freshness", "loads", "nights", "users"]

admin.site.site_header = "Nova Corrente"
admin.site.site_title = "Nova Corrente"
admin.site.index_title = "Administração"
admin.site.unregister(Group)  # the role alone decides what a user may do
