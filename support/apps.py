from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = "Acesso e cargas"

    def ready(self) -> None:
        from support import admin_sessions, audit

        user_logged_in.connect(audit.record_login)
        user_logged_in.connect(admin_sessions.begin)
        user_login_failed.connect(audit.record_failed_login)
        user_logged_out.connect(audit.record_admin_logout)
