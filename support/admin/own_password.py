"""The page on which an administrator replaces the own password."""

from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from support.models import User
from support.services import end_old_password


@transaction.atomic
def own_password(request: HttpRequest) -> HttpResponse:
    """Django's page; a new password is recorded and ends every other session."""
    before = User.objects.select_for_update().get(username=request.user.get_username())
    response = admin.site.password_change(request)
    user = User.objects.get(pk=before.pk)
    if user.password != before.password:
        end_old_password(user=user, actor=user.username, request=request)
        update_session_auth_hash(request, user)
    return response


own_password_page = admin.site.admin_view(own_password, cacheable=True)
