import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql
from nova.db.views import RegisterView


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0004_kpis"),
    ]

    operations = [
        run_sql(
            "analytics",
            "0007_accuracy.sql",
            reverse="DROP VIEW IF EXISTS analytics.v_forecast_drift;"
            " DROP TABLE analytics.forecast_accuracy, analytics.forecast_accuracy_daily",
        ),
        migrations.CreateModel(
            name="ForecastAccuracy",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "forecast_run_id",
                        "model_tag",
                        "lead_bucket",
                        "dimension",
                        "segment",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("forecast_run_id", models.BigIntegerField()),
                ("model_tag", models.TextField()),
                ("lead_bucket", models.TextField()),
                ("dimension", models.TextField()),
                ("segment", models.TextField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("cells", models.BigIntegerField()),
                ("demand_cells", models.BigIntegerField()),
                ("interval_cells", models.BigIntegerField()),
                ("series", models.BigIntegerField()),
                ("unscaled_series", models.BigIntegerField()),
                ("actual", models.DecimalField(decimal_places=4, max_digits=30)),
                ("wape", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("mape", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("mape_coverage", models.DecimalField(decimal_places=6, max_digits=30)),
                ("bias", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("mase", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("rmsse", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                (
                    "interval_coverage",
                    models.DecimalField(decimal_places=6, max_digits=30, null=True),
                ),
                (
                    "nominal_coverage",
                    models.DecimalField(decimal_places=6, max_digits=30, null=True),
                ),
                ("pinball_lower", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("pinball_median", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("pinball_upper", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("wape_naive", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("fva_naive", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("fva_zero", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("run_id", models.BigIntegerField()),
                (
                    "computed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "analytics.forecast_accuracy",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ForecastAccuracyDaily",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "full_date",
                        "forecast_run_id",
                        "model_tag",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("full_date", models.DateField()),
                ("forecast_run_id", models.BigIntegerField()),
                ("model_tag", models.TextField()),
                ("cells", models.BigIntegerField()),
                ("actual", models.DecimalField(decimal_places=4, max_digits=30)),
                ("error", models.DecimalField(decimal_places=4, max_digits=30)),
                ("absolute_error", models.DecimalField(decimal_places=4, max_digits=30)),
                ("run_id", models.BigIntegerField()),
                (
                    "computed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "db_table": "analytics.forecast_accuracy_daily",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ForecastDrift",
            fields=[
                ("run_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("model_tag", models.TextField(null=True)),
                ("wape_recent", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("wape_before", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("bias_recent", models.DecimalField(decimal_places=6, max_digits=30, null=True)),
                ("cells", models.BigIntegerField()),
                ("days_recent", models.BigIntegerField()),
                ("days_before", models.BigIntegerField()),
                ("last_day", models.DateField(null=True)),
            ],
            options={
                "db_table": "analytics.v_forecast_drift",
                "managed": False,
            },
        ),
        RegisterView(
            name="ForecastDrift",
            materialized=False,
            db_name="analytics.v_forecast_drift",
        ),
    ]
