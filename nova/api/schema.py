"""OpenAPI of what every list has besides its own parameters."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from nova.api.exports.asked import ExportParameters


class NovaSchema(AutoSchema):
    def get_override_parameters(self) -> list[Any]:
        """Those of a file, where the list can be had as one."""
        common: list[Any] = list(super().get_override_parameters())
        is_file = self.method == "GET" and getattr(self.view, "export", None)
        return [*common, ExportParameters] if is_file else common
