import django.db.models.manager
from django.db import migrations, models

from nova.db.views import RegisterView


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0010_rules"),
    ]

    operations = [
        # It reads tables of earlier migrations, which cannot go before it does.
        migrations.RunSQL(
            migrations.RunSQL.noop, "DROP VIEW IF EXISTS analytics.v_inventory_health"
        ),
        migrations.CreateModel(
            name="InventoryHealth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "item_id",
                        "site_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("as_of", models.DateField()),
                ("abc_class", models.CharField(max_length=1, null=True)),
                ("xyz_class", models.CharField(max_length=1, null=True)),
                ("demand_class", models.TextField(null=True)),
                ("current_stock", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("stock_date", models.DateField(null=True)),
                ("safety_stock", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("reorder_point", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("inbound_quantity", models.DecimalField(decimal_places=4, max_digits=18)),
                ("next_inbound_date", models.DateField(null=True)),
                ("mean_daily_demand", models.DecimalField(decimal_places=4, max_digits=18)),
                ("last_demand_date", models.DateField(null=True)),
                ("days_to_rupture", models.IntegerField(null=True)),
                ("unit_cost", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("cover_days", models.DecimalField(decimal_places=1, max_digits=18, null=True)),
                ("stock_value", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                (
                    "excess_quantity",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("UNKNOWN", "Sem contagem"),
                            ("STOCKOUT", "Sem estoque"),
                            ("BELOW_SAFETY_STOCK", "Abaixo do estoque de segurança"),
                            ("AT_REORDER_POINT", "No ponto de pedido"),
                            ("DEAD", "Sem giro"),
                            ("EXCESS", "Em excesso"),
                            ("HEALTHY", "Saudável"),
                        ]
                    ),
                ),
            ],
            options={
                "db_table": "analytics.v_inventory_health",
                "managed": False,
            },
            managers=[
                ("pairs", django.db.models.manager.Manager()),
                ("objects", django.db.models.manager.Manager()),
            ],
        ),
        RegisterView(
            name="InventoryHealth",
            materialized=False,
            db_name="analytics.v_inventory_health",
        ),
    ]
