from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0012_donor_site"), ("support", "0004_scopes")]

    operations = [
        run_sql(
            "analytics",
            "0014_digest_scope.sql",
            reverse="REVOKE SELECT (scoped) ON support.users FROM nova_loader;"
            " REVOKE SELECT ON support.v_user_sites FROM nova_loader",
        ),
    ]
