"""Days and months for a first load: the calendar to three years ahead, the months ahead."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def fill(_apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    from core.services import ensure_partitions

    ensure_partitions(today=timezone.localdate(), months_ahead=6, months_back=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
