from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0004_scopes")]

    operations = [
        run_sql(
            "support",
            "0006_data_version.sql",
            reverse="DROP VIEW support.v_data_version; DROP INDEX support.ix_audit_data_changes",
        ),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                ("audit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.TextField()),
            ],
            options={"db_table": "support.v_data_version", "managed": False},
        ),
    ]
