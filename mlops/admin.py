"""The schedule of the nightly tasks, which Celery's beat reads from the database."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django_celery_beat import admin as beat
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from nova.celery import app
from support.admin.changes import AuditedPage
from support.admin.tables import NONE, moment

# The night needs times of day alone.
for taken_over in (ClockedSchedule, IntervalSchedule, SolarSchedule, CrontabSchedule, PeriodicTask):
    admin.site.unregister(taken_over)


class TaskSelect(UnfoldAdminSelectWidget, beat.TaskSelectWidget):  # type: ignore[misc]
    celery_app = app


class TaskForm(beat.PeriodicTaskForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].widget = UnfoldAdminTextInputWidget()
        self.fields["regtask"].widget = TaskSelect()


@admin.register(PeriodicTask)
class PeriodicTaskAdmin(beat.PeriodicTaskAdmin, AuditedPage):  # type: ignore[misc]
    entity = "periodic_task"
    chooses_only = False
    formfield_overrides = {  # noqa: RUF012 - its texts are empty, never NULL
        **AuditedPage.formfield_overrides,
        models.TextField: {"widget": UnfoldAdminTextInputWidget},
    }
    form = TaskForm
    celery_app = app
    change_form_template = "admin/change_form.html"
    date_hierarchy = None
    list_display = ("name", "enabled", "when", "last_run", "total_run_count", "queue")
    list_filter = ("enabled",)
    search_fields = ("name", "task")
    actions = ("enable_tasks", "disable_tasks", "run_tasks")
    readonly_fields = ("last_run_at",)
    fieldsets = (
        (None, {"fields": ("name", ("regtask", "task"), "enabled", "description")}),
        ("Horário", {"fields": ("crontab", "last_run_at")}),
        ("Execução", {"fields": (("args", "kwargs"), ("queue", "expire_seconds"))}),
    )

    @admin.action(description="Ligar as tarefas selecionadas")
    def enable_tasks(self, request: HttpRequest, tasks: QuerySet[PeriodicTask]) -> None:
        self._switch(request, tasks, is_on=True)

    @admin.action(description="Desligar as tarefas selecionadas")
    def disable_tasks(self, request: HttpRequest, tasks: QuerySet[PeriodicTask]) -> None:
        self._switch(request, tasks, is_on=False)

    @admin.action(description="Executar agora as tarefas selecionadas")
    def run_tasks(self, request: HttpRequest, tasks: QuerySet[PeriodicTask]) -> None:
        """Recorded before they are asked for; without a broker nobody would hear it."""
        if not settings.CELERY_BROKER_URL:
            self.message_user(request, "Sem Redis não há quem as execute.", messages.ERROR)
            return
        with transaction.atomic():
            for task in tasks:
                told = {"task": task.task, "args": task.args, "kwargs": task.kwargs}
                self.record(request, task, "RUN", told)
            super().run_tasks(request, tasks)

    @transaction.atomic
    def _switch(self, request: HttpRequest, tasks: QuerySet[PeriodicTask], *, is_on: bool) -> None:
        """One row for each task that was the other way; saving one tells the scheduler."""
        changed = list(tasks.exclude(enabled=is_on))
        for task in changed:
            task.enabled = is_on
            task.save()
            told = {"before": {"enabled": not is_on}, "after": {"enabled": is_on}}
            self.record(request, task, "CHANGED", told)
        done = "ligadas" if is_on else "desligadas"
        self.message_user(request, f"Tarefas {done}: {len(changed)}.", messages.SUCCESS)

    @admin.display(description="horário", ordering="crontab")
    def when(self, task: PeriodicTask) -> str:
        return _daily(task.crontab) or str(task.crontab or task.interval or NONE)

    @admin.display(description="última vez", ordering="last_run_at")
    def last_run(self, task: PeriodicTask) -> str:
        return moment(task.last_run_at) if task.last_run_at else NONE


def _daily(time: CrontabSchedule | None) -> str | None:
    """Such as "todo dia às 02:00"; None for what is not a time of every day."""
    if time is None or not (time.minute.isdigit() and time.hour.isdigit()):
        return None
    if {time.day_of_week, time.day_of_month, time.month_of_year} != {"*"}:
        return None
    return f"todo dia às {int(time.hour):02}:{int(time.minute):02} ({time.timezone})"


@admin.register(CrontabSchedule)
class CrontabScheduleAdmin(AuditedPage):
    entity = "crontab"
    list_display = ("__str__", "minute", "hour", "day_of_week", "timezone")
    fields = (("minute", "hour"), ("day_of_week", "day_of_month", "month_of_year"), "timezone")

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """With a time its tasks would go; one that no task has harms nobody."""
        return False
