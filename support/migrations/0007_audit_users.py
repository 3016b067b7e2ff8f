from django.db import migrations

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0006_load_requests")]

    operations = [
        run_sql(
            "support",
            "0008_audit_users.sql",
            reverse="DROP TRIGGER audit_user ON support.users;"
            " DROP FUNCTION support.audit_user();"
            " DROP FUNCTION support.other_fields(JSONB, JSONB);"
            " DROP FUNCTION support.audited_user(support.users)",
        ),
    ]
