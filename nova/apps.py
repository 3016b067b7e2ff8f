from django.apps import AppConfig


class NovaConfig(AppConfig):
    name = "nova"

    def ready(self) -> None:
        from nova import checks  # noqa: F401
        from nova.db.superuser import watch_connections

        watch_connections()
