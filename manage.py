#!/usr/bin/env python3
"""Command-line entry point; each command runs under the least database role that can do it."""

import atexit
import gc
import os
import sys

from nova.roles import role_of_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.dev")
    os.environ.setdefault("NOVA_DB_ROLE", role_of_command(sys.argv[1:2]))
    atexit.register(gc.freeze)  # looking for garbage at the end is a quarter of a short command
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from nova.embedded import EmbeddedPostgresError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EmbeddedPostgresError) as error:
        print(error, file=sys.stderr)
        sys.exit(os.EX_CONFIG)


if __name__ == "__main__":
    main()
