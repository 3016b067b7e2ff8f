"""Django's migrate, while everybody works: it waits for no lock longer than readers notice."""

from argparse import RawDescriptionHelpFormatter
from typing import Any

import psycopg
from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError
from django_pgviews.management.commands import migrate

from core.errors import Exit
from nova.db.patience import is_busy, when_free

PATIENCE_S = 900
EXAMPLES = f"""examples:
  manage.py migrate                        while readers and loads go on
  manage.py migrate --plan                 changes nothing
  manage.py migrate --patience 60          gives up sooner than after 15 minutes
  manage.py migrate analytics zero         takes an app's migrations back

exit codes:
  0 done    1 refused    {Exit.LOCKED} others held a table for too long: try again
"""


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE_S,
            metavar="SECONDS",
            help="how long to try again while others hold what it needs (default %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A migration that finds a table in use is undone whole and begun again."""
        patience = options.pop("patience")
        try:
            when_free(
                lambda: super(Command, self).handle(*args, **options),
                using=options["database"],
                patience_s=patience,
                tell=self.stderr.write,
            )
        except (OperationalError, psycopg.Error) as error:
            if is_busy(error):
                message = f"others held it for {patience:.0f} s: {error}"
                raise CommandError(message.strip(), returncode=Exit.LOCKED) from error
            raise
