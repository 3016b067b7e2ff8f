import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0002_freshness")]

    operations = [
        run_sql(
            "support",
            "0004_nights.sql",
            reverse="DROP TABLE support.night_steps, support.nights",
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                (
                    "night_id",
                    models.BigAutoField(primary_key=True, serialize=False, verbose_name="noite"),
                ),
                ("business_date", models.DateField(verbose_name="dia")),
                ("delivery", models.TextField(null=True, unique=True)),
                ("actor", models.TextField(verbose_name="autor")),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="início"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="fim")),
            ],
            options={
                "verbose_name": "noite",
                "verbose_name_plural": "noites",
                "db_table": "support.nights",
                "ordering": ["-night_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="NightStep",
            fields=[
                ("night_step_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("step", models.TextField(verbose_name="etapa")),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("RUNNING", "Em andamento"),
                            ("DONE", "Concluída"),
                            ("PARTIAL", "Concluída em parte"),
                            ("FAILED", "Falhou"),
                            ("SKIPPED", "Não iniciada"),
                        ],
                        verbose_name="situação",
                    ),
                ),
                ("row_count", models.BigIntegerField(null=True, verbose_name="linhas")),
                ("details", models.JSONField(default=dict, verbose_name="detalhes")),
                ("error", models.TextField(null=True, verbose_name="erro")),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="início"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="fim")),
            ],
            options={
                "verbose_name": "etapa",
                "verbose_name_plural": "etapas",
                "db_table": "support.night_steps",
                "ordering": ["night_step_id"],
                "managed": False,
            },
        ),
    ]
