"""The Celery application: `celery -A nova worker`. Tasks live in each app's tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nova.settings.production")
os.environ.setdefault("NOVA_DB_ROLE", "nova_loader")

app = Celery("nova")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
