"""Users: who they are, what they may do, and the end of their sessions."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from support.models import User
from support.services import change_user, create_user, end_old_password, revoke_sessions


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


def _actor(request: HttpRequest) -> str:
    return request.user.get_username()
