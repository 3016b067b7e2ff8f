"""The Celery application of the project."""

from django.conf import settings

from nova.celery import app


def test_reads_the_settings_of_django() -> None:
    assert app.main == "nova"
    assert app.conf.timezone == settings.TIME_ZONE == "America/Bahia"
    assert app.conf.accept_content == ["json"]
