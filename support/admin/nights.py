"""The nightly chain: which steps ran, how long, with what outcome. Nothing can be changed here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import NONE, figure, moment, seconds, table
from support.models import Night, NightStep


@admin.register(Night)
class NightAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ("support/loads.css",)}  # noqa: RUF012 - as Django has it

    list_display = ("night_id", "business_date", "begun", "duration", "outcome", "actor")
    list_filter = ("started_at",)
    fields = (("business_date", "begun", "duration", "actor"), "outcome", "all_steps")
    readonly_fields = ("begun", "duration", "outcome", "all_steps")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Night]:
        nights: QuerySet[Night] = super().get_queryset(request)
        return nights.prefetch_related("steps")

    @admin.display(description="início", ordering="started_at")
    def begun(self, night: Night) -> str:
        return moment(night.started_at)

    @admin.display(description="duração")
    def duration(self, night: Night) -> str:
        if night.finished_at is None:
            return NONE
        return seconds((night.finished_at - night.started_at).total_seconds())

    @admin.display(description="situação")
    def outcome(self, night: Night) -> str:
        """The worst that happened; a night without an end is at work, or was cut off."""
        statuses = {step.status for step in night.steps.all()}
        for status in (NightStep.Status.FAILED, NightStep.Status.SKIPPED, NightStep.Status.PARTIAL):
            if status in statuses:
                return str(status.label)
        return "Concluída" if night.finished_at else "Sem fim"

    @admin.display(description="etapas")
    def all_steps(self, night: Night) -> SafeString:
        return table(
            ("etapa", "situação", "#linhas", "início", "#tempo", "motivo"),
            [
                (
                    step.step,
                    step.get_status_display(),
                    figure(step.row_count),
                    moment(step.started_at),
                    _took(step),
                    step.error,
                )
                for step in night.steps.all()
            ],
        )


def _took(step: NightStep) -> str:
    if step.finished_at is None:
        return NONE
    return seconds((step.finished_at - step.started_at).total_seconds())
