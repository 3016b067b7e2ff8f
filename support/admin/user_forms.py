"""Forms of users: what is asked for a new one, and which sites one may see."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.contrib.auth.forms import UsernameField
from unfold.forms import UserCreationForm
from unfold.widgets import UnfoldAdminTextInputWidget

from support.models import User, UserScope
from support.scopes import GivenScope


class NewUserForm(UserCreationForm):  # type: ignore[misc]
    username = UsernameField(label="usuário", max_length=150, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = User
        fields = ("username", "email", "role", "is_active")


def _places(column: str, label: str) -> "forms.ModelMultipleChoiceField[Any]":
    """Chosen by typing; the rows are those that the column of a scope may name."""
    field = UserScope._meta.get_field(column)
    return forms.ModelMultipleChoiceField(
        field.related_model._default_manager.all(),  # type: ignore[union-attr]
        label=label,
        required=False,
        widget=AutocompleteSelectMultiple(field, admin.site),
    )


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    """is_scoped is no column to save here: the scope is changed as a whole, and audited."""

    scoped = forms.BooleanField(
        label="Só alguns locais",
        required=False,
        help_text="Marcado sem nenhum local nem região, o usuário não vê nenhum. Um administrador"
        " que só vê alguns não entra aqui, onde se vê a empresa inteira.",
    )
    sites = _places("site", "Locais")
    regions = _places("region", "Regiões inteiras")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = GivenScope.of(self.instance)
        self.initial.update(
            scoped=scope.is_scoped, sites=sorted(scope.site_ids), regions=sorted(scope.region_ids)
        )

    def scope(self) -> GivenScope:
        """The scope as it was given."""
        return GivenScope(
            is_scoped=self.cleaned_data["scoped"],
            site_ids=frozenset(place.pk for place in self.cleaned_data["sites"]),
            region_ids=frozenset(place.pk for place in self.cleaned_data["regions"]),
        )
