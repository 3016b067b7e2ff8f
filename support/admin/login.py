"""The admin's door: whoever is no administrator is refused, and the refusal is recorded."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from unfold.forms import AuthenticationForm

from support.audit import record_failed_login


class AdminLoginForm(AuthenticationForm):  # type: ignore[misc]  # unfold has no types
    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """ValidationError in the words of a wrong password, so that nobody learns it was right."""
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            credentials = {"username": user.get_username()}
            record_failed_login(credentials=credentials, request=self.request, reason="NOT_ADMIN")
            raise
