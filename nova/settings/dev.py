"""Development and the demo: an embedded PostgreSQL unless DATABASE_URL names a server."""

import os

from nova import embedded
from nova.keys import secret
from nova.settings.base import *
from nova.settings.base import SIMPLE_JWT
from nova.settings.env import DATA_DIR, databases, email, flag, names, number, optional

DEBUG = flag("DEBUG", default=False)
SECRET_KEY = secret(DATA_DIR, "django_secret_key")
SIMPLE_JWT = {**SIMPLE_JWT, "SIGNING_KEY": secret(DATA_DIR, "token_signing_key")}
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

# 0 because runserver answers each request in a thread of its own.
DATABASES = databases(
    optional("DATABASE_URL")
    or embedded.database_url(DATA_DIR, role=os.environ.get("NOVA_DB_ROLE", "nova_api")),
    kept_s=number("CONN_MAX_AGE", default=0),
)
EMAIL_URL = optional("EMAIL_URL") or "consolemail://"
globals().update(email(EMAIL_URL))
ALLOW_SIMULATED_DATA = True
LOAD_REQUIRE_CHECKSUMS = flag("LOAD_REQUIRE_CHECKSUMS", default=False)
