"""The record of figures that the database works out for itself: a run, as a loaded file has one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from nova.actors import command_actor
from support import audit
from support.models import LoadRun


def _new_run() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('support.load_run_id')")
        (run_id,) = cursor.fetchone()
    return int(run_id)


@dataclass(frozen=True)
class ComputedRun:
    """A run that is being made: its rows carry its run_id, and `publish` records it.

    source: the tables or the command it comes from; action: the audit's word for it.
    """

    dataset: str
    source: str
    action: str
    run_id: int = field(default_factory=_new_run)
    started: datetime = field(default_factory=timezone.now)

    def publish(
        self,
        *,
        rows_read: int,
        rows_loaded: int,
        rows_duplicate: int = 0,
        rows_set_apart: int = 0,
        as_of: date | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the run and its audit row, in the transaction of what it made.

        rows_duplicate: those that were right already. The rows read are the sum of the others.
        """
        LoadRun.objects.create(
            run_id=self.run_id,
            unit_id=self.run_id,
            dataset=self.dataset,
            status=LoadRun.Status.PUBLISHED,
            source_name=self.source,
            as_of=as_of,
            rows_read=rows_read,
            rows_loaded=rows_loaded,
            rows_rejected=0,
            rows_duplicate=rows_duplicate,
            rows_set_apart=rows_set_apart,
            details=dict(details or {}),
            actor=command_actor(),
            app_version=settings.VERSION,
            started_at=self.started,
        )
        audit.record(
            actor=command_actor(),
            action=self.action,
            entity_type="load_run",
            entity_id=self.run_id,
            entity_key=self.dataset,
            details=details,
        )
