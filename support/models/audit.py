"""What people and jobs did."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from support.querysets import AuditLogQuerySet, DataVersionQuerySet


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

    objects = AuditLogQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "support.audit_logs"
        verbose_name = "registro de auditoria"
        verbose_name_plural = "registros de auditoria"
        ordering: ClassVar[list[str]] = ["-audit_id"]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.action}"


class DataVersion(models.Model):
    """The last change of what readers see: one row, or none before the first."""

    audit_id = models.BigIntegerField(primary_key=True)
    version = models.TextField()

    objects = DataVersionQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "support.v_data_version"
