"""Administration of access, and the record of actions and loads. For the ADMIN role alone."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nova.api.readonly import ReadOnlyAdmin
from support.models import AuditLog, LoadRun, User
from support.services import change_user, create_user, end_old_password, revoke_sessions

SHOWN_REJECTS = 100
REJECT_HEADING = SafeString(
    "<tr><th>linha</th><th>coluna</th><th>código</th><th>valor</th><th>regra</th></tr>"
)

admin.site.site_header = "Nova Corrente"
admin.site.site_title = "Nova Corrente"
admin.site.index_title = "Administração"
admin.site.unregister(Group)  # the role alone decides what a user may do


class NewUserForm(UserCreationForm):  # type: ignore[type-arg]
    username = UsernameField(label="usuário", max_length=150, widget=AdminTextInputWidget)

    class Meta:
        model = User
        fields = ("username", "email", "role", "is_active")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    """Users are made and switched off here, never deleted: the audit log names them."""

    form = forms.ModelForm
    add_form = NewUserForm
    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("username", "password_page", "last_login", "created_at")
    fieldsets = (
        (None, {"fields": ("username", "password_page", "email", "role", "is_active")}),
        ("Datas", {"fields": ("last_login", "created_at")}),
    )
    new_fields = ("username", "email", "role", "is_active", "password1", "password2")
    add_fieldsets = ((None, {"classes": ("wide",), "fields": new_fields}),)
    actions = ("end_sessions",)

    @admin.display(description="senha")
    def password_page(self, _user: User) -> SafeString:
        return SafeString('<a href="../password/">Definir nova senha</a>')

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_readonly_fields(request, obj) if obj else ()

    def has_delete_permission(self, _request: HttpRequest, _obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, _form: Any, change: bool) -> None:
        save = change_user if change else create_user
        save(user=obj, actor=_actor(request), request=request)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - Django's name for it
        form_url: str = "",
    ) -> HttpResponse:
        with transaction.atomic():
            before = User.objects.select_for_update().filter(pk=unquote(id)).first()
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=before.pk).first() if before else None
            if user and before and user.password != before.password:
                end_old_password(user=user, actor=_actor(request), request=request)
                update_session_auth_hash(request, user)
        return response

    @admin.action(description="Encerrar as sessões dos usuários selecionados")
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        ended = sum(
            revoke_sessions(user=user, reason="ADMIN", actor=_actor(request), request=request)
            for user in users
        )
        self.message_user(request, f"Sessões encerradas: {ended}.", messages.SUCCESS)


@admin.register(AuditLog)
class AuditLogAdmin(ReadOnlyAdmin):
    list_display = ("audit_id", "timestamp", "actor", "action", "entity_type", "entity_id")
    search_fields = ("actor", "action", "entity_type", "entity_key", "request_id")
    search_help_text = "Autor, ação, tipo, chave ou requisição"
    date_hierarchy = "timestamp"


@admin.register(LoadRun)
class LoadRunAdmin(ReadOnlyAdmin):
    list_display = (
        "run_id",
        "dataset",
        "status",
        "code",
        "as_of",
        "rows_loaded",
        "rows_rejected",
        "finished_at",
    )
    list_filter = ("status", "dataset")
    search_fields = ("dataset", "source_name", "message", "actor")
    readonly_fields = ("first_rejects",)

    @admin.display(description=f"linhas recusadas (as primeiras {SHOWN_REJECTS})")
    def first_rejects(self, run: LoadRun) -> SafeString:
        rows = run.rejects.values_list("row_no", "column_name", "code", "value", "message")
        lines = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            (["—" if part is None else part for part in row] for row in rows[:SHOWN_REJECTS]),
        )
        return (
            format_html("<table>{}{}</table>", REJECT_HEADING, lines) if lines else SafeString("—")
        )


def _actor(request: HttpRequest) -> str:
    return request.user.get_username()
