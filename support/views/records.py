"""Loads, nights and the audit log, for administrators.

None of it is versioned: a load that was refused, a login and a file taken change no data.
"""

from typing import Any

import orjson
from django.db.models import F, Func, JSONField, QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from nova.api.documentation import USUAL, ListMetadata, documented, envelope_of
from nova.api.rows import Instant, columns_of, rows_of
from nova.api.viewsets import DataView, ListView, Scoping
from nova.api.windows import moments
from support.filters.records import (
    AuditFilters,
    AuditListParameters,
    LoadFilters,
    LoadListParameters,
    NightFilters,
    NightListParameters,
    RejectFilters,
    RejectListParameters,
)
from support.load_report import report_of
from support.models import AuditLog, LoadReject, LoadRun, Night
from support.querysets import Seconds
from support.serializers.records import (
    AuditEntrySerializer,
    LoadDetailSerializer,
    LoadSerializer,
    NightSerializer,
    RejectMetadata,
    RejectSerializer,
)

LOAD_COLUMNS = columns_of(
    LoadSerializer,
    model_status="model_run__status",
    started_at=Instant("started_at"),
    finished_at=Instant("finished_at"),
)


class RecordListView(ListView):
    """A list of records of the whole company."""

    scoping = Scoping.COMPANY
    is_versioned = False
    cache_control = "no-store"

    def window(self) -> tuple[Any, Any]:
        """The days asked for; None leaves an end open."""
        return self.asked.get("start_date"), self.asked.get("end_date")


class LoadListView(RecordListView):
    """Loads and computations of every dataset, the newest first, whatever became of them."""

    export = ("Cargas", "Loads")
    parameters = LoadListParameters
    filters = LoadFilters
    key = ("-run_id",)
    columns = LOAD_COLUMNS

    def get_queryset(self) -> QuerySet[LoadRun]:
        began = LoadRun.objects.since_until(*moments(*self.window()))
        return began.with_seconds().with_previous()

    @documented(
        "admin_loads_list",
        envelope_of("LoadList", LoadSerializer, ListMetadata),
        parameters=LoadListParameters,
        filters=LoadFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class LoadView(DataView):
    """One load: its steps, what was refused and why, and what changed since the one before."""

    scoping = Scoping.COMPANY
    is_versioned = False
    cache_control = "no-store"

    @documented("admin_load_detail", LoadDetailSerializer, errors=(*USUAL, 404))
    def get(self, _request: Request, run_id: int) -> Response:
        run = LoadRun.objects.with_seconds().with_previous().filter(run_id=run_id)
        rows = rows_of(run, LOAD_COLUMNS)
        if rows.count == 0:
            raise NotFound(f"No load has the number {run_id}.")
        return Response({**orjson.loads(rows.text)[0], **report_of(run.get())})


class RejectListView(RecordListView):
    """Rows of one load that were refused, set apart or doubted, in the order of the file."""

    export = ("Linhas recusadas", "Refused rows")
    parameters = RejectListParameters
    filters = RejectFilters
    key = ("reject_id",)
    columns = columns_of(RejectSerializer)

    def get_queryset(self) -> QuerySet[LoadReject]:
        return LoadReject.objects.filter(run_id=self.kwargs["run_id"])

    @documented(
        "admin_load_rejects_list",
        envelope_of("RejectList", RejectSerializer, RejectMetadata),
        parameters=RejectListParameters,
        filters=RejectFilters,
        errors=(*USUAL, 404),
    )
    def get(self, request: Request, run_id: int) -> Response:  # type: ignore[override]
        run = LoadRun.objects.filter(run_id=run_id).values_list("rows_rejected", flat=True)
        if (refused := list(run)) == []:
            raise NotFound(f"No load has the number {run_id}.")
        return self.list(request, run_id=run_id, rows_rejected=refused[0])


class NightListView(RecordListView):
    """Runs of the nightly chain and their steps, the newest first."""

    export = ("Noites", "Nights")
    parameters = NightListParameters
    filters = NightFilters
    key = ("-night_id",)
    columns = columns_of(
        NightSerializer,
        started_at=Instant("started_at"),
        finished_at=Instant("finished_at"),
        steps="told_steps",
    )

    def get_queryset(self) -> QuerySet[Night]:
        nights = Night.objects.of_days(*self.window()).with_status().with_steps()
        return nights.annotate(seconds=Seconds("finished_at", "started_at"))

    @documented(
        "admin_nights_list",
        envelope_of("NightList", NightSerializer, ListMetadata),
        parameters=NightListParameters,
        filters=NightFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)


class AuditLogView(RecordListView):
    """What people and jobs did, the newest first; taking a file of it is itself recorded."""

    export = ("Registro de auditoria", "Audit log")
    parameters = AuditListParameters
    filters = AuditFilters
    key = ("-audit_id",)
    columns = columns_of(
        AuditEntrySerializer,
        timestamp=Instant("timestamp"),
        before="details__before",
        after="details__after",
        details=Func(
            F("details"),
            template="(%(expressions)s - ARRAY['before', 'after'])",
            output_field=JSONField(),
        ),
    )

    def get_queryset(self) -> QuerySet[AuditLog]:
        return AuditLog.objects.since_until(*moments(*self.window()))

    @documented(
        "admin_audit_log_list",
        envelope_of("AuditLog", AuditEntrySerializer, ListMetadata),
        parameters=AuditListParameters,
        filters=AuditFilters,
    )
    def get(self, request: Request) -> Response:
        return super().get(request)
