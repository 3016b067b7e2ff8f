"""The page on which an administrator replaces the own password."""

from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse

from support.audit import on_behalf_of
from support.models import User
from support.services import end_sessions


def own_password(request: HttpRequest) -> HttpResponse:
    """Django's page; a new password is recorded and ends every other session."""
    actor = request.user.get_username()
    with on_behalf_of(actor=actor, request=request):
        before = User.objects.select_for_update().get(username=actor)
        response = admin.site.password_change(request)
        user = User.objects.get(pk=before.pk)
        if user.password != before.password:
            end_sessions(user=user, reason="PASSWORD_CHANGED")
            update_session_auth_hash(request, user)
    return response


own_password_page = admin.site.admin_view(own_password)
