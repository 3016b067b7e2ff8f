from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0013_digest_scope")]

    operations = [
        run_sql(
            "analytics",
            "0015_hot_lists.sql",
            reverse=(
                "DROP INDEX analytics.ix_recommendations_open,"
                " analytics.ix_recommendations_open_by_priority, analytics.ix_alerts_open"
            ),
        ),
    ]
