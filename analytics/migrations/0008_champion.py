from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0007_notifications")]

    operations = [
        run_sql(
            "analytics",
            "0010_champion.sql",
            reverse="ALTER TABLE analytics.model_runs DROP COLUMN backtest, DROP COLUMN crowned_at",
        ),
        migrations.AddField(
            model_name="modelrun",
            name="backtest",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="modelrun",
            name="crowned_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
