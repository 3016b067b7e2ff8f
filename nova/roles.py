"""The database roles, and which of them a management command runs under.

nova_owner   owns every table; migrations and partition upkeep only
nova_loader  staging, published tables, load runs
nova_api     reads what was published; writes decisions, sessions and audit rows
nova_bi      reads the documented views
nova_audit   owns the audit log; nobody logs in as it
"""

from collections.abc import Sequence

OWNER = "nova_owner"
LOADER = "nova_loader"
API = "nova_api"
BI = "nova_bi"
AUDIT = "nova_audit"

LOGIN_ROLES = (OWNER, LOADER, API, BI)

_LOADER_COMMANDS = (
    "load_", "loads", "import_", "seed_", "contracts", "reconcile_", "rollback_", "compute_",
    "score_", "recommend", "promote_", "nightly",
    "status", "carry_out_", "migrate_mysql",
)  # fmt: skip
_API_COMMANDS = ("runserver",)


def role_of_command(arguments: Sequence[str]) -> str:
    """Role of the command named first in arguments; the owner's when none is named."""
    command = arguments[0] if arguments else ""
    if command.startswith(_LOADER_COMMANDS):
        return LOADER
    if command in _API_COMMANDS:
        return API
    return OWNER
