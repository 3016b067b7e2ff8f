"""The nightly chain: which steps ran, how long, with what outcome. Nothing can be changed here."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import NONE, badge, figure, moment, seconds, table
from support.models import Night, NightStep


@admin.register(Night)
class NightAdmin(ReadOnlyAdmin):
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
        return took(night.started_at, night.finished_at)

    @admin.display(description="situação")
    def outcome(self, night: Night) -> SafeString:
        return outcome_of(night)

    @admin.display(description="etapas")
    def all_steps(self, night: Night) -> SafeString:
        return steps_of(night)


def outcome_of(night: Night) -> SafeString:
    """The worst that happened; a night without an end is at work, or was cut off."""
    statuses = {step.status for step in night.steps.all()}
    for status in (NightStep.Status.FAILED, NightStep.Status.SKIPPED, NightStep.Status.PARTIAL):
        if status in statuses:
            return badge(status, str(status.label))
    return badge("DONE", "Concluída") if night.finished_at else badge("RUNNING", "Sem fim")


def steps_of(night: Night) -> SafeString:
    return table(
        ("etapa", "situação", "#linhas", "início", "#tempo", "motivo"),
        [
            (
                step.step,
                badge(step.status, step.get_status_display()),
                figure(step.row_count),
                moment(step.started_at),
                took(step.started_at, step.finished_at),
                step.error,
            )
            for step in night.steps.all()
        ],
    )


def took(started: datetime, finished: datetime | None) -> str:
    """How long it took; a dash while it has no end."""
    return NONE if finished is None else seconds((finished - started).total_seconds())
