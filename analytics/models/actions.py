"""What planners are told, what they decided on it, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Now

from analytics.querysets.advice import AlertQuerySet, RecommendationQuerySet
from core.models import Item, Site


class Told(models.Model):
    """What an advice and an alert have in common; money_at_risk in BRL."""

    message = models.TextField()
    evidence = models.JSONField(default=dict)
    dedupe_key = models.TextField(null=True)
    run_id = models.BigIntegerField(null=True)
    origin = models.TextField(default="LOADED")
    money_at_risk = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    opened_on = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Recommendation(Told):
    """One advice to a planner; action_until ends the time to act, fixed when it opened."""

    recommendation_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="recommendations")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="recommendations")
    type = models.TextField()
    priority = models.TextField()
    priority_rank = models.GeneratedField(
        expression=Case(
            When(priority="CRITICAL", then=4),
            When(priority="HIGH", then=3),
            When(priority="MEDIUM", then=2),
            default=1,
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    donor_site_id = models.GeneratedField(
        expression=Cast(KT("evidence__from_site_id"), models.IntegerField()),
        output_field=models.IntegerField(null=True),
        db_persist=True,
    )
    action_date = models.DateField(null=True)
    quantity_recommended = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    action_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(null=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "analytics.recommendations"


class Alert(Told):
    """One condition that somebody should know of; read_at is its first reading by anyone."""

    alert_id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="alerts")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="alerts")
    level = models.TextField()
    level_rank = models.GeneratedField(
        expression=Case(When(level="CRITICAL", then=3), When(level="WARNING", then=2), default=1),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    category = models.TextField()
    read_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

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


class Decision(models.Model):
    """One person's decision on an advice or an alert; until ends a snooze."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "ACKNOWLEDGED", "Reconhecida"
        SNOOZED = "SNOOZED", "Adiada"
        DISMISSED = "DISMISSED", "Dispensada"
        REOPENED = "REOPENED", "Reaberta"

    decision_id = models.BigAutoField(primary_key=True)
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, related_name="decisions"
    )
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="decisions")
    subject = models.GeneratedField(
        expression=Case(When(alert=None, then=Value("RECOMMENDATION")), default=Value("ALERT")),
        output_field=models.TextField(),
        db_persist=True,
    )
    subject_id = models.GeneratedField(
        expression=Coalesce("recommendation_id", "alert_id"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    kind = models.TextField(choices=Kind)
    actor = models.TextField()
    decided_at = models.DateTimeField(db_default=Now())
    until = models.DateField(null=True)
    note = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "analytics.decisions"


class StandingDecision(models.Model):
    """The decision that stands on an advice or an alert; none where it was taken back."""

    decision_id = models.BigIntegerField(primary_key=True)
    recommendation = models.OneToOneField(
        Recommendation, models.DO_NOTHING, null=True, related_name="standing"
    )
    alert = models.OneToOneField(Alert, models.DO_NOTHING, null=True, related_name="standing")
    kind = models.TextField(choices=Decision.Kind)
    actor = models.TextField()
    decided_at = models.DateTimeField()
    until = models.DateField(null=True)
    note = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "analytics.v_standing_decisions"


class RecommendationOutcome(models.Model):
    """What came of one advice within its time to act; None where nothing tells."""

    recommendation = models.OneToOneField(
        Recommendation, models.CASCADE, primary_key=True, related_name="outcome"
    )
    run_id = models.BigIntegerField()
    window_from = models.DateField()
    window_to = models.DateField()
    counted_days = models.IntegerField()
    stockout_days = models.IntegerField(null=True)
    stockout = models.BooleanField(null=True)
    ordered_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    received_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    acted_on = models.BooleanField(null=True)
    unmet_quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        managed = False
        db_table = "analytics.recommendation_outcomes"
