"""Everything that can be done in the admin, by page, and the row it leaves."""

from typing import Any, NamedTuple

from tests.nova.audit.trail import NEW_PASSWORD, Act, Told, Yard
from tests.support.factories import PASSWORD

ADMIN = {"via": "admin"}
CHOSEN = "_selected_action"


class Doing(NamedTuple):
    """page: app.model, or site; name: add, change, delete, an action or the name of an address."""

    page: str
    name: str
    act: Act
    told: Told


def post(path: str, **form: Any) -> Act:
    """Sends a form; texts in it that name an id in braces are that id."""

    def act(yard: Yard) -> Any:
        filled = {
            name: value.format(**yard.ids) if isinstance(value, str) else value
            for name, value in form.items()
        }
        return yard.post(path, filled)

    return act


def chosen(path: str, action: str, place: str, **form: Any) -> Act:
    return post(path, **{"action": action, CHOSEN: place, **form})


def login(username: str, password: str) -> Act:
    def act(yard: Yard) -> Any:
        form = {"username": username, "password": password, "next": "/admin/"}
        return Yard(yard.browser.__class__()).post("login/", form)

    return act


def get(path: str) -> Act:
    def act(yard: Yard) -> Any:
        answer = yard.get(path)
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else answer.content

    return act


def changed(name: str, before: object, after: object) -> dict[str, Any]:
    return {"before": {name: before}, "after": {name: after}}


def user_form(**changes: Any) -> dict[str, Any]:
    form = {"email": "ana@example.com", "role": "VIEWER", "is_active": "on", **changes}
    return {name: value for name, value in form.items() if value is not None}


def asked(action: str, run: str, option: str | None = None) -> tuple[Act, Told]:
    form = {"reason": "porque sim", **({option: "on"} if option else {})}
    told = Told(
        f"LOAD_{action}_REQUESTED",
        lambda ids: {
            "request_id": ids["next_request"], "run_id": ids[run], "action": action,
            "reason": "porque sim", "actor": "root",
            "in_spite": option == "in_spite", "whole_unit": option == "whole_unit",
        },
    )  # fmt: skip
    return post(f"support/loadrun/{{{run}}}/ask/{action}/", **form), told


USER = "support/user/{ana}/change/"
PASSWORDS = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
NO_SCOPE: dict[str, Any] = {"scoped": False, "site_ids": [], "region_ids": []}
PEOPLE = [
    Doing("site", "login", login("root", PASSWORD), Told("LOGIN", ADMIN)),
    Doing("site", "login", login("root", "wrong"), Told("LOGIN_FAILED", ADMIN)),
    Doing("site", "login", login("eve", "wrong"), Told("LOGIN_FAILED", ADMIN, actor="eve")),
    Doing(
        "site", "login", login("ana", PASSWORD),
        Told("LOGIN_FAILED", {**ADMIN, "reason": "NOT_ADMIN"}, actor="ana"),
    ),
    Doing("site", "logout", post("logout/"), Told("LOGOUT", ADMIN)),
    Doing(
        "site", "password_change",
        post(
            "password_change/", old_password=PASSWORD, new_password1=NEW_PASSWORD,
            new_password2=NEW_PASSWORD,
        ),
        Told("PASSWORD_CHANGED", {}),
    ),
    Doing(
        "support.user", "add",
        post(
            "support/user/add/", username="bia", email="bia@example.com", role="ANALYST",
            is_active="on", password1=NEW_PASSWORD, password2=NEW_PASSWORD,
        ),
        Told("USER_CREATED", {"after": {
            "username": "bia", "email": "bia@example.com", "role": "ANALYST", "is_active": True,
        }}),
    ),
    Doing(
        "support.user", "change", post(USER, **user_form(role="ANALYST")),
        Told("USER_CHANGED", changed("role", "VIEWER", "ANALYST")),
    ),
    Doing(
        "support.user", "change", post(USER, **user_form(is_active=None)),
        Told("USER_CHANGED", changed("is_active", True, False)),
    ),
    Doing(
        "support.user", "change", post(USER, **user_form(email="other@example.com")),
        Told("USER_CHANGED", changed("email", "ana@example.com", "other@example.com")),
    ),
    Doing(
        "support.user", "change", post(USER, **user_form(scoped="on", sites="{site}")),
        Told("SCOPE_CHANGED", lambda ids: {
            "before": NO_SCOPE, "after": {**NO_SCOPE, "scoped": True, "site_ids": [ids["site"]]},
        }),
    ),
    Doing("support.user", "change", post(USER, **user_form()), Told("", rows=0)),
    Doing(
        "support.user", "auth_user_password_change",
        post("support/user/{ana}/password/", **PASSWORDS), Told("PASSWORD_CHANGED", {}),
    ),
    Doing(
        "support.user", "end_sessions", chosen("support/user/", "end_sessions", "{ana}"),
        Told("SESSION_REVOKED", {"reason": "ADMIN", "sessions": 1}),
    ),
    Doing(
        "support.usersession", "end_sessions",
        chosen("support/usersession/", "end_sessions", "{session}"),
        Told("SESSION_REVOKED", lambda ids: {"reason": "ADMIN", "session_id": ids["session"]}),
    ),
    Doing(
        "support.auditlog", "support_auditlog_export", get("support/auditlog/export/?q=nobody"),
        Told("AUDIT_EXPORTED", {"filters": {"q": "nobody"}, "rows": 0}),
    ),
]  # fmt: skip
LOADS = [
    Doing(
        "support.loadrun", "support_loadrun_rejects",
        get("support/loadrun/{published}/rejects.csv"), Told("REJECTS_EXPORTED", {"rows": 0}),
    ),
    Doing("support.loadrun", "support_loadrun_ask", *asked("PROMOTE", "candidate", "in_spite")),
    Doing("support.loadrun", "support_loadrun_ask", *asked("APPROVE", "waiting")),
    Doing("support.loadrun", "support_loadrun_ask", *asked("ROLL_BACK", "published", "whole_unit")),
]  # fmt: skip

OVERRIDE = {
    "item": "{item}", "safety_stock": "12,5", "starts_on": "2026-11-01",
    "expires_on": "2030-12-31", "reason": "obra",
}  # fmt: skip
TARGET = {
    "kpi": "fill_rate", "dimension": "", "segment": "", "comparison": "ABOVE", "target": "0,97",
    "source": "diretoria", "valid_from": "2026-12-01",
}  # fmt: skip
LEVEL = {"abc_class": "A", "service_level": "0,98", "valid_from": "2030-01-01", "source": "x"}
WISH = {"user": "{ana}", "kind": "ALERT", "least_level": "WARNING", "by_email": "on"}
CRONTAB = {
    "minute": "30", "hour": "4", "day_of_week": "*", "day_of_month": "*", "month_of_year": "*",
    "timezone": "America/Bahia",
}  # fmt: skip
TASK = {
    "name": "Ronda", "regtask": "", "task": "mlops.tasks.nightly_task", "enabled": "on",
    "crontab": "{crontab}", "args": "[]", "kwargs": "{{}}", "queue": "", "expire_seconds": "",
}  # fmt: skip
SURE = {"post": "yes"}


RULES = [
    Doing(
        "analytics.servicelevel", "add", post("analytics/servicelevel/add/", **LEVEL),
        Told("SERVICE_LEVEL_ADDED"),
    ),
    Doing(
        "analytics.servicelevel", "change",
        post("analytics/servicelevel/{level}/change/", **LEVEL, valid_to="2031-12-31"),
        Told("SERVICE_LEVEL_CHANGED", changed("valid_to", None, "2031-12-31")),
    ),
    Doing(
        "analytics.policyoverride", "add", post("analytics/policyoverride/add/", **OVERRIDE),
        Told("POLICY_OVERRIDE_ADDED"),
    ),
    Doing(
        "analytics.policyoverride", "change",
        post("analytics/policyoverride/{override}/change/", **{**OVERRIDE, "reason": "chuva"}),
        Told("POLICY_OVERRIDE_CHANGED", changed("reason", "obra", "chuva")),
    ),
    Doing(
        "analytics.policyoverride", "end_today",
        chosen("analytics/policyoverride/", "end_today", "{override}"),
        Told("POLICY_OVERRIDE_CHANGED", lambda ids: changed(
            "expires_on", "2030-12-31", ids["today"]
        )),
    ),
    Doing(
        "analytics.kpitarget", "add",
        post("analytics/kpitarget/add/", **{**TARGET, "valid_from": "2027-01-01"}),
        Told("KPI_TARGET_ADDED"),
    ),
    Doing(
        "analytics.kpitarget", "change",
        post("analytics/kpitarget/{target}/change/", **{**TARGET, "target": "0,98"}),
        Told("KPI_TARGET_CHANGED", changed("target", "0.9700", "0.98")),
    ),
    Doing(
        "analytics.subscription", "add",
        post("analytics/subscription/add/", **{**WISH, "family": "CABOS"}),
        Told("SUBSCRIPTION_ADDED"),
    ),
    Doing(
        "analytics.subscription", "change",
        post("analytics/subscription/{wish}/change/", **{**WISH, "least_level": "CRITICAL"}),
        Told("SUBSCRIPTION_CHANGED", changed("least_level", "WARNING", "CRITICAL")),
    ),
    Doing(
        "analytics.subscription", "delete", post("analytics/subscription/{wish}/delete/", **SURE),
        Told("SUBSCRIPTION_REMOVED"),
    ),
    Doing(
        "analytics.subscription", "delete_selected",
        chosen("analytics/subscription/", "delete_selected", "{wish}", **SURE),
        Told("SUBSCRIPTION_REMOVED"),
    ),
]  # fmt: skip
TASKS, TIMES = "django_celery_beat.periodictask", "django_celery_beat.crontabschedule"
BEAT = "django_celery_beat/periodictask/"
SCHEDULE = [
    Doing(TIMES, "add", post("django_celery_beat/crontabschedule/add/", **{**CRONTAB, "hour": "6"}),
          Told("CRONTAB_ADDED")),
    Doing(
        TIMES, "change",
        post("django_celery_beat/crontabschedule/{crontab}/change/", **{**CRONTAB, "hour": "5"}),
        Told("CRONTAB_CHANGED", changed("hour", "4", "5")),
    ),
    Doing(TASKS, "add", post(f"{BEAT}add/", **{**TASK, "name": "Outra"}),
          Told("PERIODIC_TASK_ADDED")),
    Doing(
        TASKS, "change", post(f"{BEAT}{{task}}/change/", **{**TASK, "name": "Madrugada"}),
        Told("PERIODIC_TASK_CHANGED", changed("name", "Ronda", "Madrugada")),
    ),
    Doing(TASKS, "delete", post(f"{BEAT}{{task}}/delete/", **SURE), Told("PERIODIC_TASK_REMOVED")),
    Doing(TASKS, "delete_selected", chosen(BEAT, "delete_selected", "{task}", **SURE),
          Told("PERIODIC_TASK_REMOVED")),
    Doing(TASKS, "disable_tasks", chosen(BEAT, "disable_tasks", "{task}"),
          Told("PERIODIC_TASK_CHANGED", changed("enabled", True, False))),
    Doing(TASKS, "enable_tasks", chosen(BEAT, "enable_tasks", "{idle}"),
          Told("PERIODIC_TASK_CHANGED", changed("enabled", False, True))),
    Doing(
        TASKS, "run_tasks", chosen(BEAT, "run_tasks", "{task}"),
        Told("PERIODIC_TASK_RUN", {
            "task": "mlops.tasks.nightly_task", "args": "[]", "kwargs": "{}",
        }),
    ),
]  # fmt: skip
DOINGS = [*PEOPLE, *LOADS, *RULES, *SCHEDULE]
