from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = "Regras e avisos"

    def ready(self) -> None:
        post_migrate.connect(sync_views, sender=self)


def sync_views(*, using: str, **_signal: Any) -> None:
    """Bring the views to their current SQL once their tables are there.

    django-pgviews would do so after any migrate, and fail on one that stops before the tables.
    """
    from django.db.migrations.loader import MigrationLoader
    from django_pgviews.models import ViewSyncer

    migrations = MigrationLoader(connections[using])
    if set(migrations.graph.leaf_nodes("analytics")) <= set(migrations.applied_migrations):
        ViewSyncer().run(
            force=True, update=True, using=using, materialized_views_check_sql_changed=True
        )
