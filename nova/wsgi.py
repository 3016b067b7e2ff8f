"""WSGI entry point; the server process reads as nova_api."""

import os
import signal
import threading

import django
from django.urls import get_resolver

from nova.api.probe import database_hangs
from nova.application import Application
from nova.db.lines import LINES
from nova.db.superuser import stop_as_superuser
from nova.roles import LOADER, OWNER

# A worker of Granian is forked with its parent's handler, which would lose a SIGTERM until the
# worker sets its own, after this import: it would go on, and be killed with people waiting.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.production")
os.environ.setdefault("NOVA_DB_ROLE", "nova_api")
django.setup(set_prefix=False)

application = Application()
stop_as_superuser(or_as=(OWNER, LOADER))
LINES.watch(database_hangs)
get_resolver().url_patterns  # noqa: B018 - imports every view, for which else the first reader waits
