"""Tests: the same server as development, as the owner, and a fast password hasher."""

import os

os.environ["NOVA_DB_ROLE"] = "nova_owner"

from nova.settings.dev import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
