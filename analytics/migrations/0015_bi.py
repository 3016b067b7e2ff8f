from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0014_hot_lists")]

    operations = [
        run_sql("analytics", "0016_bi.sql", reverse="DROP VIEW analytics.v_open_recommendations"),
    ]
