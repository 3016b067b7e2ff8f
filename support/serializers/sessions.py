"""Shapes of login, tokens, users and the age of data."""

from typing import Any

from rest_framework import serializers

from nova.api.documentation import CountMetadata
from support.models import Freshness, User


class UserSerializer(serializers.Serializer[User]):
    user_id = serializers.IntegerField()
    username = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(User.Role.choices)
    scoped = serializers.BooleanField(
        source="is_scoped", help_text="Sees only some sites: company-wide figures are refused."
    )


class LoginSerializer(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=1000)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


class RefreshSerializer(serializers.Serializer[Any]):
    refresh_token = serializers.CharField(max_length=4096)


class TokenPairSerializer(serializers.Serializer[Any]):
    access_token = serializers.CharField()
    refresh_token = serializers.CharField(help_text="Good once; a second use ends the session.")
    token_type = serializers.ChoiceField(["Bearer"])
    expires_in = serializers.IntegerField(help_text="Seconds.")
    refresh_expires_in = serializers.IntegerField(help_text="Seconds.")
    user = UserSerializer()


class FreshnessMetadata(CountMetadata):
    data_version = serializers.IntegerField(
        help_text="Raised by every change: what was read under another one may be old."
    )


class FreshnessSerializer(serializers.Serializer[Any]):
    dataset = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(Freshness.State.choices)
    is_stale = serializers.BooleanField(
        allow_null=True, help_text="Null without a cadence or a publication: see state."
    )
    cadence_days = serializers.IntegerField(
        allow_null=True, help_text="Days from one delivery to the next; null: none is expected."
    )
    as_of = serializers.DateField(allow_null=True, help_text="Last day the data cover.")
    age_days = serializers.IntegerField(
        allow_null=True,
        help_text="Days since as_of, or since the publication where there is no as_of.",
    )
    due_on = serializers.DateField(
        allow_null=True, help_text="Day the next is expected; late after one more."
    )
    published_at = serializers.DateTimeField(allow_null=True)
    run_id = serializers.IntegerField(allow_null=True, help_text="Newest run that stands.")
