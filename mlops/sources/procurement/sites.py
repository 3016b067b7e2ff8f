"""What a depot code says about the kind of place it stands for."""

from __future__ import annotations

import re

from mlops.sources.procurement.purchase_lines import UNKNOWN_SITE

UNKNOWN_SITE_NAME = "Depósito não informado"

# The depot column isn't aligned with the rest of the row (depots per request look random
# against a shuffle, suppliers don't), so whatever is shown per site carries this code.
DEPOT_UNRELIABLE = "DEPOT_UNRELIABLE"

_TECHNICIAN = re.compile(r"TEC[0-9]+")
_TOWER_CODE_LENGTH = 6


def site_type(code: str) -> str:
    """The site type the code itself proves, UNKNOWN otherwise. First rule that fits:

    - the site that stands for a missing depot: UNKNOWN
    - ALMOX… (almoxarifado, storeroom): WAREHOUSE
    - ESCRITÓRIO…: OFFICE
    - TEC and digits (a technician's stock): TECHNICIAN
    - 6 characters or more with a digit among them (BAFRD017, SP4-UBA-00, BR80584-A, 12060002,
      SAL031TM): a telecom operator's site identifier, TOWER
    - the rest (GERBA, SUP, SPG, LEM4, NC001, SE_LAURO, …): UNKNOWN. They may be branches,
      cost centres or towns; the workbook doesn't say. No code proves a STORE or a
      DISTRIBUTION_CENTER.
    """
    if code == UNKNOWN_SITE:
        return "UNKNOWN"
    if code.startswith("ALMOX"):
        return "WAREHOUSE"
    if code.startswith("ESCRITÓRIO"):
        return "OFFICE"
    if _TECHNICIAN.fullmatch(code):
        return "TECHNICIAN"
    if len(code) >= _TOWER_CODE_LENGTH and any(c.isdigit() for c in code):
        return "TOWER"
    return "UNKNOWN"
