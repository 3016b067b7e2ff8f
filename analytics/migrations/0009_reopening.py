import django.db.models.deletion
from django.db import migrations, models

from nova.db.sql import run_sql

# Of what was taken back and decided again, which the index of before cannot hold, the last stays.
BACK = """
DROP VIEW analytics.v_standing_decisions;
DROP INDEX analytics.ix_decisions_standing;
DELETE FROM analytics.decisions WHERE kind = 'REOPENED';
DELETE FROM analytics.decisions AS held
USING analytics.decisions AS later
WHERE held.kind = 'ACKNOWLEDGED'
  AND later.kind = 'ACKNOWLEDGED'
  AND later.subject = held.subject
  AND later.subject_id = held.subject_id
  AND later.decision_id > held.decision_id;
CREATE UNIQUE INDEX ux_decisions_acknowledged ON analytics.decisions (subject, subject_id)
  WHERE kind = 'ACKNOWLEDGED';
ALTER TABLE analytics.decisions
  DROP CONSTRAINT decisions_kind_check,
  ADD CONSTRAINT decisions_kind_check CHECK (kind IN ('ACKNOWLEDGED', 'SNOOZED', 'DISMISSED'));
"""


class Migration(migrations.Migration):
    dependencies = [("analytics", "0008_champion")]

    operations = [
        run_sql("analytics", "0011_reopening.sql", reverse=BACK),
        migrations.CreateModel(
            name="StandingDecision",
            fields=[
                ("decision_id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("ACKNOWLEDGED", "Reconhecida"),
                            ("SNOOZED", "Adiada"),
                            ("DISMISSED", "Dispensada"),
                            ("REOPENED", "Reaberta"),
                        ]
                    ),
                ),
                ("actor", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("until", models.DateField(null=True)),
                ("note", models.TextField(null=True)),
                (
                    "recommendation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="standing",
                        to="analytics.recommendation",
                    ),
                ),
                (
                    "alert",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="standing",
                        to="analytics.alert",
                    ),
                ),
            ],
            options={"db_table": "analytics.v_standing_decisions", "managed": False},
        ),
    ]
