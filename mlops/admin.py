"""The schedule of the nightly tasks, which Celery's beat reads from the database."""

from typing import Any

from django.contrib import admin
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

    @admin.display(description="horário", ordering="crontab")
    def when(self, task: PeriodicTask) -> str:
        return str(task.crontab or task.interval or NONE)

    @admin.display(description="última vez", ordering="last_run_at")
    def last_run(self, task: PeriodicTask) -> str:
        return moment(task.last_run_at) if task.last_run_at else NONE


@admin.register(CrontabSchedule)
class CrontabScheduleAdmin(AuditedPage):
    entity = "crontab"
    list_display = ("__str__", "minute", "hour", "day_of_week", "timezone")
    fields = (("minute", "hour"), ("day_of_week", "day_of_month", "month_of_year"), "timezone")
