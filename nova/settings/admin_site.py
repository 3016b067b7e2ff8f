"""How the admin looks and where its pages are. Colours: frontend/src/styles/tokens.css."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

COLORS = {
    # In light mode the low numbers are surfaces and lines, in dark mode the high ones.
    "base": {
        "50": "oklch(0.984 0.003 240)",
        "100": "oklch(0.966 0.005 240)",
        "200": "oklch(0.915 0.007 240)",
        "300": "oklch(0.845 0.011 240)",
        "400": "oklch(0.69 0.017 245)",
        "500": "oklch(0.515 0.02 250)",
        "600": "oklch(0.415 0.023 250)",
        "700": "oklch(0.39 0.023 250)",
        "800": "oklch(0.294 0.019 250)",
        "900": "oklch(0.213 0.016 250)",
        "950": "oklch(0.178 0.014 250)",
    },
    # 600 is the accent of light mode, 500 that of dark mode.
    "primary": {
        "50": "oklch(0.955 0.022 220)",
        "100": "oklch(0.93 0.036 220)",
        "200": "oklch(0.86 0.09 215)",
        "300": "oklch(0.85 0.09 215)",
        "400": "oklch(0.85 0.09 215)",
        "500": "oklch(0.79 0.105 215)",
        "600": "oklch(0.47 0.105 225)",
        "700": "oklch(0.41 0.098 225)",
        "800": "oklch(0.33 0.06 225)",
        "900": "oklch(0.29 0.043 225)",
        "950": "oklch(0.19 0.03 235)",
    },
    "font": {
        "subtle-light": "oklch(0.515 0.02 250)",
        "subtle-dark": "oklch(0.69 0.017 245)",
        "default-light": "oklch(0.415 0.023 250)",
        "default-dark": "oklch(0.8 0.013 245)",
        "important-light": "oklch(0.215 0.024 250)",
        "important-dark": "oklch(0.955 0.006 240)",
    },
}


def _may(permission: str, request: HttpRequest) -> bool:
    return request.user.has_perm(permission)


def _page(model: str, title: str, icon: str) -> dict[str, Any]:
    """The list of a model, for whom may see it. model: such as support.user."""
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": partial(_may, f"{app}.view_{name}"),
    }


def _file(path: str) -> Callable[[HttpRequest], str]:
    return lambda _request: static(path)


def admin_site(*, dashboard_url: str | None) -> dict[str, Any]:
    """Settings of django-unfold. dashboard_url: where people read the facts, None: not told."""
    home = {"title": "Início", "icon": "home", "link": reverse_lazy("admin:index")}
    dashboard = {"title": "Painel de análise", "icon": "monitoring", "link": dashboard_url}
    return {
        "SITE_TITLE": "Nova Corrente",
        "SITE_HEADER": "Nova Corrente",
        "SITE_SUBHEADER": "Administração",
        "SITE_URL": dashboard_url,
        "SITE_ICON": _file("nova/icon.svg"),
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _file("nova/icon.svg")}],
        "STYLES": [_file("nova/admin.css")],
        "SHOW_VIEW_ON_SITE": False,
        "SHOW_HISTORY": False,  # the audit log has it, of every way in
        "SHOW_BACK_BUTTON": True,
        "BORDER_RADIUS": "8px",
        "COLORS": COLORS,
        "DASHBOARD_CALLBACK": "analytics.admin.home.home",
        "SIDEBAR": {
            "show_search": True,
            "navigation": [
                {"items": [home, dashboard] if dashboard_url else [home]},
                *NAVIGATION,
            ],
        },
    }


NAVIGATION: list[dict[str, Any]] = [
    {
        "title": "Cargas",
        "separator": True,
        "items": [
            _page("support.freshness", "Atualização dos dados", "update"),
            _page("support.loadrun", "Cargas", "upload_file"),
            _page("support.loadrequest", "Pedidos sobre cargas", "rule"),
            _page("support.night", "Noites", "bedtime"),
            _page("django_celery_beat.periodictask", "Agenda", "calendar_clock"),
        ],
    },
    {
        "title": "Regras",
        "separator": True,
        "items": [
            _page("analytics.servicelevel", "Níveis de serviço", "target"),
            _page("analytics.policyoverride", "Exceções com prazo", "event_busy"),
            _page("analytics.kpitarget", "Metas dos indicadores", "flag"),
        ],
    },
    {
        "title": "Pessoas",
        "separator": True,
        "items": [
            _page("support.user", "Usuários", "group"),
            _page("support.usersession", "Sessões", "devices"),
            _page("analytics.subscription", "Assinaturas", "notifications"),
        ],
    },
    {
        "title": "Cadastros",
        "separator": True,
        "items": [
            _page("core.item", "Materiais", "inventory_2"),
            _page("core.site", "Locais", "cell_tower"),
            _page("core.region", "Regiões", "map"),
            _page("core.supplier", "Fornecedores", "local_shipping"),
        ],
    },
    {
        "title": "Registro",
        "separator": True,
        "items": [_page("support.auditlog", "Auditoria", "history")],
    },
]
