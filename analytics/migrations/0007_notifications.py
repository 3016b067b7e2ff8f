import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("analytics", "0006_decisions")]

    operations = [
        run_sql(
            "analytics",
            "0009_notifications.sql",
            reverse="DROP TABLE support.notifications, support.subscriptions",
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("subscription_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[("ALERT", "Alerta"), ("RECOMMENDATION", "Recomendação")],
                        verbose_name="o quê",
                    ),
                ),
                (
                    "category",
                    models.TextField(blank=True, null=True, verbose_name="categoria ou tipo"),
                ),
                (
                    "least_level",
                    models.TextField(
                        choices=[
                            ("LOW", "Baixa (recomendações)"),
                            ("MEDIUM", "Média (recomendações)"),
                            ("HIGH", "Alta (recomendações)"),
                            ("NORMAL", "Normal (alertas)"),
                            ("WARNING", "Atenção (alertas)"),
                            ("CRITICAL", "Crítica"),
                        ],
                        verbose_name="a partir de",
                    ),
                ),
                ("family", models.TextField(blank=True, null=True, verbose_name="família")),
                ("by_email", models.BooleanField(default=True, verbose_name="por e-mail")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="desde",
                    ),
                ),
            ],
            options={
                "verbose_name": "assinatura",
                "verbose_name_plural": "assinaturas",
                "db_table": "support.subscriptions",
                "ordering": ["user", "kind", "subscription_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("notification_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[("ALERT", "Alerta"), ("RECOMMENDATION", "Recomendação")]
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("level", models.TextField()),
                ("level_rank", models.SmallIntegerField()),
                ("category", models.TextField()),
                ("message", models.TextField()),
                ("by_email", models.BooleanField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("emailed_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "support.notifications",
                "managed": False,
            },
        ),
    ]
