"""Command line of the offline forecasts: python -m mlops.offline forecast --out DIR."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mlops.backtest import Backtest
from mlops.offline.engines import DASK, ENGINES, LOCAL, open_engine
from mlops.offline.export import Edition
from mlops.offline.extras import MissingExtraError
from mlops.offline.forecasting import export_forecasts, learn
from mlops.offline.history import NoHistoryError
from mlops.offline.models import DEFAULT_MODEL, FORECASTERS, make_forecaster
from mlops.offline.source import PostgresSource, Source, UnitSource

EXIT_FAILED: Final = 1
FAILURES: Final = (
    NoHistoryError,
    MissingExtraError,
    OSError,
    pa.ArrowException,
    psycopg.Error,
)
LONGEST_HORIZON: Final = 730
POSTGRES: Final = "postgres"

EXAMPLES: Final = """examples:
  python -m mlops.offline forecast --out out/forecasts
      history from the database in DATABASE_URL, up to its latest day with demand
  python -m mlops.offline forecast --source units/simulated --out out/forecasts
      history from a folder with demand.parquet and items.parquet
  python -m mlops.offline forecast --source units/simulated --as-of 2026-06-30 \\
      --horizons 7,30 --model seasonal_naive --out out/naive
  python -m mlops.offline forecast --jobs 4 --out out/forecasts
      four processes share the item-sites; the file is the same
  python -m mlops.offline forecast --engine dask --scheduler tcp://10.0.0.5:8786 --out out/forecasts
      a Dask cluster does; it needs requirements/offline-dask.txt, here and there
  python -m mlops.offline export --out out/unit
      the same and features.parquet, kpis.csv, model_card.json and report.html
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 forecasts written, 1 they could not be made, 2 wrong arguments."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.source == POSTGRES and not options.database_url:
        parser.error("the source is postgres: give --database-url or set DATABASE_URL")
    if options.engine == DASK and not options.scheduler:
        parser.error("the engine is dask: give the --scheduler of a cluster that runs")
    console = Console(stderr=True, quiet=options.quiet)
    try:
        rows = _forecast(options, console)
    except FAILURES as failure:
        sys.stderr.write(f"forecast failed: {failure}\n")
        return EXIT_FAILED
    console.print(f"{rows:,} forecasts in {options.out}")
    return 0


def _forecast(options: argparse.Namespace, console: Console) -> int:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        reading = bars.add_task("history", total=1)
        history = _source(options).history()
        bars.update(reading, completed=1)
        forecaster = make_forecaster(options.model, seed=options.seed)
        learning = bars.add_task("learning", total=1)
        learn(history, forecaster, horizons=options.horizons)
        bars.update(learning, completed=1)
        pairs = bars.add_task("forecasts", total=len(history))
        edition = Edition(
            as_of=history.as_of,
            horizons=options.horizons,
            model_tag=forecaster.tag,
            confidence_level=options.confidence_level,
            computed_at=options.computed_at or datetime.now(UTC),
            backtest=options.backtest,
        )
        with open_engine(options.engine, jobs=options.jobs, scheduler=options.scheduler) as engine:
            return _write_unit(options)(
                history,
                forecaster,
                edition=edition,
                out=options.out,
                progress=lambda done, total: bars.update(pairs, completed=done, total=total),
                engine=engine,
            )


def _write_unit(options: argparse.Namespace) -> Callable[..., int]:
    """Forecasts alone, or with everything else that is handed over."""
    if options.command == "forecast":
        return export_forecasts
    # Plots take a second to import, which those who only forecast need not wait for.
    from mlops.offline.hand_over import hand_over

    return partial(
        hand_over, model=options.model, seed=options.seed, market=_source(options).market()
    )


def _source(options: argparse.Namespace) -> Source:
    if options.source == POSTGRES:
        return PostgresSource(options.database_url, options.as_of)
    return UnitSource(Path(options.source), options.as_of)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mlops.offline",
        description="Forecasts made away from production and handed over as files.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    forecast = commands.add_parser(
        "forecast",
        help="write forecasts.parquet and its manifest",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_options(forecast)
    export = commands.add_parser(
        "export",
        help="forecasts, features, KPIs, model card and report: a unit for manage.py load_all",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_options(export)
    return parser


def _add_options(forecast: argparse.ArgumentParser) -> None:
    add = forecast.add_argument
    add("--out", type=Path, required=True, help="folder for the forecasts")
    add("--source", default=POSTGRES, help="postgres, or a unit folder (default: postgres)")
    add(
        "--database-url",
        default=os.environ.get("DATABASE_URL", ""),
        help="libpq URL or connection string (default: $DATABASE_URL)",
    )
    add("--as-of", type=date.fromisoformat, help="last day known (default: latest with demand)")
    add("--horizons", type=_horizons, default="7,30,60,90", help="days (default: 7,30,60,90)")
    add("--model", choices=sorted(FORECASTERS), default=DEFAULT_MODEL, help="default: auto")
    add("--confidence-level", type=_fraction, default=0.95, help="default: 0.95")
    add("--seed", type=int, default=0, help="of whatever a model draws (default: 0)")
    add("--computed-at", type=_instant, help="ISO 8601 time to stamp (default: now, UTC)")
    add(
        "--backtest",
        type=_backtest,
        metavar="FILE",
        help="JSON of the model's errors on days it had not seen, for the manifest (default: none)",
    )
    add("--jobs", type=int, default=1, help="processes that share the item-sites (default: 1)")
    add("--engine", choices=ENGINES, default=LOCAL, help="who works on shards (default: local)")
    add("--scheduler", metavar="ADDRESS", help="of the Dask cluster, such as tcp://host:8786")
    add("--quiet", action="store_true", help="no progress bars")


def _horizons(text: str) -> tuple[int, ...]:
    """Rising horizons in days from a list such as 7,30."""
    horizons = tuple(sorted({int(part) for part in text.split(",")}))
    if horizons[0] < 1 or horizons[-1] > LONGEST_HORIZON:
        raise argparse.ArgumentTypeError(f"horizons must be 1 to {LONGEST_HORIZON} days: {text}")
    return horizons


def _backtest(path: str) -> Backtest:
    """A backtest measured before, as docs/files.md describes it."""
    try:
        return Backtest.from_json(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise argparse.ArgumentTypeError(f"{path}: {fault}") from None


def _fraction(text: str) -> float:
    fraction = float(text)
    if not 0 < fraction < 1:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1: {text}")
    return fraction


def _instant(text: str) -> datetime:
    """A moment in UTC; one without an offset is refused."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"needs an offset, such as +00:00: {text}")
    return moment.astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
