"""What the server's requests are taken for before any middleware sees them."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from nova.application import Application

pytestmark = pytest.mark.django_db
MANY = "&".join(f"a{number}=1" for number in range(1_100))  # Django reads a thousand
ODD = [
    ("charset=rot13", "a=c"),
    ("charset=undefined", "a=c"),
    ("charset=base64", "a=c"),
    ("charset=idna", "a=%ff.."),
    ("charset=utf-8", MANY),
    ("charset*=bogus''x", ""),  # parameters that name a charset of their own, RFC 2231
    ("a*=bogus''x", ""),
    ("a*=undefined''x", ""),
    ("a*=idna''%ff..", ""),
    ("a*1=x; a*=y", ""),
]


def environ_of(path: str, query: str, parameters: str) -> dict[str, Any]:
    told = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": f"text/plain; {parameters}",
        "HTTP_HOST": "testserver",
    }
    setup_testing_defaults(told)
    return told


@pytest.mark.parametrize(("parameters", "query"), ODD)
@pytest.mark.parametrize("path", ["/health/live", "/api/v1/items", "/admin/login/"])
def test_a_stranger_s_charset_ends_no_request_without_an_answer(
    path: str, parameters: str, query: str
) -> None:
    told: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        told.append((status, dict(headers)))

    b"".join(Application()(environ_of(path, query, parameters), start))
    [(status, headers)] = told
    assert int(status.split()[0]) in {200, 400, 401}
    assert "X-Request-ID" in headers


def test_an_address_means_the_same_in_every_charset() -> None:
    environ = environ_of("/", "family=EL%C3%89TRICA", "charset=latin-1")
    request = Application.request_class(environ)
    assert (request.GET["family"], request.encoding) == ("ELÉTRICA", None)
    assert request.content_params == {"charset": "latin-1"}
