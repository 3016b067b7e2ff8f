"""Whether a request asks for a file, and which."""

from dataclasses import dataclass

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from nova.api.parameters import Parameters

PAGING = ("limit", "offset", "cursor")


class ExportParameters(Parameters):
    """Beside the parameters of every list and series that can be had as a file."""

    format = serializers.ChoiceField(
        ["csv", "xlsx"], required=False, help_text="The whole list as a file; without a page."
    )
    locale = serializers.ChoiceField(
        ["en", "pt-BR"],
        required=False,
        help_text="Of the file. pt-BR: Portuguese titles, in CSV semicolons and decimal commas.",
    )


NAMES = tuple(ExportParameters().fields)


@dataclass(frozen=True)
class Asked:
    """format: csv or xlsx; filters: what else the address asks for."""

    format: str
    locale: str
    filters: dict[str, str]


def export_asked(given: QueryDict) -> Asked | None:
    """None for an answer in JSON; ValidationError for what no file can be."""
    told = {name: given[name] for name in NAMES if name in given}
    if not told:
        return None
    own = ExportParameters.parsed(told)
    if "format" not in own:
        raise ValidationError({"locale": "Only beside format."})
    if beside := [name for name in PAGING if name in given]:
        raise ValidationError(dict.fromkeys(beside, "Not beside format: a file is whole."))
    filters = {name: str(given[name]) for name in given if name not in NAMES}
    return Asked(own["format"], own.get("locale", "en"), filters)
