"""django-pgviews in migrations that can be taken back."""

from django_pgviews.db.migrations.operations import RegisterViewOperation


class RegisterView(RegisterViewOperation):
    """Notes a view in the migration state; the view itself goes with its schema."""

    reversible = True
