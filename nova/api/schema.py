"""OpenAPI of what every list has besides its own parameters."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema

from nova.api.exports.asked import ExportParameters

Direction = Literal["request", "response"]
FILES: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        "schema": {"type": "string", "format": "binary"}
    },
}


class NovaSchema(AutoSchema):
    def _is_file(self) -> bool:
        """Whether the answer can be had as one."""
        return self.method == "GET" and bool(getattr(self.view, "export", None))

    def _get_response_bodies(self, direction: Direction = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        if self._is_file():
            bodies["200"]["content"].update(FILES)
        return bodies

    def get_override_parameters(self) -> list[Any]:
        """Those of a file, where the list can be had as one."""
        common: list[Any] = list(super().get_override_parameters())
        return [*common, ExportParameters] if self._is_file() else common
