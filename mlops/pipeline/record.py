"""What a load leaves behind beside its data: the run, its audit row, the champion pointer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from mlops.pipeline import rejects
from mlops.pipeline.tally import Fault, Tally
from support import audit
from support.models import LoadRun

IN_PLACE = frozenset({LoadRun.Status.PUBLISHED, LoadRun.Status.CANDIDATE})  # its rows can be read


@dataclass
class Result:
    """One dataset's load as a person or a machine is told of it; None: not got that far."""

    run_id: int
    dataset: str
    source_name: str
    status: str = "FAILED"
    code: str | None = None
    message: str | None = None
    sha256: str | None = None
    schema_version: str | None = None
    as_of: date | None = None
    rows_read: int | None = None
    rows_loaded: int | None = None
    rows_rejected: int | None = None
    rows_duplicate: int | None = None
    rows_set_apart: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    rejects_file: str | None = None

    @property
    def reconciles(self) -> bool:
        """Whether every row read is accounted for once."""
        parts = (self.rows_loaded, self.rows_rejected, self.rows_duplicate, self.rows_set_apart)
        return self.rows_read == sum(part or 0 for part in parts)


def list_rejects(result: Result, tally: Tally) -> None:
    """Write the refused rows where people look for them, when there are any."""
    if not tally.faults:
        return
    try:
        path = rejects.write_file(Path(settings.LOAD_REJECTS_DIR), result.run_id, tally.faults)
    except OSError as error:  # the table of rejects has them too, and the refusal matters more
        result.rejects_file = f"not written: {error.strerror}"
    else:
        result.rejects_file = str(path)


def save(
    cursor: Any,
    result: Result,
    faults: Sequence[Fault],
    *,
    unit_id: int,
    actor: str,
    started: datetime,
) -> None:
    """The run's row and its rejects, in the transaction that the caller holds."""
    row = asdict(result)
    row.pop("rejects_file")
    LoadRun.objects.create(
        **row,
        unit_id=unit_id,
        actor=actor,
        app_version=settings.VERSION,
        started_at=started,
    )
    if faults:
        rejects.write_table(cursor, result.run_id, faults)


def audit_published(result: Result, *, actor: str, options: dict[str, Any]) -> None:
    """The audit row of a publication, in the transaction that publishes."""
    is_candidate = result.status == LoadRun.Status.CANDIDATE
    audit.record(
        actor=actor,
        action="CANDIDATE_PUBLISHED" if is_candidate else "LOAD_PUBLISHED",
        entity_type="load_run",
        entity_id=result.run_id,
        entity_key=result.dataset,
        details={
            "source": result.source_name,
            "sha256": result.sha256,
            "rows_read": result.rows_read,
            "rows_loaded": result.rows_loaded,
            "rows_rejected": result.rows_rejected,
            "rows_duplicate": result.rows_duplicate,
            "rows_set_apart": result.rows_set_apart,
            **options,
        },
    )


def audit_promotion(result: Result, *, actor: str, options: dict[str, Any]) -> None:
    """The audit row of a candidate made the champion, in the transaction that does it."""
    audit.record(
        actor=actor,
        action="RUN_PROMOTED",
        entity_type="load_run",
        entity_id=result.details["promoted"],
        entity_key=result.dataset,
        details={"recorded_as": result.run_id, **result.details, **options},
    )


def audit_rollback(result: Result, *, actor: str) -> None:
    """The audit row of a run taken back, in the transaction that takes it back."""
    audit.record(
        actor=actor,
        action="LOAD_ROLLED_BACK",
        entity_type="load_run",
        entity_id=result.details["rolled_back"],
        entity_key=result.dataset,
        details={"source": result.source_name, "recorded_as": result.run_id, **result.details},
    )
