"""People and their sessions."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from nova.api.scope import WHOLE_COMPANY, SiteScope
from support.querysets import UserSessionQuerySet


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
    is_scoped = models.BooleanField(
        "vê só alguns locais",
        db_column="scoped",
        default=False,
        help_text="Só os locais e regiões da lista; nenhum, se ela estiver vazia.",
    )
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
        """Whether the admin lets the user in, where the whole company is seen."""
        return self.is_active and self.role == self.Role.ADMIN and not self.is_scoped

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    @property
    def scope(self) -> SiteScope:
        """The sites the user may see."""
        return SiteScope(self.user_id) if self.is_scoped else WHOLE_COMPANY

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With a new password every token of the old one dies, whoever changed it and where."""
        is_replaced = getattr(self, "_password", None) is not None  # as set_password leaves it
        if is_replaced and not self._state.adding:
            self.token_version += 1
            if (names := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*names, "token_version"}
        super().save(*args, **kwargs)

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

    session_id = models.UUIDField("sessão", primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="sessions", verbose_name="usuário")
    refresh_jti = models.UUIDField()
    started_at = models.DateTimeField("início")
    refreshed_at = models.DateTimeField("último uso")
    expires_at = models.DateTimeField("expira em")
    revoked_at = models.DateTimeField("encerrada em", null=True)
    revoked_reason = models.TextField("motivo", null=True)
    ip_address = models.GenericIPAddressField("endereço IP", null=True)
    user_agent = models.TextField("agente", null=True)

    objects = UserSessionQuerySet.as_manager()
    data_version: str | None = None  # of the data, when the session was found; no column

    class Meta:
        managed = False
        db_table = "support.user_sessions"
        verbose_name = "sessão"
        verbose_name_plural = "sessões"
        ordering: ClassVar[list[str]] = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%d/%m/%Y %H:%M}"
