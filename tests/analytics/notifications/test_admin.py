"""An administrator keeps what people want to be told of."""

import pytest
from django.test import Client

from analytics.models import Subscription
from support.models import AuditLog, User
from tests.support.factories import a_user

pytestmark = pytest.mark.django_db

ADD = "/admin/analytics/subscription/add/"


@pytest.fixture
def admin() -> Client:
    browser = Client()
    browser.force_login(a_user("root", role="ADMIN"))
    return browser


def wish(**changed: object) -> dict[str, object]:
    ana = User.objects.filter(username="ana").first() or a_user("ana")
    return {"user": ana.pk, "kind": "ALERT", "least_level": "WARNING", "by_email": "on", **changed}


def test_what_is_left_empty_narrows_nothing_and_the_wish_is_audited(admin: Client) -> None:
    assert admin.post(ADD, wish(category="", family="")).status_code == 302
    found = Subscription.objects.get()
    assert (found.category, found.family, found.site) == (None, None, None)
    assert AuditLog.objects.filter(action="SUBSCRIPTION_ADDED", actor="root").count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"least_level": "HIGH"}, "Este nível não é deste tipo de aviso."),
        ({"kind": "RECOMMENDATION"}, "Este nível não é deste tipo de aviso."),
        ({"least_level": "CRITICAL"}, "Esta assinatura já existe."),
        ({"user": ""}, "Este campo é obrigatório."),
    ],
)
def test_a_wish_that_cannot_be_is_explained(
    admin: Client, changed: dict[str, str], told: str
) -> None:
    admin.post(ADD, wish())
    answer = admin.post(ADD, wish(**changed))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Subscription.objects.count() == 1
