"""Logins that are open, and their end."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.admin.tables import badge, moment
from support.models import UserSession
from support.services import end_session

OPEN = "open"


class StateFilter(admin.SimpleListFilter):
    title = "situação"
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _page: Any) -> list[tuple[str, str]]:
        return [(OPEN, "Abertas"), ("over", "Encerradas")]

    def queryset(self, _request: HttpRequest, sessions: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == OPEN:
            return sessions.alive()  # type: ignore[attr-defined,no-any-return]
        if self.value() == "over":
            return sessions.exclude(pk__in=UserSession.objects.alive().values("pk"))
        return sessions


@admin.register(UserSession)
class UserSessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "state", "started", "used", "ends", "ip_address", "agent")
    list_filter = (StateFilter,)
    list_select_related = ("user",)
    search_fields = ("user__username", "ip_address", "user_agent")
    search_help_text = "Usuário, endereço ou agente"
    fields = (
        ("user", "state"), ("started_at", "refreshed_at", "expires_at"),
        ("revoked_at", "revoked_reason"), ("ip_address", "user_agent"),
    )  # fmt: skip
    readonly_fields = ("state",)
    actions = ("end_sessions",)

    @admin.display(description="situação")
    def state(self, session: UserSession) -> SafeString:
        if session.revoked_at:
            return badge("RETIRED", "Encerrada")
        is_over = session.expires_at <= timezone.now()
        return badge("RETIRED", "Expirada") if is_over else badge("FRESH", "Aberta")

    @admin.display(description="início", ordering="started_at")
    def started(self, session: UserSession) -> str:
        return moment(session.started_at)

    @admin.display(description="último uso", ordering="refreshed_at")
    def used(self, session: UserSession) -> str:
        return moment(session.refreshed_at)

    @admin.display(description="expira em", ordering="expires_at")
    def ends(self, session: UserSession) -> str:
        return moment(session.expires_at)

    @admin.display(description="agente")
    def agent(self, session: UserSession) -> str:
        return (session.user_agent or "—")[:60]

    @admin.action(description="Encerrar as sessões selecionadas")
    def end_sessions(self, request: HttpRequest, sessions: QuerySet[UserSession]) -> None:
        actor = request.user.get_username()
        ended = sum(
            end_session(session=session, actor=actor, request=request)
            for session in sessions.select_related("user")
        )
        self.message_user(request, f"Sessões encerradas: {ended}.", messages.SUCCESS)
