"""The page that asks whether a run shall be promoted, approved or taken back, and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanSwitchWidget

from support.load_requests import Action, ask, ways
from support.models import LoadRun

EFFECTS = {
    Action.PROMOTE: "Os leitores passam a ver esta carga; a que veem agora é aposentada.",
    Action.APPROVE: "O arquivo que espera na pasta de entrada é carregado apesar do aviso.",
    Action.ROLL_BACK: "O que esta carga publicou é desfeito, ou a candidata é abandonada.",
}
ICONS = {
    Action.PROMOTE: "workspace_premium",
    Action.APPROVE: "check_circle",
    Action.ROLL_BACK: "undo",
}
OPTIONS = {Action.PROMOTE: "in_spite", Action.ROLL_BACK: "whole_unit"}


class AskForm(forms.Form):
    """in_spite and whole_unit stand for those actions that know them."""

    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        help_text="Fica no registro de auditoria.",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
    in_spite = forms.BooleanField(
        label="Apesar do backtest pior ou do volume fora do comum",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )
    whole_unit = forms.BooleanField(
        label="Com tudo o que foi publicado junto",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in set(OPTIONS.values()) - {OPTIONS.get(action)}:
            del self.fields[option]


def buttons(run: LoadRun) -> list[dict[str, Any]]:
    """The ways of a run as the buttons above its page."""
    return [
        {
            "title": action.label,
            "icon": ICONS[action],
            "path": reverse("admin:support_loadrun_ask", args=[run.run_id, action.value]),
        }
        for action in ways(run)
    ]


def ask_page(site: AdminSite, request: HttpRequest, run_id: int, way: str) -> HttpResponse:
    """Asks once more, then leaves the request; 404 for what this run does not allow."""
    if not request.user.has_perm("support.change_loadrun"):
        raise PermissionDenied
    run = get_object_or_404(LoadRun, run_id=run_id)
    if way not in ways(run):
        raise Http404(f"{way} of run {run_id}")
    action = Action(way)
    form = AskForm(request.POST or None, action=action)
    if form.is_valid():
        return _asked(request, run, action, form)
    context = {
        **site.each_context(request),
        "title": f"{action.label} a carga {run.run_id}?",
        "run": run,
        "effect": EFFECTS[action],
        "action": action,
        "form": form,
        "opts": LoadRun._meta,
        "back": _page_of(run),
    }
    return TemplateResponse(request, "support/ask_about_load.html", context)


def _asked(request: HttpRequest, run: LoadRun, action: Action, form: AskForm) -> HttpResponse:
    actor = request.user.get_username()
    written = ask(run=run, action=action, actor=actor, request=request, **form.cleaned_data)
    if written is None:
        messages.warning(request, "Já há um pedido sobre esta carga à espera.")
    else:
        messages.success(request, f"Pedido {written.request_id} registrado; veja o resultado aqui.")
    page = reverse("admin:support_loadrequest_changelist")
    return HttpResponseRedirect(f"{page}?run__run_id__exact={run.run_id}")


def _page_of(run: LoadRun) -> str:
    return reverse("admin:support_loadrun_change", args=[run.run_id])
