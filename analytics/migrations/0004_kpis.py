from django.db import migrations, models

from nova.db.sql import run_sql
from nova.db.views import RegisterView


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0003_policy"),
    ]

    operations = [
        run_sql(
            "analytics",
            "0006_kpis.sql",
            reverse="DROP TABLE analytics.kpi_targets, analytics.kpi_days;"
            " DELETE FROM analytics.policy_settings WHERE name = 'carrying_cost_rate'",
        ),
        migrations.CreateModel(
            name="KpiSegmentDailyLatest",
            fields=[
                ("full_date", models.DateField()),
                ("total_demand", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("stockout_rate", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("fill_rate", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("abc_a_share", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                (
                    "abc_a_share_quantity",
                    models.DecimalField(decimal_places=4, max_digits=10, null=True),
                ),
                (
                    "delayed_orders_pct",
                    models.DecimalField(decimal_places=4, max_digits=10, null=True),
                ),
                ("forecast_mape", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                (
                    "forecast_mape_coverage",
                    models.DecimalField(decimal_places=4, max_digits=10, null=True),
                ),
                ("forecast_wape", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("forecast_bias", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                (
                    "avg_inventory_value",
                    models.DecimalField(decimal_places=2, max_digits=18, null=True),
                ),
                (
                    "total_inventory_value",
                    models.DecimalField(decimal_places=2, max_digits=18, null=True),
                ),
                ("uncosted_stock_count", models.IntegerField(null=True)),
                ("carrying_cost", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("cogs", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("reasons", models.JSONField(default=dict)),
                ("run_id", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("turnover", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "full_date",
                        "dimension",
                        "segment",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("dimension", models.TextField()),
                ("segment", models.TextField()),
            ],
            options={
                "db_table": "analytics.v_kpis_segment_daily_latest",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KpiTarget",
            fields=[
                ("target_id", models.AutoField(primary_key=True, serialize=False)),
                ("kpi", models.TextField()),
                ("dimension", models.TextField(null=True)),
                ("segment", models.TextField(null=True)),
                (
                    "comparison",
                    models.TextField(
                        choices=[
                            ("BELOW", "abaixo de"),
                            ("ABOVE", "acima de"),
                            ("BETWEEN", "entre"),
                            ("REDUCTION", "redução de"),
                        ]
                    ),
                ),
                ("target", models.DecimalField(decimal_places=4, max_digits=18)),
                ("upper_target", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("baseline", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("source", models.TextField()),
                ("valid_from", models.DateField()),
            ],
            options={
                "db_table": "analytics.kpi_targets",
                "verbose_name": "meta de um indicador",
                "verbose_name_plural": "metas dos indicadores",
                "managed": False,
            },
        ),
        RegisterView(
            name="KpiSegmentDailyLatest",
            materialized=False,
            db_name="analytics.v_kpis_segment_daily_latest",
        ),
    ]
