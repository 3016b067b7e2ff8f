"""The record of actions."""

from django.contrib import admin

from nova.api.readonly import ReadOnlyAdmin
from support.models import AuditLog


@admin.register(AuditLog)
class AuditLogAdmin(ReadOnlyAdmin):
    list_display = ("audit_id", "timestamp", "actor", "action", "entity_type", "entity_id")
    search_fields = ("actor", "action", "entity_type", "entity_key", "request_id")
    search_help_text = "Autor, ação, tipo, chave ou requisição"
    date_hierarchy = "timestamp"
