import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0005_data_version")]

    operations = [
        run_sql("support", "0007_load_requests.sql", reverse="DROP TABLE support.load_requests"),
        migrations.CreateModel(
            name="LoadRequest",
            fields=[
                (
                    "request_id",
                    models.BigAutoField(primary_key=True, serialize=False, verbose_name="pedido"),
                ),
                (
                    "action",
                    models.TextField(
                        choices=[
                            ("PROMOTE", "Promover"),
                            ("APPROVE", "Aprovar"),
                            ("ROLL_BACK", "Desfazer"),
                        ],
                        verbose_name="ação",
                    ),
                ),
                ("in_spite", models.BooleanField(db_default=False, verbose_name="apesar do aviso")),
                (
                    "whole_unit",
                    models.BooleanField(db_default=False, verbose_name="a unidade inteira"),
                ),
                ("reason", models.TextField(verbose_name="motivo")),
                ("actor", models.TextField(verbose_name="autor")),
                (
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="pedido em",
                    ),
                ),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("WAITING", "Aguarda"),
                            ("DONE", "Feito"),
                            ("REFUSED", "Recusado"),
                        ],
                        db_default="WAITING",
                        verbose_name="situação",
                    ),
                ),
                ("outcome", models.TextField(null=True, verbose_name="resultado")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="terminado em")),
            ],
            options={
                "verbose_name": "pedido sobre uma carga",
                "verbose_name_plural": "pedidos sobre cargas",
                "db_table": "support.load_requests",
                "ordering": ["-request_id"],
                "managed": False,
            },
        ),
    ]
