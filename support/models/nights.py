"""The nightly chain: its runs and their steps."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from support.querysets import NightQuerySet


class Night(models.Model):
    """One run of the nightly chain, for the business day whose figures it works out."""

    night_id = models.BigAutoField("noite", primary_key=True)
    business_date = models.DateField("dia")
    delivery = models.TextField(null=True, unique=True)
    actor = models.TextField("autor")
    started_at = models.DateTimeField("início", db_default=Now())
    finished_at = models.DateTimeField("fim", null=True)

    objects = NightQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "support.nights"
        verbose_name = "noite"
        verbose_name_plural = "noites"
        ordering: ClassVar[list[str]] = ["-night_id"]

    def __str__(self) -> str:
        return f"{self.night_id} {self.business_date:%d/%m/%Y}"


class NightStep(models.Model):
    """One step of one night: row_count is what it wrote, error why it did not end well."""

    class Status(models.TextChoices):
        RUNNING = "RUNNING", "Em andamento"
        DONE = "DONE", "Concluída"
        PARTIAL = "PARTIAL", "Concluída em parte"
        FAILED = "FAILED", "Falhou"
        SKIPPED = "SKIPPED", "Não iniciada"

    night_step_id = models.BigAutoField(primary_key=True)
    night = models.ForeignKey(Night, models.PROTECT, related_name="steps", verbose_name="noite")
    step = models.TextField("etapa")
    status = models.TextField("situação", choices=Status)
    row_count = models.BigIntegerField("linhas", null=True)
    details = models.JSONField("detalhes", default=dict)
    error = models.TextField("erro", null=True)
    started_at = models.DateTimeField("início", db_default=Now())
    finished_at = models.DateTimeField("fim", null=True)

    class Meta:
        managed = False
        db_table = "support.night_steps"
        verbose_name = "etapa"
        verbose_name_plural = "etapas"
        ordering: ClassVar[list[str]] = ["night_step_id"]

    def __str__(self) -> str:
        return f"{self.step} {self.get_status_display()}"
