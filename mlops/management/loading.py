"""What the load commands share: their options, their output and their exit codes.

The pipeline is imported when the command runs: meanwhile the reader, a process of its own, starts.
"""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.management.base import BaseCommand

from mlops.pipeline.child import early_reader
from mlops.pipeline.errors import APPROVABLE, Exit, LoadError
from mlops.pipeline.request import Options, Source

if TYPE_CHECKING:
    from mlops.pipeline.ingest import Progress
    from mlops.pipeline.record import Result

EXIT_CODES = """exit codes:
  0 published, or published before   65 refused, or held    66 no such file
  69 no database                     73 disk full           74 read error
  75 another load holds the lock     77 not permitted       78 bad configuration
  79 published, but a view was not refreshed
"""


class LoadCommand(BaseCommand):
    """A command that loads one file of one dataset; subclasses say which or take it as argument."""

    dataset = ""
    examples = ""
    requires_system_checks = ()  # they read every route and page, for a command that has none

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = f"examples:\n{self.examples}\n\n{EXIT_CODES}"
        self.add_source(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="check and reconcile, publish nothing"
        )
        parser.add_argument(
            "--max-rejects", type=_count, metavar="N", help="publish with up to N rows refused"
        )
        parser.add_argument(
            "--force", action="store_true", help="publish a file that is known or older (audited)"
        )
        parser.add_argument(
            "--no-refresh", action="store_true", help="leave the BI views to the nightly refresh"
        )
        parser.add_argument("--json", action="store_true", help="the summary for machines")
        self.add_file_options(parser)

    def add_file_options(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--approve",
            action="store_true",
            help="publish in spite of a volume drift or a worse backtest (audited)",
        )
        parser.add_argument(
            "--ignore-columns", default="", metavar="A,B", help="columns to leave out"
        )
        parser.add_argument("--allow-empty", action="store_true", help="take a file without rows")

    def add_source(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="parquet, or UTF-8 CSV with commas")

    def handle(self, **options: Any) -> None:
        try:
            with early_reader():
                results = self._watched(options)
        except LoadError as error:
            refuse(self, error, as_json=options["json"])
        else:
            tell(results, as_json=options["json"], dry_run=options["dry_run"])

    def _watched(self, options: dict[str, Any]) -> "list[Result]":
        from nova.progress import progress_bar

        with progress_bar(enabled=not options["json"]) as progress:
            return self.run(options, progress)

    def run(self, options: dict[str, Any], progress: "Progress") -> "list[Result]":
        """Do the load; LoadError when nothing was published."""
        return self.load([Source(self.dataset, options["file"])], options, progress)

    @staticmethod
    def load(
        sources: Sequence[Source], options: dict[str, Any], progress: "Progress"
    ) -> "list[Result]":
        from mlops.pipeline.run import load

        return load(sources, load_options(options), progress=progress)


def tell(results: "Sequence[Result]", *, as_json: bool, dry_run: bool) -> None:
    """Print what was done; exit with 65 when a run waits for approval to become the champion, with
    79 when a view does not show what was published.
    """
    from mlops.pipeline.console import print_results

    print_results(results, as_json=as_json, dry_run=dry_run)
    held = [result for result in results if result.code in APPROVABLE]
    for result in held:
        sys.stderr.write(f"{result.code}: {result.message}\n")
    if held:
        sys.exit(Exit.REJECTED)
    if any(result.details.get("not_refreshed") for result in results):
        sys.exit(Exit.NOT_REFRESHED)


def refuse(command: BaseCommand, error: LoadError, *, as_json: bool) -> NoReturn:
    """Print why nothing was done, and exit with the error's code."""
    if as_json:
        told = {"error": error.code, "detail": error.message, **error.where}
        print(json.dumps(told, default=str, ensure_ascii=False))
    command.stderr.write(f"{error.code}: {error.message}")
    if error.where.get("rejects_file"):
        command.stderr.write(f"refused rows: {error.where['rejects_file']}")
    sys.exit(error.exit_code)


def _count(text: str) -> int:
    if not text.isdigit():
        raise ArgumentTypeError(f"{text}: expected 0 or more")
    return int(text)


def load_options(options: dict[str, Any]) -> Options:
    names = options.get("ignore_columns", "").split(",")
    return Options(
        dry_run=options["dry_run"],
        force=options["force"],
        approve=options.get("approve", False),
        max_rejects=options["max_rejects"],
        ignore_columns=tuple(name.strip() for name in names if name.strip()),
        allow_empty=options.get("allow_empty", False),
        refresh=not options.get("no_refresh", False),
        candidate=options.get("candidate", False),
    )
