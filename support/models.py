"""People, their sessions, what they did, and every load."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from support.querysets import LoadRejectQuerySet, LoadRunQuerySet, UserSessionQuerySet


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, email: str, password: str | None, *, role: str = "VIEWER"
    ) -> "User":
        """A new active user; without a password nobody can log in as it."""
        user = self.model(username=username, email=self.normalize_email(email), role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, email: str, password: str | None = None, **_extra: Any
    ) -> "User":
        """A user with the ADMIN role, as `manage.py createsuperuser` asks for."""
        return self.create_user(username, email, password, role=User.Role.ADMIN)


class User(AbstractBaseUser):
    """One person who may log in; the role alone decides what they may do."""

    class Role(models.TextChoices):
        ADMIN = "ADMIN", "Administrador"
        ANALYST = "ANALYST", "Analista"
        VIEWER = "VIEWER", "Leitor"

    user_id = models.AutoField(primary_key=True)
    username = models.TextField("usuário", unique=True)
    email = models.EmailField("e-mail", unique=True)
    password = models.TextField("senha", db_column="password_hash")
    role = models.TextField("papel", choices=Role, default=Role.VIEWER)
    is_active = models.BooleanField("ativo", db_column="active", default=True)
    token_version = models.IntegerField(default=0, editable=False)
    last_login = models.DateTimeField("último acesso", null=True, editable=False)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    objects = UserManager()

    class Meta:
        managed = False
        db_table = "support.users"
        verbose_name = "usuário"
        verbose_name_plural = "usuários"

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin lets the user in."""
        return self.is_active and self.role == self.Role.ADMIN

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What an admin session must match: it dies with the password and the token version."""
        return salted_hmac(
            "support.User.session",
            f"{self.password}.{self.token_version}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def has_perm(self, _perm: str, _obj: models.Model | None = None) -> bool:
        return self.is_staff

    def has_module_perms(self, _app_label: str) -> bool:
        return self.is_staff


class UserSession(models.Model):
    """One login; refresh_jti names the only refresh token that is valid now."""

    session_id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    refresh_jti = models.UUIDField()
    started_at = models.DateTimeField()
    refreshed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.TextField(null=True)
    ip_address = models.GenericIPAddressField(null=True)
    user_agent = models.TextField(null=True)

    objects = UserSessionQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "support.user_sessions"


class AuditLog(models.Model):
    """One action of a person or a job; the database numbers, dates and chains it."""

    audit_id = models.BigAutoField("nº", primary_key=True)
    actor = models.TextField("autor")
    action = models.TextField("ação")
    entity_type = models.TextField("tipo", null=True)
    entity_id = models.BigIntegerField("id", null=True)
    entity_key = models.TextField("chave", null=True)
    details = models.JSONField("detalhes", default=dict)
    request_id = models.TextField("requisição", null=True)
    ip_address = models.GenericIPAddressField("endereço IP", null=True)
    user_agent = models.TextField("agente", null=True)
    timestamp = models.DateTimeField("quando", db_default=Now())

    class Meta:
        managed = False
        db_table = "support.audit_logs"
        verbose_name = "registro de auditoria"
        verbose_name_plural = "registros de auditoria"
        ordering: ClassVar[list[str]] = ["-audit_id"]

    def __str__(self) -> str:
        return f"{self.timestamp:%Y-%m-%d %H:%M:%S} {self.actor} {self.action}"


class LoadRun(models.Model):
    """One attempt to load one dataset: what was read, what became of it, and why."""

    class Status(models.TextChoices):
        PUBLISHED = "PUBLISHED", "Publicada"
        NEEDS_APPROVAL = "NEEDS_APPROVAL", "Aguarda aprovação"
        REJECTED = "REJECTED", "Recusada"
        FAILED = "FAILED", "Falhou"
        ROLLBACK = "ROLLBACK", "Desfez uma carga"

    run_id = models.BigIntegerField("carga", primary_key=True)
    unit_id = models.BigIntegerField("unidade")
    dataset = models.TextField("conjunto")
    status = models.TextField("situação", choices=Status)
    code = models.TextField("código", null=True)
    message = models.TextField("mensagem", null=True)
    source_name = models.TextField("arquivo")
    sha256 = models.CharField(max_length=64, null=True)
    schema_version = models.TextField("versão do esquema", null=True)
    as_of = models.DateField("dados até", null=True)
    rows_read = models.BigIntegerField("lidas", null=True)
    rows_loaded = models.BigIntegerField("carregadas", null=True)
    rows_rejected = models.BigIntegerField("recusadas", null=True)
    rows_duplicate = models.BigIntegerField("duplicadas", null=True)
    rows_set_apart = models.BigIntegerField("separadas", default=0)
    details = models.JSONField("detalhes", default=dict)
    actor = models.TextField("autor")
    app_version = models.TextField("versão do programa")
    started_at = models.DateTimeField("início")
    finished_at = models.DateTimeField("fim", db_default=Now())

    objects = LoadRunQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "support.load_runs"
        verbose_name = "carga"
        verbose_name_plural = "cargas"
        ordering: ClassVar[list[str]] = ["-run_id"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.dataset} {self.get_status_display()}"

    def mates(self) -> LoadRunQuerySet:
        """The other runs of its unit, in the order of loading."""
        others: LoadRunQuerySet = LoadRun.objects.filter(unit_id=self.unit_id)
        return others.exclude(run_id=self.run_id).order_by("run_id")

    def rejected_by_code(self) -> dict[str, int]:
        """Refused rows by code: all, where the run tells; else those that are listed."""
        told: dict[str, int] | None = self.details.get("rejected_by_code")
        return self.rejects.by_code() if told is None else told


class LoadReject(models.Model):
    """One refused input row, with the rule it broke."""

    reject_id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(
        LoadRun,
        models.DO_NOTHING,
        related_name="rejects",
        db_constraint=False,
        verbose_name="carga",
    )
    row_no = models.BigIntegerField("linha", null=True)
    column_name = models.TextField("coluna", null=True)
    code = models.TextField("código")
    value = models.TextField("valor", null=True)
    message = models.TextField("regra")

    objects = LoadRejectQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "staging.load_rejects"
        verbose_name = "linha recusada"
        verbose_name_plural = "linhas recusadas"
        ordering: ClassVar[list[str]] = ["run_id", "row_no"]
