"""Every load, and the rows it refused."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from support.querysets import LoadRejectQuerySet, LoadRunQuerySet


class LoadRun(models.Model):
    """One attempt to load one dataset: what was read, what became of it, and why."""

    class Status(models.TextChoices):
        PUBLISHED = "PUBLISHED", "Publicada"
        CANDIDATE = "CANDIDATE", "Candidata"
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
