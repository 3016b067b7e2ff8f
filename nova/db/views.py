"""django-pgviews in migrations that can be taken back."""

from django_pgviews.db.migrations.operations import RegisterViewOperation


class RegisterView(RegisterViewOperation):  # type: ignore[misc]
    """Notes a view in the migration state; the view itself goes with its schema."""

    reversible = True
