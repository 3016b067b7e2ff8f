import django.db.models.functions.datetime
from django.db import migrations, models

from nova.db.sql import run_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = []
    # Django's own tables come after the default privileges that cover them.
    run_before = [
        ("contenttypes", "0001_initial"),
        ("admin", "0001_initial"),
        ("sessions", "0001_initial"),
        ("auth", "0001_initial"),
    ]

    operations = [
        run_sql(
            "support",
            "0001_support.sql",
            reverse="DROP SCHEMA IF EXISTS staging CASCADE; DROP SCHEMA support CASCADE",
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("user_id", models.AutoField(primary_key=True, serialize=False)),
                ("username", models.TextField(unique=True, verbose_name="usuário")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("password", models.TextField(db_column="password_hash", verbose_name="senha")),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("ADMIN", "Administrador"),
                            ("ANALYST", "Analista"),
                            ("VIEWER", "Leitor"),
                        ],
                        default="VIEWER",
                        verbose_name="papel",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(db_column="active", default=True, verbose_name="ativo"),
                ),
                ("token_version", models.IntegerField(default=0, editable=False)),
                (
                    "last_login",
                    models.DateTimeField(editable=False, null=True, verbose_name="último acesso"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="criado em",
                    ),
                ),
            ],
            options={
                "verbose_name": "usuário",
                "verbose_name_plural": "usuários",
                "db_table": "support.users",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AuditLog",
            fields=[
                (
                    "audit_id",
                    models.BigAutoField(primary_key=True, serialize=False, verbose_name="nº"),
                ),
                ("actor", models.TextField(verbose_name="autor")),
                ("action", models.TextField(verbose_name="ação")),
                ("entity_type", models.TextField(null=True, verbose_name="tipo")),
                ("entity_id", models.BigIntegerField(null=True, verbose_name="id")),
                ("entity_key", models.TextField(null=True, verbose_name="chave")),
                ("details", models.JSONField(default=dict, verbose_name="detalhes")),
                ("request_id", models.TextField(null=True, verbose_name="requisição")),
                ("ip_address", models.GenericIPAddressField(null=True, verbose_name="endereço IP")),
                ("user_agent", models.TextField(null=True, verbose_name="agente")),
                (
                    "timestamp",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="quando"
                    ),
                ),
            ],
            options={
                "verbose_name": "registro de auditoria",
                "verbose_name_plural": "registros de auditoria",
                "db_table": "support.audit_logs",
                "ordering": ["-audit_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LoadReject",
            fields=[
                ("reject_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("row_no", models.BigIntegerField(null=True, verbose_name="linha")),
                ("column_name", models.TextField(null=True, verbose_name="coluna")),
                ("code", models.TextField(verbose_name="código")),
                ("value", models.TextField(null=True, verbose_name="valor")),
                ("message", models.TextField(verbose_name="regra")),
            ],
            options={
                "verbose_name": "linha recusada",
                "verbose_name_plural": "linhas recusadas",
                "db_table": "staging.load_rejects",
                "ordering": ["run_id", "row_no"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LoadRun",
            fields=[
                (
                    "run_id",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="carga"),
                ),
                ("unit_id", models.BigIntegerField(verbose_name="unidade")),
                ("dataset", models.TextField(verbose_name="conjunto")),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("PUBLISHED", "Publicada"),
                            ("NEEDS_APPROVAL", "Aguarda aprovação"),
                            ("REJECTED", "Recusada"),
                            ("FAILED", "Falhou"),
                        ],
                        verbose_name="situação",
                    ),
                ),
                ("code", models.TextField(null=True, verbose_name="código")),
                ("message", models.TextField(null=True, verbose_name="mensagem")),
                ("source_name", models.TextField(verbose_name="arquivo")),
                ("sha256", models.CharField(max_length=64, null=True)),
                ("schema_version", models.TextField(null=True, verbose_name="versão do esquema")),
                ("as_of", models.DateField(null=True, verbose_name="dados até")),
                ("rows_read", models.BigIntegerField(null=True, verbose_name="lidas")),
                ("rows_loaded", models.BigIntegerField(null=True, verbose_name="carregadas")),
                ("rows_rejected", models.BigIntegerField(null=True, verbose_name="recusadas")),
                ("rows_duplicate", models.BigIntegerField(null=True, verbose_name="duplicadas")),
                ("rows_set_apart", models.BigIntegerField(default=0, verbose_name="separadas")),
                ("details", models.JSONField(default=dict, verbose_name="detalhes")),
                ("actor", models.TextField(verbose_name="autor")),
                ("app_version", models.TextField(verbose_name="versão do programa")),
                ("started_at", models.DateTimeField(verbose_name="início")),
                (
                    "finished_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="fim"
                    ),
                ),
            ],
            options={
                "verbose_name": "carga",
                "verbose_name_plural": "cargas",
                "db_table": "support.load_runs",
                "ordering": ["-run_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="UserSession",
            fields=[
                ("session_id", models.UUIDField(primary_key=True, serialize=False)),
                ("refresh_jti", models.UUIDField()),
                ("started_at", models.DateTimeField()),
                ("refreshed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.TextField(null=True)),
                ("ip_address", models.GenericIPAddressField(null=True)),
                ("user_agent", models.TextField(null=True)),
            ],
            options={
                "db_table": "support.user_sessions",
                "ordering": ["-started_at"],
                "verbose_name": "sessão",
                "verbose_name_plural": "sessões",
                "managed": False,
            },
        ),
        run_sql(
            "support",
            "0002_grants.sql",
            reverse="ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE"
            " ON TABLES FROM nova_api",
        ),
    ]
