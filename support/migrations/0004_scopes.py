from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("support", "0003_nights"), ("core", "0001_initial")]

    operations = [
        run_sql(
            "support",
            "0005_scopes.sql",
            reverse="DROP VIEW support.v_user_segments; DROP VIEW support.v_user_sites;"
            " DROP TABLE support.user_scopes; ALTER TABLE support.users DROP COLUMN scoped",
        ),
        migrations.CreateModel(
            name="UserScope",
            fields=[("user_scope_id", models.AutoField(primary_key=True, serialize=False))],
            options={
                "verbose_name": "local ou região de um usuário",
                "verbose_name_plural": "locais e regiões de um usuário",
                "db_table": "support.user_scopes",
                "ordering": ["user", "region", "site"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="VisibleSite",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id",
                        "site_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("site_id", models.IntegerField()),
            ],
            options={"db_table": "support.v_user_sites", "managed": False},
        ),
        migrations.CreateModel(
            name="VisibleSegment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_id",
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
            options={"db_table": "support.v_user_segments", "managed": False},
        ),
    ]
