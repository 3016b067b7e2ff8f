"""The schedule as it is on a new server; from then on it is edited in the admin."""

from typing import Any

from django.db import migrations

from nova.db.sql import run_sql

ZONE = "America/Bahia"
EXPIRES_S = 12 * 3600  # a night that nobody began by then is left to the next
SCHEDULE = (
    ("Noite", "mlops.tasks.nightly_task", "2", None),
    # By a worker of its own: it drops partitions, which only their owner may.
    ("Limpeza do que cargas antigas deixaram", "mlops.tasks.prune_loads_task", "6", "upkeep"),
)


def add_tasks(apps: Any, _schema_editor: Any) -> None:
    crontab = apps.get_model("django_celery_beat", "CrontabSchedule")
    task = apps.get_model("django_celery_beat", "PeriodicTask")
    for name, path, hour, queue in SCHEDULE:
        when, _ = crontab.objects.get_or_create(minute="0", hour=hour, timezone=ZONE)
        task.objects.get_or_create(
            name=name,
            defaults={"task": path, "crontab": when, "queue": queue, "expire_seconds": EXPIRES_S},
        )


def remove_tasks(apps: Any, _schema_editor: Any) -> None:
    names = [name for name, *_ in SCHEDULE]
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("django_celery_beat", "0019_alter_periodictasks_options"),
        ("support", "0003_nights"),
    ]

    operations = [
        migrations.RunPython(add_tasks, remove_tasks),
        run_sql(
            "mlops",
            "0001_schedule.sql",
            reverse="REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nova_loader",
        ),
    ]
