"""Shapes of loads, refused rows, nights and the audit log, as administrators see them."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import ListMetadata
from support.load_figures import COUNTS
from support.models import LoadRun, NightStep


class LoadSerializer(serializers.Serializer[Any]):
    """One attempt to load one dataset, or one computation of figures."""

    run_id = serializers.IntegerField()
    unit_id = serializers.IntegerField(help_text="First run of what was published together.")
    dataset = serializers.CharField()
    status = serializers.ChoiceField(LoadRun.Status.choices)
    model_status = serializers.CharField(
        allow_null=True, help_text="CANDIDATE, CHAMPION or RETIRED; null: no run of a model."
    )
    code = serializers.CharField(allow_null=True, help_text="Why it was refused or failed.")
    message = serializers.CharField(allow_null=True)
    source_name = serializers.CharField()
    sha256 = serializers.CharField(allow_null=True)
    schema_version = serializers.CharField(allow_null=True)
    as_of = serializers.DateField(allow_null=True, help_text="Last day that the data cover.")
    rows_read = serializers.IntegerField(allow_null=True)
    rows_loaded = serializers.IntegerField(allow_null=True)
    rows_rejected = serializers.IntegerField(allow_null=True)
    rows_duplicate = serializers.IntegerField(allow_null=True)
    rows_set_apart = serializers.IntegerField()
    actor = serializers.CharField()
    app_version = serializers.CharField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField()
    seconds = serializers.FloatField(help_text="Of its own steps.")
    previous_run_id = serializers.IntegerField(
        allow_null=True, help_text="The publication of the dataset before it that stands."
    )
    previous_rows_loaded = serializers.IntegerField(allow_null=True)


class LoadStepSerializer(serializers.Serializer[Any]):
    step = serializers.CharField()
    seconds = serializers.FloatField()


class CountedCodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    rows = serializers.IntegerField()


class LoadChangeSerializer(serializers.Serializer[Any]):
    """One figure beside that of the publication before."""

    name = serializers.ChoiceField([*COUNTS, "total"])
    before = serializers.FloatField(allow_null=True)
    now = serializers.FloatField()
    percent = serializers.FloatField(allow_null=True, help_text="Of before.")


class LoadMateSerializer(serializers.Serializer[Any]):
    run_id = serializers.IntegerField()
    dataset = serializers.CharField()
    status = serializers.ChoiceField(LoadRun.Status.choices)
    rows_loaded = serializers.IntegerField(allow_null=True)


class StaleViewSerializer(serializers.Serializer[Any]):
    view = serializers.CharField()
    reason = serializers.CharField()


class LoadDetailSerializer(LoadSerializer):
    rows_per_second = serializers.IntegerField(allow_null=True)
    inserted = serializers.IntegerField(allow_null=True)
    updated = serializers.IntegerField(allow_null=True)
    unchanged = serializers.IntegerField(allow_null=True)
    first_date = serializers.DateField(allow_null=True, help_text="First day that the data cover.")
    last_date = serializers.DateField(allow_null=True)
    previous_first_date = serializers.DateField(allow_null=True)
    previous_last_date = serializers.DateField(allow_null=True)
    steps = LoadStepSerializer(many=True, help_text="In their order; none where it did not tell.")
    changes = LoadChangeSerializer(many=True)
    rejected_by_code = CountedCodeSerializer(many=True)
    warnings = CountedCodeSerializer(many=True)
    not_refreshed = StaleViewSerializer(many=True, help_text="Views that stayed as they were.")
    mates = LoadMateSerializer(many=True, help_text="Loaded together with it.")


class RejectSerializer(serializers.Serializer[Any]):
    reject_id = serializers.IntegerField()
    row_no = serializers.IntegerField(allow_null=True, help_text="Of the file.")
    column_name = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    value = serializers.CharField(allow_null=True, help_text="At most 200 characters of it.")
    message = serializers.CharField(help_text="The rule that it broke.")


class RejectMetadata(ListMetadata):
    run_id = serializers.IntegerField()
    rows_rejected = serializers.IntegerField(
        allow_null=True, help_text="All of them; the list may have fewer."
    )


class NightStepSerializer(serializers.Serializer[Any]):
    step = serializers.CharField()
    status = serializers.ChoiceField(NightStep.Status.choices)
    row_count = serializers.IntegerField(allow_null=True)
    error = serializers.CharField(allow_null=True)
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    seconds = serializers.FloatField(allow_null=True)


class NightSerializer(serializers.Serializer[Any]):
    night_id = serializers.IntegerField()
    business_date = serializers.DateField(help_text="The day whose figures it worked out.")
    status = serializers.ChoiceField(
        NightStep.Status.choices, help_text="The worst of its steps; RUNNING: without an end."
    )
    actor = serializers.CharField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    seconds = serializers.FloatField(allow_null=True)
    steps = NightStepSerializer(many=True)


class AuditEntrySerializer(serializers.Serializer[Any]):
    """One action of a person or a job; nothing changes or removes it."""

    audit_id = serializers.IntegerField()
    timestamp = serializers.DateTimeField()
    actor = serializers.CharField()
    action = serializers.CharField()
    entity_type = serializers.CharField(allow_null=True)
    entity_id = serializers.IntegerField(allow_null=True)
    entity_key = serializers.CharField(allow_null=True)
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)
    details = serializers.DictField(help_text="What else is known of it.")
    request_id = serializers.CharField(allow_null=True)
    ip_address = serializers.CharField(allow_null=True)
    user_agent = serializers.CharField(allow_null=True)
