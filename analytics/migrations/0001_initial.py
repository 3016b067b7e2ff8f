import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql
from nova.db.views import RegisterView


class Migration(migrations.Migration):
    initial = True

    dependencies = [("core", "0001_initial"), ("support", "0001_initial")]

    operations = [
        run_sql("analytics", "0001_analytics.sql", reverse="DROP SCHEMA analytics CASCADE"),
        run_sql(
            "analytics",
            "0002_publish.sql",
            reverse="DROP FUNCTION analytics.attach_run(TEXT, BIGINT), analytics.refresh_view(TEXT)",
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("alert_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("level", models.TextField()),
                ("level_rank", models.SmallIntegerField(editable=False)),
                ("category", models.TextField()),
                ("message", models.TextField()),
                ("evidence", models.JSONField(default=dict)),
                ("dedupe_key", models.TextField(null=True)),
                ("run_id", models.BigIntegerField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "analytics.alerts",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AlertRead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "alert_id",
                        "user_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "analytics.alert_reads",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Features",
            fields=[
                ("feature_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("run_id", models.BigIntegerField()),
                ("full_date", models.DateField()),
                ("features", models.JSONField()),
                ("schema_version", models.TextField(default="v1.0")),
                ("computed_at", models.DateTimeField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "analytics.features_store",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                ("forecast_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("run_id", models.BigIntegerField()),
                ("full_date", models.DateField()),
                ("horizon_days", models.SmallIntegerField()),
                ("yhat", models.DecimalField(decimal_places=4, max_digits=18)),
                ("yhat_lower", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("yhat_upper", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("model_tag", models.TextField()),
                (
                    "confidence_level",
                    models.DecimalField(decimal_places=4, max_digits=6, null=True),
                ),
                ("as_of", models.DateField()),
                ("computed_at", models.DateTimeField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "analytics.forecasts",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ForecastLatest",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "item_id",
                        "site_id",
                        "horizon_days",
                        "full_date",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("forecast_id", models.BigIntegerField()),
                ("run_id", models.BigIntegerField()),
                ("full_date", models.DateField()),
                ("horizon_days", models.SmallIntegerField()),
                ("lead_days", models.IntegerField()),
                ("yhat", models.DecimalField(decimal_places=4, max_digits=18)),
                ("yhat_lower", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("yhat_upper", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("model_tag", models.TextField()),
                (
                    "confidence_level",
                    models.DecimalField(decimal_places=4, max_digits=6, null=True),
                ),
                ("as_of", models.DateField()),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "analytics.mv_forecasts_latest",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ItemClassification",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "item_id",
                        "valid_from",
                        "source",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("source", models.TextField()),
                ("abc_class", models.CharField(max_length=1, null=True)),
                ("xyz_class", models.CharField(max_length=1, null=True)),
                ("annual_value", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("demand_cv", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                ("actor", models.TextField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "analytics.item_classifications",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KpiDaily",
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
                ("run_id", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("kpi_id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "analytics.kpis_daily",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KpiDailyLatest",
            fields=[
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
                ("run_id", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("full_date", models.DateField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "analytics.v_kpis_daily_latest",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KpiLatest",
            fields=[
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
                ("run_id", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
                ("full_date", models.DateField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "analytics.mv_kpis_latest",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="KpiSegmentDaily",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "full_date",
                        "dimension",
                        "segment",
                        "computed_at",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("full_date", models.DateField()),
                ("dimension", models.TextField()),
                ("segment", models.TextField()),
                ("metrics", models.JSONField()),
                ("run_id", models.BigIntegerField()),
                ("computed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "analytics.kpis_segment_daily",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ModelRun",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="model_run",
                        serialize=False,
                        to="support.loadrun",
                    ),
                ),
                ("dataset", models.TextField()),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("CANDIDATE", "Candidata"),
                            ("CHAMPION", "Campeã"),
                            ("RETIRED", "Aposentada"),
                        ]
                    ),
                ),
                ("model_tag", models.TextField(null=True)),
                ("schema_version", models.TextField(null=True)),
                ("as_of", models.DateField(null=True)),
                ("computed_at", models.DateTimeField()),
                ("row_count", models.BigIntegerField()),
                (
                    "published_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "analytics.model_runs",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("recommendation_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("type", models.TextField()),
                ("priority", models.TextField()),
                ("priority_rank", models.SmallIntegerField(editable=False)),
                ("message", models.TextField()),
                ("action_date", models.DateField(null=True)),
                (
                    "quantity_recommended",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True),
                ),
                ("evidence", models.JSONField(default=dict)),
                ("dedupe_key", models.TextField(null=True)),
                ("run_id", models.BigIntegerField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acknowledged_by", models.TextField(null=True)),
            ],
            options={
                "db_table": "analytics.recommendations",
                "managed": False,
            },
        ),
        RegisterView(
            name="KpiLatest",
            materialized=True,
            db_name="analytics.mv_kpis_latest",
        ),
        RegisterView(
            name="KpiDailyLatest",
            materialized=False,
            db_name="analytics.v_kpis_daily_latest",
        ),
        RegisterView(
            name="ForecastLatest",
            materialized=True,
            db_name="analytics.mv_forecasts_latest",
        ),
        run_sql(
            "analytics",
            "0003_grants.sql",
            reverse="ALTER DEFAULT PRIVILEGES IN SCHEMA analytics REVOKE SELECT ON TABLES FROM nova_api, nova_bi, nova_loader",
        ),
    ]
