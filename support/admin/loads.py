"""The record of loads: what was read, what became of it, and why.

The record never changes; what may be done about a run is asked for on a page of its own.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from nova.spreadsheet import harmless
from support import audit
from support.admin.load_actions import ask_page, buttons
from support.admin.tables import NONE, badge, figure, load_link, moment, once, seconds, table
from support.load_figures import (
    Change,
    compare,
    rows_per_second,
    seconds_by_step,
    seconds_taken,
)
from support.models import LoadRun

SHOWN_REJECTS = 200
REJECT_COLUMNS = ("row_no", "column_name", "code", "value", "message")
REJECT_HEADER = ("row", "column", "code", "value", "rule")
FIGURES = {
    "rows": "linhas",
    "items": "materiais",
    "sites": "locais",
    "total": "total",
    "first_date": "primeiro dia",
    "last_date": "último dia",
}
STEPS = {
    "open": "abertura",
    "copy": "cópia",
    "keys": "chaves",
    "gates": "conferência",
    "publish": "publicação",
    "refresh": "visões",
}


@admin.register(LoadRun)
class LoadRunAdmin(ReadOnlyAdmin):
    list_display = (
        "run_id", "dataset", "outcome", "loaded", "rejected", "begun", "duration", "until",
    )  # fmt: skip
    list_filter = ("status", "dataset", "started_at")
    list_per_page = 50
    search_fields = ("source_name", "sha256", "code", "message", "actor")
    search_help_text = "Arquivo, hash, código, mensagem ou autor"
    fieldsets = (
        (None, {"fields": (("dataset", "state", "until"), "among_models", "reason", "since")}),
        ("Linhas", {"fields": ("figures", "warnings", "by_code", "first_rejects")}),
        ("Tempo", {"fields": (("started", "finished", "duration", "rate"), "steps")}),
        (
            "Origem",
            {
                "fields": (
                    ("source_name", "schema_version"),
                    "sha256",
                    ("actor", "app_version"),
                    "mates",
                )
            },
        ),
    )

    @admin.display(description="situação", ordering="status")
    def outcome(self, run: LoadRun) -> SafeString:
        return format_html("{}<div>{}</div>", self.state(run), run.code or "")

    @admin.display(description="situação")
    def state(self, run: LoadRun) -> SafeString:
        return badge(run.status, run.get_status_display())

    @admin.display(description="entre os modelos")
    @once
    def among_models(self, run: LoadRun) -> str:
        """Champion, candidate or retired; of a promotion, that of the run it names."""
        promoted = run.details.get("promoted")
        of_rows = LoadRun.objects.filter(run_id=promoted).first() if promoted else run
        entered = getattr(of_rows, "model_run", None)  # a run of another dataset has none
        return f"{entered.get_status_display()} (carga {entered.pk})" if entered else NONE

    @admin.display(description="motivo")
    def reason(self, run: LoadRun) -> str:
        return ": ".join(filter(None, (run.code, run.message))) or NONE

    @admin.display(description="linhas", ordering="rows_loaded")
    def loaded(self, run: LoadRun) -> str:
        return figure(run.rows_loaded)

    @admin.display(description="recusadas", ordering="rows_rejected")
    def rejected(self, run: LoadRun) -> str:
        return figure(run.rows_rejected)

    @admin.display(description="dados até", ordering="as_of")
    def until(self, run: LoadRun) -> str:
        return figure(run.as_of)

    @admin.display(description="início", ordering="started_at")
    def begun(self, run: LoadRun) -> str:
        return moment(run.started_at)[: -len(":00")]

    @admin.display(description="início")
    def started(self, run: LoadRun) -> str:
        return moment(run.started_at)

    @admin.display(description="fim")
    def finished(self, run: LoadRun) -> str:
        return moment(run.finished_at)

    @admin.display(description="duração")
    def duration(self, run: LoadRun) -> str:
        return seconds(seconds_taken(run))

    @admin.display(description="linhas por segundo")
    def rate(self, run: LoadRun) -> str:
        return figure(rows_per_second(run))

    @admin.display(description="destino das linhas")
    def figures(self, run: LoadRun) -> SafeString:
        told = {
            "lidas": run.rows_read,
            "carregadas": run.rows_loaded,
            "recusadas": run.rows_rejected,
            "duplicadas": run.rows_duplicate,
            "separadas": run.rows_set_apart,
            "inseridas": run.details.get("inserted"),
            "alteradas": run.details.get("updated"),
            "sem mudança": run.details.get("unchanged"),
        }
        return table([f"#{name}" for name in told], [[figure(value) for value in told.values()]])

    @admin.display(description="avisos")
    def warnings(self, run: LoadRun) -> SafeString:
        views: Mapping[str, str] = run.details.get("not_refreshed") or {}
        stale = [(f"{view}: não atualizada, {why}", None) for view, why in views.items()]
        return table(("aviso", "#linhas"), [*_counted(run.details.get("warnings") or {}), *stale])

    @admin.display(description="recusadas por código")
    @once
    def by_code(self, run: LoadRun) -> SafeString:
        return table(("código", "#linhas"), _counted(run.rejected_by_code()))

    @admin.display(description=f"linhas recusadas (as primeiras {SHOWN_REJECTS})")
    @once
    def first_rejects(self, run: LoadRun) -> SafeString:
        rows = list(_rejects(run)[:SHOWN_REJECTS])
        if not rows:
            return SafeString(NONE)
        return format_html(
            '<p><a class="link" href="{}">Baixar todas em CSV</a></p>{}',
            reverse("admin:support_loadrun_rejects", args=[run.run_id]),
            table(("#linha", "coluna", "código", "valor", "regra"), rows),
        )

    @admin.display(description="em relação à anterior")
    @once
    def since(self, run: LoadRun) -> SafeString:
        comparison = compare([run]).get(run.run_id)
        if comparison is None:
            return SafeString(NONE)
        rows = [_compared(change) for change in comparison.changes]
        shown = table(("", "#antes", "#agora", "#mudança"), rows)
        if comparison.previous is None:
            return format_html("<p>Primeira publicação.</p>{}", shown)
        return format_html(
            "<p>Publicação anterior: {}</p>{}", load_link(comparison.previous.run_id), shown
        )

    @admin.display(description="etapas")
    def steps(self, run: LoadRun) -> SafeString:
        steps = seconds_by_step(run)
        longest = max(steps.values(), default=0) or 1
        bar = '<progress value="{}" max="{}"></progress>'
        return table(
            ("etapa", "#tempo", ""),
            [
                (STEPS.get(step, step), seconds(taken), format_html(bar, taken, longest))
                for step, taken in steps.items()
            ],
        )

    @admin.display(description="publicada junto com")
    @once
    def mates(self, run: LoadRun) -> SafeString:
        return table(
            ("carga", "conjunto", "situação", "#carregadas"),
            [
                (load_link(mate.run_id), mate.dataset, self.state(mate), figure(mate.rows_loaded))
                for mate in run.mates()
            ],
        )

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download_rejects)
        asking = self.admin_site.admin_view(partial(ask_page, self.admin_site))
        return [
            path("<int:run_id>/rejects.csv", download, name="support_loadrun_rejects"),
            path("<int:run_id>/ask/<str:way>/", asking, name="support_loadrun_ask"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["actions_detail"] = buttons(kwargs["obj"])
        page: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return page

    def download_rejects(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Every refused row as the rejects file has them, harmless to spreadsheets; audited."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(LoadRun, run_id=run_id)
        audit.record(
            actor=request.user.get_username(),
            action="REJECTS_EXPORTED",
            request=request,
            entity_type="load_run",
            entity_id=run.run_id,
            entity_key=run.dataset,
            details={"rows": run.rejects.count()},
        )
        name = f'attachment; filename="rejects_{run.run_id}.csv"'
        answer = HttpResponse(content_type="text/csv", headers={"Content-Disposition": name})
        writer = csv.writer(answer)
        writer.writerow(REJECT_HEADER)
        for row, *texts in _rejects(run):
            writer.writerow((row, *(harmless(text or "") for text in texts)))
        return answer


def _rejects(run: LoadRun) -> Any:
    return run.rejects.order_by("row_no", "reject_id").values_list(*REJECT_COLUMNS)


def _counted(found: Mapping[str, int]) -> list[Sequence[str]]:
    return [(code, figure(rows)) for code, rows in found.items()]


def _compared(change: Change) -> tuple[str, str, str, str | SafeString]:
    name = FIGURES.get(change.name, change.name)
    return name, figure(change.before), figure(change.now), _percent(change)


def _percent(change: Change) -> str | SafeString:
    share = change.percent
    if share is None:
        return NONE
    if not share:
        return "0%"
    direction, sign = ("up", "+") if share > 0 else ("down", "")
    return format_html('<span class="load-{}">{}{}%</span>', direction, sign, figure(share))
