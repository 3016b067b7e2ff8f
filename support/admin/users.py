"""Users: who they are, what they may do, and the end of their sessions."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.forms import AdminPasswordChangeForm

from nova.api.readonly import Page
from support.admin.tables import NONE, badge, moment
from support.admin.user_forms import NewUserForm, UserForm
from support.audit import on_behalf_of
from support.models import User
from support.scopes import change_scope
from support.services import change_user, create_user, end_sessions, revoke_sessions


@admin.register(User)
class UserAdmin(DjangoUserAdmin, Page):  # type: ignore[type-arg]
    """Users are made and switched off here, never deleted: the audit log names them."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "email", "role_badge", "is_active", "last_seen", "open_sessions")
    list_filter = ("role", "is_active")
    search_fields = ("username", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("username", "password_page", "last_login", "created_at", "open_sessions")
    fieldsets = (
        (None, {"fields": ("username", "password_page", "email", "role", "is_active")}),
        ("Locais que vê", {"fields": ("scoped", ("sites", "regions"))}),
        ("Datas", {"fields": (("last_login", "created_at"), "open_sessions")}),
    )
    new_fields = ("username", "email", "role", "is_active", "password1", "password2")
    add_fieldsets = ((None, {"classes": ("wide",), "fields": new_fields}),)
    actions = ("end_sessions",)

    @admin.display(description="senha")
    def password_page(self, _user: User) -> SafeString:
        return SafeString('<a class="link" href="../password/">Definir nova senha</a>')

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users: QuerySet[User] = super().get_queryset(request)
        is_open = Q(sessions__revoked_at=None, sessions__expires_at__gt=Now())
        return users.annotate(open=Count("sessions", filter=is_open))

    @admin.display(description="papel", ordering="role")
    def role_badge(self, user: User) -> SafeString:
        return badge(user.role, user.get_role_display())

    @admin.display(description="último acesso", ordering="last_login")
    def last_seen(self, user: User) -> str:
        return moment(user.last_login) if user.last_login else NONE

    @admin.display(description="sessões abertas", ordering="open")
    def open_sessions(self, user: User) -> SafeString:
        page = reverse("admin:support_usersession_changelist")
        return format_html(
            '<a class="link" href="{}?state=open&amp;user__user_id__exact={}">{}</a>',
            page, user.pk, getattr(user, "open", 0),
        )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    def has_delete_permission(self, _request: HttpRequest, _obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        actor = _actor(request)
        if not change:
            create_user(user=obj, actor=actor, request=request)
            return
        change_user(user=obj, actor=actor, request=request)
        change_scope(user=obj, scope=form.scope(), actor=actor, request=request)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - Django's name for it
        form_url: str = "",
    ) -> HttpResponse:
        with on_behalf_of(actor=_actor(request), request=request):
            before = User.objects.select_for_update().filter(pk=unquote(id)).first()
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=before.pk).first() if before else None
            if user and before and user.password != before.password:
                end_sessions(user=user, reason="PASSWORD_CHANGED")
                update_session_auth_hash(request, user)
        return response

    @admin.action(description="Encerrar as sessões dos usuários selecionados")
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        ended = sum(
            revoke_sessions(user=user, reason="ADMIN", actor=_actor(request), request=request)
            for user in users
        )
        self.message_user(request, f"Sessões encerradas: {ended}.", messages.SUCCESS)


def _actor(request: HttpRequest) -> str:
    return request.user.get_username()
