"""What administrators ask the loader to do with a run."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from support.models.loads import LoadRun


class LoadRequest(models.Model):
    """One request about one run; outcome: what came of it, or why it was refused."""

    class Action(models.TextChoices):
        PROMOTE = "PROMOTE", "Promover"
        APPROVE = "APPROVE", "Aprovar"
        ROLL_BACK = "ROLL_BACK", "Desfazer"

    class Status(models.TextChoices):
        WAITING = "WAITING", "Aguarda"
        DONE = "DONE", "Feito"
        REFUSED = "REFUSED", "Recusado"

    request_id = models.BigAutoField("pedido", primary_key=True)
    run = models.ForeignKey(LoadRun, models.PROTECT, related_name="requests", verbose_name="carga")
    action = models.TextField("ação", choices=Action)
    in_spite = models.BooleanField("apesar do aviso", db_default=False)
    whole_unit = models.BooleanField("a unidade inteira", db_default=False)
    reason = models.TextField("motivo")
    actor = models.TextField("autor")
    requested_at = models.DateTimeField("pedido em", db_default=Now())
    status = models.TextField("situação", choices=Status, db_default=Status.WAITING)
    outcome = models.TextField("resultado", null=True)
    finished_at = models.DateTimeField("terminado em", null=True)

    class Meta:
        managed = False
        db_table = "support.load_requests"
        verbose_name = "pedido sobre uma carga"
        verbose_name_plural = "pedidos sobre cargas"
        ordering: ClassVar[list[str]] = ["-request_id"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.run_id}"
