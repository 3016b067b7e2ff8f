"""A unit: a folder of files with a manifest.json, published together or not at all."""

import json
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from mlops.datasets import DATASETS
from mlops.pipeline.child import PROJECT
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.gates import already_published, published_as
from mlops.pipeline.ingest import Progress
from mlops.pipeline.record import Result
from mlops.pipeline.request import LineCounts, Options, Source, UnitReport
from mlops.pipeline.run import load
from mlops.pipeline.session import database_errors
from mlops.pipeline.tally import Fault

PROCUREMENT = "procurement"
MOST_REJECTED = 0.05  # of the lines, unless the operator allows another number
CONVERTER = (sys.executable, "-m", "mlops.sources.procurement")


def unit_sources(folder: Path) -> tuple[dict[str, Any], list[Source]]:
    """What the manifest says of the unit, and its files. LoadError without a readable manifest."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise LoadError(
            "NO_FILE", f"{folder} has no manifest.json: not a unit", exit_code=Exit.NO_FILE
        )
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        named = [(str(entry["dataset"]), str(entry["name"])) for entry in told["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise LoadError("MANIFEST", f"{path} cannot be read: {error!r}") from None
    if not named:
        raise LoadError("EMPTY_FILE", f"{path} names no files")
    for dataset, name in named:
        if dataset not in DATASETS:
            raise LoadError("MANIFEST", f"{path} names the unknown dataset {dataset!r}")
        if Path(name).name != name:
            raise LoadError("MANIFEST", f"{path} names {name!r}, which is not in the folder")
    return told, [Source(dataset, folder / name) for dataset, name in named]


def load_unit(
    folder: Path, options: Options, *, own_files: bool = False, progress: Progress
) -> list[Result]:
    """Publish every file of the unit in one transaction."""
    _, sources = unit_sources(folder)
    return load(sources, options, own_files=own_files, progress=progress)


def load_workbook(
    workbook: Path, folder: Path, options: Options, *, memory_mb: int, progress: Progress
) -> list[Result]:
    """Convert a purchase workbook into a unit below folder and publish it.

    The conversion runs in a child of its own, since the workbook is untrusted.
    """
    progress("read the workbook", 0, None)
    unit = folder / "unit"
    _convert(workbook, unit, memory_mb)
    told, sources = unit_sources(unit)
    report = _report(told, unit / "lines.parquet")
    with database_errors():
        known = published_as(PROCUREMENT, report.sha256)
    if known is not None and not options.force:
        return [
            Result(
                run_id=known.run_id,
                dataset=PROCUREMENT,
                source_name=report.source_name,
                status="UNCHANGED",
                code="ALREADY_PUBLISHED",
                message=already_published(known),
            )
        ]
    _refuse_surplus(report, options)
    return load(sources, options, report=report, own_files=True, progress=progress)


def _refuse_surplus(report: UnitReport, options: Options) -> None:
    """LoadError when more lines are refused than a usable export has."""
    allowed = options.max_rejects
    if allowed is None:
        allowed = int(report.counts.read * MOST_REJECTED)
    if report.counts.rejected > allowed:
        codes = ", ".join(f"{c} {n:,}" for c, n in report.details["rejected_by_code"].items())
        raise LoadError(
            "TOO_MANY_REJECTS",
            f"{report.counts.rejected:,} of {report.counts.read:,} lines rejected, {allowed:,}"
            f" allowed ({codes}): correct the workbook or give --max-rejects",
        )


def _convert(workbook: Path, unit: Path, memory_mb: int) -> None:
    limit = memory_mb << 20
    done = subprocess.run(
        [*CONVERTER, str(workbook), str(unit)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=PROJECT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    if done.returncode == 0:
        return
    told = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    try:
        refusal = json.loads(told)
        exit_code = Exit(done.returncode)
    except ValueError:
        code = "READER_CRASHED" if done.returncode < 0 else "READER_FAILED"
        raise LoadError(code, f"the workbook could not be read: {told[:200]}") from None
    where = {key: refusal[key] for key in ("row", "column") if key in refusal}
    raise LoadError(refusal["code"], refusal["message"], exit_code=exit_code, **where)


def _report(told: dict[str, Any], lines: Path) -> UnitReport:
    source, counts = told["source_file"], told["lines"]
    listed = pq.read_table(lines).to_pylist()
    return UnitReport(
        name=PROCUREMENT,
        source_name=source["name"],
        sha256=source["sha256"],
        as_of=date.fromisoformat(told["as_of"]) if told["as_of"] else None,
        counts=LineCounts(
            read=counts["read"],
            loaded=counts["loaded"],
            rejected=counts["rejected"],
            duplicate=counts["duplicate"],
            set_apart=counts["service"],
        ),
        details={
            "rejected_by_code": counts["by_code"],
            "set_apart_by_code": {"SERVICE": counts["service"]},
            "warnings": counts["warnings"],
        },
        faults=tuple(
            Fault(
                row=line["row"],
                column=line["column"] or "",
                code=line["code"] or line["outcome"].upper(),
                value=line["value"],
                message=f"{line['outcome']}: {line['message'] or ''}".rstrip(": "),
            )
            for line in listed
        ),
    )
