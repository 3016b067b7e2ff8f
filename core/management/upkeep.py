"""What the commands that work on the database by themselves have in common."""

import sys
from abc import abstractmethod
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from core.errors import UpkeepError


class UpkeepCommand(BaseCommand):
    """A command that an UpkeepError ends, with its message and its exit code.

    epilog: examples and exit codes, below the options of --help.
    """

    epilog: ClassVar[str] = ""
    requires_system_checks = ()  # they read every route and page, for a command that has none

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> Any:
        options.setdefault("epilog", self.epilog)
        options.setdefault("formatter_class", RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's own options."""

    def handle(self, **options: Any) -> None:
        try:
            self.work(options)
        except UpkeepError as error:
            self.stderr.write("\n".join([str(error), *getattr(error, "__notes__", [])]))
            sys.exit(error.exit_code)

    @abstractmethod
    def work(self, options: dict[str, Any]) -> None:
        """What the command does. UpkeepError when it must end before its end."""
