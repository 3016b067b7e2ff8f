"""Which sites a scoped user may see."""

from typing import ClassVar

from django.db import models

from support.models.users import User


class UserScope(models.Model):
    """One site or one whole region that a scoped user may see."""

    user_scope_id = models.AutoField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="scopes", verbose_name="usuário")
    site = models.ForeignKey(
        "core.Site", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="local"
    )
    region = models.ForeignKey(
        "core.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="região",
    )

    class Meta:
        managed = False
        db_table = "support.user_scopes"
        verbose_name = "local ou região de um usuário"
        verbose_name_plural = "locais e regiões de um usuário"
        ordering: ClassVar[list[str]] = ["user", "region", "site"]


class VisibleSite(models.Model):
    """One site that a scoped user may see, by itself or with its region."""

    pk = models.CompositePrimaryKey("user_id", "site_id")
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+")
    site_id = models.IntegerField()

    class Meta:
        managed = False
        db_table = "support.v_user_sites"


class VisibleSegment(models.Model):
    """One segment whose KPIs a scoped user may see: a site, or a region as a whole."""

    pk = models.CompositePrimaryKey("user_id", "dimension", "segment")
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+")
    dimension = models.TextField()
    segment = models.TextField()

    class Meta:
        managed = False
        db_table = "support.v_user_segments"
