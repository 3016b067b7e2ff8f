"""WSGI entry point; the server process reads as nova_api."""

import os

from django.core.wsgi import get_wsgi_application

from nova.db.superuser import stop_as_superuser

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.production")
os.environ.setdefault("NOVA_DB_ROLE", "nova_api")

application = get_wsgi_application()
stop_as_superuser()
