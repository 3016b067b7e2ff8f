import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = [("support", "0001_initial")]

    operations = [
        run_sql("core", "0001_core.sql", reverse="DROP SCHEMA core CASCADE"),
        run_sql("core", "0002_partitions.sql", reverse=""),
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("date_id", models.AutoField(primary_key=True, serialize=False)),
                ("full_date", models.DateField(unique=True)),
                ("year", models.SmallIntegerField(editable=False)),
                ("month", models.SmallIntegerField(editable=False)),
                ("quarter", models.SmallIntegerField(editable=False)),
                ("weekday", models.SmallIntegerField(editable=False)),
                ("day_of_month", models.SmallIntegerField(editable=False)),
                ("week_of_year", models.SmallIntegerField(editable=False)),
                ("is_weekend", models.BooleanField(editable=False)),
                ("is_holiday", models.BooleanField(editable=False)),
                ("holiday_name", models.TextField(null=True)),
                ("holiday_type", models.TextField(null=True)),
                ("state_holidays", models.JSONField(default=dict)),
                ("fiscal_year", models.SmallIntegerField(editable=False)),
                ("fiscal_quarter", models.SmallIntegerField(editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "core.dim_calendar",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DemandDaily",
            fields=[
                ("demand_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("full_date", models.DateField()),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "unfulfilled_quantity",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True),
                ),
                ("unit_cost", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                (
                    "total_cost",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("quantity"), "*", models.F("unit_cost")
                        ),
                        output_field=models.DecimalField(decimal_places=4, max_digits=18),
                    ),
                ),
                ("lead_time_days", models.IntegerField(null=True)),
                ("extra_attributes", models.JSONField(default=dict)),
                ("run_id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "core.fact_demand_daily",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="InventoryDaily",
            fields=[
                ("inventory_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("full_date", models.DateField()),
                ("current_stock", models.DecimalField(decimal_places=4, max_digits=18)),
                ("safety_stock", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("reorder_point", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("days_to_rupture", models.IntegerField(null=True)),
                ("run_id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "core.fact_inventory_daily",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("item_id", models.AutoField(primary_key=True, serialize=False, verbose_name="nº")),
                ("sku", models.TextField(unique=True, verbose_name="SKU")),
                ("name", models.TextField(verbose_name="nome")),
                ("description", models.TextField(null=True, verbose_name="descrição")),
                ("family", models.TextField(null=True, verbose_name="família")),
                ("category", models.TextField(null=True, verbose_name="categoria")),
                ("subcategory", models.TextField(null=True, verbose_name="subcategoria")),
                ("unit_measure", models.TextField(default="UN", verbose_name="unidade")),
                ("abc_class", models.CharField(max_length=1, null=True, verbose_name="classe ABC")),
                ("criticality", models.SmallIntegerField(null=True, verbose_name="criticidade")),
                ("active", models.BooleanField(default=True, verbose_name="ativo")),
                (
                    "min_order_qty",
                    models.DecimalField(
                        decimal_places=4, max_digits=18, null=True, verbose_name="pedido mínimo"
                    ),
                ),
                (
                    "max_order_qty",
                    models.DecimalField(
                        decimal_places=4, max_digits=18, null=True, verbose_name="pedido máximo"
                    ),
                ),
                (
                    "unit_cost",
                    models.DecimalField(
                        decimal_places=4, max_digits=18, null=True, verbose_name="custo unitário"
                    ),
                ),
                ("unit_cost_source", models.TextField(null=True, verbose_name="fonte do custo")),
                (
                    "extra_attributes",
                    models.JSONField(default=dict, verbose_name="outros atributos"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="criado em",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="atualizado em",
                    ),
                ),
            ],
            options={
                "verbose_name": "material",
                "verbose_name_plural": "materiais",
                "db_table": "core.dim_item",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="MarketIndicator",
            fields=[
                ("indicator_id", models.AutoField(primary_key=True, serialize=False)),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("unit", models.TextField()),
                ("source", models.TextField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "core.dim_market_indicator",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="MarketIndicatorDaily",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "indicator_id",
                        "full_date",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("full_date", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=18)),
                ("known_on", models.DateField(null=True)),
                ("run_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "core.fact_market_indicator",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("order_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("order_number", models.TextField()),
                ("order_line", models.IntegerField()),
                ("order_date", models.DateField()),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=18)),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("status", models.TextField()),
                ("expected_delivery_date", models.DateField(null=True)),
                ("actual_delivery_date", models.DateField(null=True)),
                ("run_id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "core.fact_orders",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "region_id",
                    models.AutoField(primary_key=True, serialize=False, verbose_name="nº"),
                ),
                ("name", models.TextField(unique=True, verbose_name="nome")),
                ("state_code", models.CharField(max_length=2, null=True, verbose_name="UF")),
                ("economic_zone", models.TextField(null=True, verbose_name="zona econômica")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="criada em",
                    ),
                ),
            ],
            options={
                "verbose_name": "região",
                "verbose_name_plural": "regiões",
                "db_table": "core.dim_region",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("site_id", models.AutoField(primary_key=True, serialize=False, verbose_name="nº")),
                ("code", models.TextField(unique=True, verbose_name="código")),
                ("name", models.TextField(verbose_name="nome")),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="latitude"
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                    ),
                ),
                ("site_type", models.TextField(null=True, verbose_name="tipo")),
                ("active", models.BooleanField(default=True, verbose_name="ativo")),
                (
                    "data_quality_note",
                    models.TextField(null=True, verbose_name="nota de qualidade"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="criado em",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="atualizado em",
                    ),
                ),
            ],
            options={
                "verbose_name": "local",
                "verbose_name_plural": "locais",
                "db_table": "core.dim_site",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "supplier_id",
                    models.AutoField(primary_key=True, serialize=False, verbose_name="nº"),
                ),
                ("code", models.TextField(unique=True, verbose_name="código")),
                ("name", models.TextField(verbose_name="nome")),
                ("supplier_type", models.TextField(null=True, verbose_name="tipo")),
                (
                    "reliability_score",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="nota de confiança"
                    ),
                ),
                (
                    "avg_lead_time_days",
                    models.IntegerField(null=True, verbose_name="prazo médio (dias)"),
                ),
                (
                    "on_time_delivery_rate",
                    models.DecimalField(
                        decimal_places=4, max_digits=10, null=True, verbose_name="entregas no prazo"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="ativo")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="criado em",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="atualizado em",
                    ),
                ),
            ],
            options={
                "verbose_name": "fornecedor",
                "verbose_name_plural": "fornecedores",
                "db_table": "core.dim_supplier",
                "managed": False,
            },
        ),
        run_sql("core", "0003_grants.sql", reverse=""),
    ]
