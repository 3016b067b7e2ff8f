from django.db import migrations

from nova.db.sql import run_sql

RULES = "analytics.service_levels, analytics.kpi_targets, analytics.policy_overrides"


class Migration(migrations.Migration):
    dependencies = [("analytics", "0009_reopening")]

    operations = [
        run_sql(
            "analytics",
            "0012_rules.sql",
            reverse=f"REVOKE INSERT, UPDATE ON {RULES} FROM nova_api",
        ),
    ]
