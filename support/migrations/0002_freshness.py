from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        run_sql(
            "support",
            "0003_freshness.sql",
            reverse="DROP VIEW support.v_freshness; DROP FUNCTION support.freshness(DATE);"
            " DROP TABLE support.feeds",
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("dataset", models.TextField(primary_key=True, serialize=False)),
                ("title", models.TextField()),
                ("ordinal", models.SmallIntegerField()),
                ("publication", models.TextField()),
                ("cadence_days", models.SmallIntegerField(null=True)),
            ],
            options={"db_table": "support.feeds", "managed": False},
        ),
        migrations.CreateModel(
            name="Freshness",
            fields=[
                (
                    "dataset",
                    models.TextField(primary_key=True, serialize=False, verbose_name="conjunto"),
                ),
                ("title", models.TextField(verbose_name="título")),
                ("ordinal", models.SmallIntegerField()),
                ("cadence_days", models.SmallIntegerField(null=True, verbose_name="a cada (dias)")),
                ("run_id", models.BigIntegerField(null=True)),
                ("published_at", models.DateTimeField(null=True, verbose_name="publicado em")),
                ("as_of", models.DateField(null=True, verbose_name="dados até")),
                ("age_days", models.IntegerField(null=True, verbose_name="idade (dias)")),
                ("due_on", models.DateField(null=True, verbose_name="próximo até")),
                ("state", models.TextField(verbose_name="situação")),
                ("is_stale", models.BooleanField(null=True)),
            ],
            options={
                "verbose_name": "dados de um conjunto",
                "verbose_name_plural": "atualização dos dados",
                "db_table": "support.v_freshness",
                "ordering": ["ordinal"],
                "managed": False,
            },
        ),
    ]
