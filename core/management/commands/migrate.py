"""Django's migrate, while everybody works: it waits for no lock longer than readers notice."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError
from django_pgviews.management.commands import migrate

from core.errors import Exit
from nova.db.patience import BUSY, when_free

PATIENCE_S = 900


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
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
        except OperationalError as error:
            if isinstance(error.__cause__, BUSY):
                message = f"others held it for {patience:.0f} s: {error}"
                raise CommandError(message.strip(), returncode=Exit.LOCKED) from error
            raise
