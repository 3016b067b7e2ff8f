"""Who wants to be told of what, and what they were told."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now

from core.models import Item, Site


class Kind(models.TextChoices):
    ALERT = "ALERT", "Alerta"
    RECOMMENDATION = "RECOMMENDATION", "Recomendação"


LEVELS: dict[str, tuple[str, ...]] = {
    Kind.ALERT: ("NORMAL", "WARNING", "CRITICAL"),
    Kind.RECOMMENDATION: ("LOW", "MEDIUM", "HIGH", "CRITICAL"),
}


class Subscription(models.Model):
    """One wish of a user to be told; what is None does not narrow it."""

    class Level(models.TextChoices):
        LOW = "LOW", "Baixa (recomendações)"
        MEDIUM = "MEDIUM", "Média (recomendações)"
        HIGH = "HIGH", "Alta (recomendações)"
        NORMAL = "NORMAL", "Normal (alertas)"
        WARNING = "WARNING", "Atenção (alertas)"
        CRITICAL = "CRITICAL", "Crítica"

    subscription_id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="subscriptions",
        verbose_name="usuário",
    )
    kind = models.TextField("o quê", choices=Kind)
    category = models.TextField("categoria ou tipo", null=True, blank=True)
    least_level = models.TextField("a partir de", choices=Level)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="local"
    )
    family = models.TextField("família", null=True, blank=True)
    by_email = models.BooleanField("por e-mail", default=True)
    created_at = models.DateTimeField("desde", db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "support.subscriptions"
        verbose_name = "assinatura"
        verbose_name_plural = "assinaturas"
        ordering: ClassVar[list[str]] = ["user", "kind", "subscription_id"]

    def clean(self) -> None:
        """ValidationError for a level that its kind does not have, or a wish that is there."""
        if self.least_level not in LEVELS.get(self.kind, ()):
            raise ValidationError({"least_level": "Este nível não é deste tipo de aviso."})
        wish = ("user_id", "kind", "category", "site_id", "family")
        same = {name: getattr(self, name) for name in wish}
        if Subscription.objects.filter(**same).exclude(pk=self.pk).exists():
            raise ValidationError("Esta assinatura já existe.")

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()} {self.get_least_level_display()}"


class Notification(models.Model):
    """What one user was told of one alert or recommendation."""

    notification_id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.TextField(choices=Kind)
    subject_id = models.BigIntegerField()
    level = models.TextField()
    level_rank = models.SmallIntegerField()
    category = models.TextField()
    message = models.TextField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    by_email = models.BooleanField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    emailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "support.notifications"
