from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0011_inventory_health")]

    operations = [
        run_sql(
            "analytics",
            "0013_donor_site.sql",
            reverse="ALTER TABLE analytics.recommendations DROP COLUMN donor_site_id",
        ),
    ]
