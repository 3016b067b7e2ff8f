"""What is expected of each dataset, and when it came last."""

from typing import ClassVar

from django.db import models


class Feed(models.Model):
    """One dataset that can be loaded, as the program's table of datasets has it.

    cadence_days: from one delivery to the next; None where none is expected.
    """

    dataset = models.TextField(primary_key=True)
    title = models.TextField()
    ordinal = models.SmallIntegerField()
    publication = models.TextField()
    cadence_days = models.SmallIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "support.feeds"


class Freshness(models.Model):
    """One feed as it stands on the business day of now; is_stale is None where nothing can be late.

    support.freshness(business_date) has the same for any day.
    """

    class State(models.TextChoices):
        FRESH = "FRESH", "Em dia"
        STALE = "STALE", "Atrasado"
        NEVER_LOADED = "NEVER_LOADED", "Nunca carregado"
        NO_CADENCE = "NO_CADENCE", "Sem prazo"

    dataset = models.TextField("conjunto", primary_key=True)
    title = models.TextField("título")
    ordinal = models.SmallIntegerField()
    cadence_days = models.SmallIntegerField("a cada (dias)", null=True)
    run_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField("publicado em", null=True)
    as_of = models.DateField("dados até", null=True)
    age_days = models.IntegerField("idade (dias)", null=True)
    due_on = models.DateField("próximo até", null=True)
    state = models.TextField("situação", choices=State)
    is_stale = models.BooleanField(null=True)

    class Meta:
        managed = False
        db_table = "support.v_freshness"
        verbose_name = "dados de um conjunto"
        verbose_name_plural = "atualização dos dados"
        ordering: ClassVar[list[str]] = ["ordinal"]

    def __str__(self) -> str:
        return f"{self.dataset} {self.get_state_display()}"
