"""Reads of sessions, load runs, nights and the audit log."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections, models
from django.db.models import Case, F, Func, OuterRef, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, JSONObject, Now

from nova.api.rows import Instant
from nova.api.searching import holding
from nova.db.sql import read_sql

if TYPE_CHECKING:
    from support.models import (  # noqa: F401
        AuditLog,
        DataVersion,
        LoadReject,
        LoadRun,
        Night,
        User,
        UserSession,
    )


M = TypeVar("M", bound=models.Model)

SESSION_COLUMNS = ("session_id", "user_id", "refresh_jti", "expires_at")
USER_COLUMNS = ("user_id", "username", "email", "role", "is_active", "is_scoped", "token_version")


class Seconds(Func):
    """From the second moment to the first; NULL while there is none."""

    template = "round(EXTRACT(EPOCH FROM %(expressions)s)::NUMERIC, 3)::FLOAT8"
    arg_joiner = " - "
    output_field = models.FloatField()


class StepSeconds(Func):
    """Of all steps that a run's details tell; NULL where they tell none."""

    template = (
        "(SELECT sum(step.value::NUMERIC)::FLOAT8"
        " FROM jsonb_each_text(%(expressions)s -> 'seconds') AS step (name, value))"
    )
    output_field = models.FloatField()


class UserSessionQuerySet(models.QuerySet["UserSession"]):
    def alive(self) -> Self:
        """Sessions neither revoked nor past their last hour."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=Now())

    def bearing(
        self, *, session_id: uuid.UUID, user_id: int, token_version: int
    ) -> "UserSession | None":
        """The living session of an active user whose tokens are of this version, in one query.

        Written as SQL because every request asks it: the ORM took longer to word it than
        PostgreSQL to answer. The password hash is not among the columns.
        """
        claims: dict[str, Any] = {
            "session_id": session_id,
            "user_id": user_id,
            "token_version": token_version,
        }
        connection: Any = connections[self.db]  # of nova.db.backend
        with connection.prepared_cursor() as cursor:
            cursor.execute(read_sql("support", "bearer.sql"), claims)
            row = cursor.fetchone()
        if row is None:
            return None
        session = self.model.from_db(self.db, SESSION_COLUMNS, row[: len(SESSION_COLUMNS)])
        users = self.model._meta.get_field("user").related_model
        session.user = cast(
            "User", users.from_db(self.db, USER_COLUMNS, row[len(SESSION_COLUMNS) : -1])
        )
        session.data_version = row[-1]
        return session

    def swap_refresh(self, *, session_id: uuid.UUID, presented: uuid.UUID, new: uuid.UUID) -> bool:
        """Whether presented was the valid refresh token; it is replaced at once, for one winner."""
        return bool(
            self.alive()
            .filter(session_id=session_id, refresh_jti=presented)
            .update(refresh_jti=new, refreshed_at=Now())
        )

    def revoke(self, reason: str) -> int:
        """End the living sessions among these; their number."""
        return self.alive().update(revoked_at=Now(), revoked_reason=reason)


class DataVersionQuerySet(models.QuerySet["DataVersion"]):
    def number(self) -> int:
        """What readers see, as a number that every change raises; 0 before the first."""
        return self.values_list("audit_id", flat=True).first() or 0


class TimedQuerySet(models.QuerySet[M]):
    """Rows of moments. moment: the column."""

    moment: ClassVar[str]

    def since_until(self, begins: datetime | None, before: datetime | None) -> Self:
        """From a moment until before another; None leaves that end open."""
        found = self if begins is None else self.filter(**{f"{self.moment}__gte": begins})
        return found if before is None else found.filter(**{f"{self.moment}__lt": before})


class AuditLogQuerySet(TimedQuerySet["AuditLog"]):
    moment = "timestamp"

    def matching(self, words: str) -> Self:
        """Those whose actor, action, subject or request holds every word."""
        columns = ("actor", "action", "entity_type", "entity_key", "request_id")
        return self.filter(holding(words, *columns))


class NightQuerySet(models.QuerySet["Night"]):
    def of_days(self, first: date | None, last: date | None) -> Self:
        """Of business days from first to last, both included; None leaves that end open."""
        found = self if first is None else self.filter(business_date__gte=first)
        return found if last is None else found.filter(business_date__lte=last)

    def with_status(self) -> Self:
        """status: the worst of the steps; a night without an end is at work, or was cut off."""
        steps = self._steps()
        worst = [
            When(models.Exists(steps.filter(status=status)), then=Value(status))
            for status in ("FAILED", "SKIPPED", "PARTIAL")
        ]
        ended = When(finished_at__isnull=False, then=Value("DONE"))
        status = Case(*worst, ended, default=Value("RUNNING"), output_field=models.TextField())
        return self.annotate(status=status)

    def with_steps(self) -> Self:
        """told_steps: the steps in their order, as JSON."""
        told = JSONObject(
            step="step",
            status="status",
            row_count="row_count",
            error="error",
            started_at=Instant("started_at"),
            finished_at=Instant("finished_at"),
            seconds=Seconds("finished_at", "started_at"),
        )
        in_order = self._steps().order_by("night_step_id")
        return self.annotate(told_steps=ArraySubquery(in_order.values(told=told)))

    def _steps(self) -> models.QuerySet[Any]:
        steps: Any = self.model._meta.get_field("steps").related_model
        of_night: models.QuerySet[Any] = steps._default_manager.filter(night=OuterRef("pk"))
        return of_night


class LoadRunQuerySet(TimedQuerySet["LoadRun"]):
    moment = "started_at"

    def matching(self, words: str) -> Self:
        """Those whose file, code, message or author holds every word."""
        return self.filter(holding(words, "source_name", "sha256", "code", "message", "actor"))

    def with_seconds(self) -> Self:
        """seconds: of the run's own steps; of a run that tells none, from its start to its end."""
        clock = Seconds("finished_at", "started_at")
        return self.annotate(seconds=Coalesce(StepSeconds(F("details")), clock))

    def with_previous(self) -> Self:
        """previous_run_id, previous_rows_loaded: of the standing publication before."""
        before = (
            self.model.objects.standing()
            .filter(dataset=OuterRef("dataset"), run_id__lt=OuterRef("run_id"))
            .order_by("-run_id")
        )
        return self.annotate(
            previous_run_id=Subquery(before.values("run_id")[:1]),
            previous_rows_loaded=Subquery(before.values("rows_loaded")[:1]),
        )

    def rollbacks_of(self, run_ids: Collection[int]) -> Self:
        """Runs that took one of these back; its number is in their details."""
        return self.filter(status="ROLLBACK", details__rolled_back__in=list(run_ids))

    def standing(self) -> Self:
        """Publications that were not taken back."""
        undoing = self.model.objects.annotate(
            rolled_back=Cast(KT("details__rolled_back"), models.BigIntegerField())
        ).filter(
            status="ROLLBACK",
            dataset=models.OuterRef("dataset"),
            run_id__gt=models.OuterRef("run_id"),
            rolled_back=models.OuterRef("run_id"),
        )
        return self.filter(~models.Exists(undoing), status="PUBLISHED")

    def counts(self) -> models.QuerySet["LoadRun", tuple[str, str, int]]:
        """(dataset, status, number) of each pair among these."""
        grouped = self.order_by().values("dataset", "status")
        return grouped.annotate(runs=models.Count("run_id")).values_list(
            "dataset", "status", "runs"
        )

    def published(self, dataset: str) -> Self:
        """Standing publications of a dataset, the latest first."""
        return self.standing().filter(dataset=dataset).order_by("-run_id")

    def published_before(self, run_id: int, datasets: Collection[str]) -> "dict[str, LoadRun]":
        """The newest standing publication of each dataset before that run, in one query."""
        runs = (
            self.standing()
            .filter(dataset__in=datasets, run_id__lt=run_id)
            .order_by("dataset", "-run_id")
            .distinct("dataset")
        )
        return {run.dataset: run for run in runs}

    def newest_published(self) -> Self:
        """The newest standing publication of each dataset, by the dataset's name."""
        return self.standing().order_by("dataset", "-run_id").distinct("dataset")

    def data_as_of(self, dataset: str) -> date | None:
        """Last day covered by the latest standing publication; None before the first."""
        return self.published(dataset).values_list("as_of", flat=True).first()


class LoadRejectQuerySet(models.QuerySet["LoadReject"]):
    def by_code(self) -> dict[str, int]:
        """Number of listed rows by code, the most frequent first."""
        counted = self.order_by().values("code").annotate(rows=models.Count("reject_id"))
        return dict(counted.order_by("-rows", "code").values_list("code", "rows"))
