"""Makes the three users of the demo, with passwords read from standard input."""

import json
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from support.models import User

EXAMPLES = """examples:
  manage.py demo_users < users.json    with NOVA_DEMO=1
"""


class Command(BaseCommand):
    help = (
        'Make or update demo users from JSON on standard input: {"admin": {"username": …,'
        ' "password": …, "role": "ADMIN"}, …}. Refused unless NOVA_DEMO=1.'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES

    def handle(self, **_options: Any) -> None:
        if os.environ.get("NOVA_DEMO") != "1":
            raise CommandError("demo users are made by make demo only (NOVA_DEMO=1)")
        for user in json.load(sys.stdin).values():
            held = User.objects.filter(username=user["username"]).first()
            if held is None:
                email = f"{user['username']}@example.com"
                User.objects.create_user(
                    user["username"], email, user["password"], role=user["role"]
                )
            elif not held.check_password(user["password"]):
                held.set_password(user["password"])
                held.save(update_fields=["password"])
