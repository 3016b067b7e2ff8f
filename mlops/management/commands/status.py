"""Tells at a glance whether anything needs somebody, and what."""

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from core.errors import Exit, database_errors
from core.management.upkeep import UpkeepCommand
from mlops.pipeline.console import terminal
from mlops.pipeline.run_list import WIDE, print_json
from mlops.state.findings import Finding, Level, findings

_COLOURS = {Level.GOOD: "green", Level.LOOK: "yellow", Level.ALARM: "bold red"}


class Command(UpkeepCommand):
    help = "Tell the state of the service: database, schema, months, data, night, loads."
    epilog = """examples:
  manage.py status          as a person reads it
  manage.py status --json   for a monitor

exit codes:
  0 nothing is needed, or nothing before office hours    69 no database    82 an alarm: act now
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="the findings for machines")

    def work(self, options: dict[str, Any]) -> None:
        with database_errors():
            found = list(findings())
        if options["json"]:
            print_json([asdict(finding) for finding in found])
        else:
            terminal(width=WIDE).print(_table(found))
        if any(finding.level is Level.ALARM for finding in found):
            sys.exit(Exit.ALARM)


def _table(found: list[Finding]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for title in ("", "about", "state", "do"):
        table.add_column(title)
    for finding in found:
        level = Text(finding.level, style=_COLOURS[finding.level])
        table.add_row(level, finding.about, finding.told, finding.advice or "")
    return table
