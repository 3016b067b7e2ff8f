"""Tests: the same server as development, as the owner, and a fast password hasher.

DATABASE_URL, when given, is an account that may create roles; the tests then run as nova_owner.
"""

import os

os.environ["NOVA_DB_ROLE"] = "nova_owner"
os.environ.pop("REPLICA_URL", None)  # pytest would make a database there too
given = os.environ.pop("DATABASE_URL", None)
if given:
    from nova.provision import provision, role_url
    from nova.settings.env import DATA_DIR

    DATA_DIR.mkdir(parents=True, exist_ok=True)
    provision(given, DATA_DIR)
    os.environ["DATABASE_URL"] = role_url(given, DATA_DIR, role="nova_owner")

from nova.settings.dev import *  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
