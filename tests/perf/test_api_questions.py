"""What the API's suite asks: answers of both servers, and goals for all of them."""

import pytest
from django.test import Client

from tests.perf.api_questions import QUESTIONS, WORST, Question
from tests.support.api import signed_in
from tests.support.factories import a_site, a_user, an_item

GOALS = {
    "demand": 4, "kpis": 4, "items": 2.5, "forecasts": 2.5, "inventory": 2.5,
    "recommendations": 2, "alerts": 2, "item": 1.5,
}  # fmt: skip


def test_every_question_has_the_goal_that_was_set() -> None:
    assert {question.name: question.goal for question in QUESTIONS} == GOALS


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.name))
def test_every_address_is_one_that_we_answer(question: Question) -> None:
    client: Client = signed_in(a_user())
    paths = question.paths([(an_item().item_id, a_site().site_id)])
    assert paths
    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.django_db
@pytest.mark.parametrize("path", WORST)
def test_every_worst_address_is_one_that_we_answer(path: str) -> None:
    assert signed_in(a_user()).get(path).status_code == 200
