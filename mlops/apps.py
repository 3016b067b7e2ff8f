from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class MlopsConfig(AppConfig):
    name = "mlops"
    verbose_name = "MLOps"

    def ready(self) -> None:
        # This app has no models, so that no signal is sent for itself.
        post_migrate.connect(sync_feeds, sender=apps.get_app_config("support"))


def sync_feeds(*, using: str, **_signal: Any) -> None:
    """Make support.feeds tell of every dataset, for the API, which knows no contracts."""
    from mlops.datasets import DATASETS
    from support.models import Feed

    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('support.feeds') IS NOT NULL")
        (ready,) = cursor.fetchone()
    if not ready:
        return
    Feed.objects.using(using).exclude(dataset__in=DATASETS).delete()
    Feed.objects.using(using).bulk_create(
        (
            Feed(
                dataset=dataset.name,
                title=dataset.title,
                ordinal=ordinal,
                publication=dataset.publication,
                cadence_days=dataset.cadence_days,
            )
            for ordinal, dataset in enumerate(DATASETS.values())
        ),
        update_conflicts=True,
        unique_fields=["dataset"],
        update_fields=["title", "ordinal", "publication", "cadence_days"],
    )
