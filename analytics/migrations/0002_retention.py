from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0001_initial")]

    operations = [
        run_sql(
            "analytics",
            "0004_retention.sql",
            reverse="DROP FUNCTION analytics.remove_run(TEXT, BIGINT);"
            " ALTER TABLE analytics.model_runs DROP COLUMN dropped_at",
        ),
        migrations.AddField(
            model_name="modelrun",
            name="dropped_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
