"""The record of actions."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action

from nova.api.readonly import ReadOnlyAdmin
from nova.spreadsheet import csv_lines
from support import audit
from support.admin.tables import NONE, moment, table
from support.models import AuditLog

COLUMNS = (
    "audit_id", "timestamp", "actor", "action", "entity_type", "entity_id", "entity_key",
    "details", "request_id", "ip_address", "user_agent",
)  # fmt: skip


@admin.register(AuditLog)
class AuditLogAdmin(ReadOnlyAdmin):
    list_display = ("audit_id", "when", "actor", "action", "about", "change")
    list_filter = ("action", "entity_type", "timestamp")
    search_fields = ("actor", "action", "entity_type", "entity_key", "request_id")
    search_help_text = "Autor, ação, tipo, chave ou requisição"
    date_hierarchy = "timestamp"
    actions_list = ("export",)
    fields = (
        ("audit_id", "when", "actor"), ("action", "about"), "changes", "others",
        ("request_id", "ip_address"), "user_agent",
    )  # fmt: skip

    @admin.display(description="quando", ordering="timestamp")
    def when(self, entry: AuditLog) -> str:
        return moment(entry.timestamp)

    @admin.display(description="sobre", ordering="entity_type")
    def about(self, entry: AuditLog) -> str:
        told = (entry.entity_type, entry.entity_key or entry.entity_id)
        return " ".join(str(part) for part in told if part is not None) or NONE

    @admin.display(description="mudança")
    def change(self, entry: AuditLog) -> str:
        """The change in one line: role: VIEWER → ANALYST."""
        changes = _changes(entry.details)
        told = [f"{name}: {_change(before, after)}" for name, before, after in changes]
        line = "; ".join(told)
        return f"{line[:117]}…" if len(line) > 118 else line or NONE

    @admin.display(description="antes e depois")
    def changes(self, entry: AuditLog) -> SafeString:
        rows = [(name, _words(old), _words(new)) for name, old, new in _changes(entry.details)]
        return table(("campo", "antes", "depois"), rows)

    @admin.display(description="outros detalhes")
    def others(self, entry: AuditLog) -> SafeString:
        other = {k: v for k, v in entry.details.items() if k not in ("before", "after")}
        rows = [(name, format_html("<code>{}</code>", _words(v))) for name, v in other.items()]
        return table(("campo", "valor"), rows)

    @action(description="Baixar em CSV", icon="download", url_path="export")  # type: ignore[untyped-decorator]
    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list shows under its search and filters, all pages of it; audited itself."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entries: QuerySet[AuditLog] = self.get_changelist_instance(request).get_queryset(request)
        audit.record(
            actor=request.user.get_username(),
            action="AUDIT_EXPORTED",
            request=request,
            entity_type="audit_log",
            details={"filters": request.GET.dict(), "rows": entries.count()},
        )
        return StreamingHttpResponse(
            csv_lines(_lines(entries)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
        )


def _lines(entries: QuerySet[AuditLog]) -> Iterator[tuple[Any, ...]]:
    yield COLUMNS
    for entry in entries.iterator(chunk_size=2000):
        yield tuple(
            entry.timestamp.isoformat() if name == "timestamp" else _cell(getattr(entry, name))
            for name in COLUMNS
        )


def _cell(value: object) -> object:
    return _words(value) if isinstance(value, Mapping) else value


def _changes(details: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Fields of before and after, those that differ or were new; None where there was none."""
    before, after = details.get("before"), details.get("after")
    before, after = (part if isinstance(part, Mapping) else {} for part in (before, after))
    return [(n, before.get(n), after.get(n)) for n in dict.fromkeys((*before, *after))]


def _change(before: object, after: object) -> str:
    return _words(after) if before is None else f"{_words(before)} → {_words(after)}"


def _words(value: object) -> str:
    """A detail as an administrator reads it."""
    match value:
        case None:
            return NONE
        case bool():
            return "sim" if value else "não"
        case dict():
            return ", ".join(f"{name}: {_words(part)}" for name, part in value.items())
        case list():
            return ", ".join(_words(part) for part in value) or NONE
    return str(value)
