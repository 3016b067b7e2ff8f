"""What planners are told, and what they did about it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from core.models import Item, Site


class Recommendation(models.Model):
    """One advice to a planner."""

    recommendation_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="recommendations")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="recommendations")
    type = models.TextField()
    priority = models.TextField()
    priority_rank = models.SmallIntegerField(editable=False)
    message = models.TextField()
    action_date = models.DateField(null=True)
    quantity_recommended = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    evidence = models.JSONField(default=dict)
    dedupe_key = models.TextField(null=True)
    run_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "analytics.recommendations"


class Alert(models.Model):
    """One condition that somebody should know of; read_at is its first reading by anyone."""

    alert_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="alerts")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="alerts")
    level = models.TextField()
    level_rank = models.SmallIntegerField(editable=False)
    category = models.TextField()
    message = models.TextField()
    evidence = models.JSONField(default=dict)
    dedupe_key = models.TextField(null=True)
    run_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "analytics.alerts"


class AlertRead(models.Model):
    """One user's reading of one alert."""

    pk = models.CompositePrimaryKey("alert_id", "user_id")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alert_reads")
    read_at = models.DateTimeField(db_default=Now())

    class Meta:
        managed = False
        db_table = "analytics.alert_reads"
