from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0015_bi")]

    operations = [
        run_sql(
            "analytics",
            "0017_kpi_answers.sql",
            # How views are refreshed stays, and goes with the schema.
            reverse=(
                "DROP TRIGGER await_kpis ON analytics.kpis_daily;"
                " DROP TRIGGER show_kpis ON analytics.kpis_daily;"
                " DROP FUNCTION analytics.show_kpis()"
            ),
        ),
    ]
