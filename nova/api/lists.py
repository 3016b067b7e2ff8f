"""Parameters that hold several values, separated by commas."""

from typing import Any

from rest_framework import serializers

from nova.api.parameters import WholeNumberField


class _ListField(serializers.CharField):
    """most: values of one request."""

    value: serializers.Field[Any, Any, Any, Any]

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        help_text = f"Separated by commas, at most {most}."
        super().__init__(**{"required": False, "help_text": help_text, **options})

    def to_internal_value(self, data: Any) -> Any:
        given = [part.strip() for part in super().to_internal_value(data).split(",")]
        if len(given) > self.most:
            raise serializers.ValidationError(f"At most {self.most} values.")
        return list(dict.fromkeys(self.value.run_validation(part) for part in given))


class WholeNumbersField(_ListField):
    value = WholeNumberField()


class NamesField(_ListField):
    value = serializers.CharField(max_length=200)
