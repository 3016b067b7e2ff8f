"""What may be asked of forecasts."""

from typing import Any

from core.filters import refuse_backwards
from nova.api.parameters import DayField, PageParameters, PairParameters, WholeNumberField

LONGEST_HORIZON = 32767  # SMALLINT


class ForecastParameters(PairParameters, PageParameters):
    """Forecasts of one item at one site."""

    horizon = WholeNumberField(
        least=1,
        most=LONGEST_HORIZON,
        required=False,
        help_text="Label of the horizon, exactly as a row carries it.",
    )
    start_date = DayField(required=False)
    end_date = DayField(required=False, help_text="Included.")

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "start_date" in asked and "end_date" in asked:
            refuse_backwards(asked["start_date"], asked["end_date"])
        return asked
