"""What administrators asked for about loads, and what came of it."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import badge, load_link, moment
from support.models import LoadRequest


@admin.register(LoadRequest)
class LoadRequestAdmin(ReadOnlyAdmin):
    list_display = ("request_id", "load", "action", "state", "actor", "asked", "outcome")
    list_filter = ("status", "action", "requested_at")
    list_select_related = ("run",)
    search_fields = ("=run__run_id", "run__dataset", "actor", "reason", "outcome")
    search_help_text = "Carga, conjunto, autor, motivo ou resultado"
    fields = (
        ("load", "action", "state"), ("in_spite", "whole_unit"), "reason", "outcome",
        ("actor", "asked", "ended"),
    )  # fmt: skip

    @admin.display(description="carga", ordering="run_id")
    def load(self, request: LoadRequest) -> SafeString:
        return format_html("{} {}", load_link(request.run_id), request.run.dataset)

    @admin.display(description="situação", ordering="status")
    def state(self, request: LoadRequest) -> SafeString:
        return badge(request.status, request.get_status_display())

    @admin.display(description="pedido em", ordering="requested_at")
    def asked(self, request: LoadRequest) -> str:
        return moment(request.requested_at)

    @admin.display(description="terminado em", ordering="finished_at")
    def ended(self, request: LoadRequest) -> str | None:
        return moment(request.finished_at) if request.finished_at else None
