"""What every view of the API shares: its parameters, its envelope, its language."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django_filters import FilterSet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from nova.api.parameters import PageParameters, Parameters
from nova.api.rows import Columns, Rows, rows_of
from nova.api.scope import SiteScope


class Scoping(Enum):
    """What the answers of a view tell of sites."""

    NO_SITES = "nothing that depends on a site"
    BY_SITE = "rows of sites, narrowed to those the user may see"
    BY_SEGMENT = "figures of segments, narrowed to those inside the user's scope"


class ApiView(APIView):
    """Reads the declared parameters into self.asked before the handler runs."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # noqa: RUF012
    parameters: ClassVar[type[Parameters]] = Parameters
    cache_control = "private, no-cache"
    scoping: ClassVar[Scoping | None] = None  # each view says it; a system check finds who does not
    asked: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):  # details are for developers; the site translates codes
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.asked = self.read_parameters(request)

    @property
    def scope(self) -> SiteScope:
        """The sites whoever asks may see."""
        user: Any = self.request.user  # nova knows no app: support.models.User
        return cast("SiteScope", user.scope)

    def read_parameters(self, request: Request) -> dict[str, Any]:
        return self.parameters.read(request.query_params)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.setdefault("Cache-Control", self.cache_control)
        return answer


class ListView(ApiView):
    """Pages of a queryset, narrowed by a FilterSet."""

    parameters = PageParameters
    filterset_class: ClassVar[type[FilterSet]] = FilterSet
    columns: ClassVar[Columns]

    def get_queryset(self) -> QuerySet[Any]:
        raise NotImplementedError

    def read_parameters(self, request: Request) -> dict[str, Any]:
        filters = self.filterset_class.base_filters
        return self.parameters.read(request.query_params, besides=filters)

    def get(self, request: Request) -> Response:
        narrowed = self.filterset_class(request.query_params, self.get_queryset())
        if not narrowed.is_valid():
            raise ValidationError(narrowed.errors)
        return Response(page_of(narrowed.qs, self.columns, self.asked))


def page_of(
    queryset: QuerySet[Any, Any], columns: Columns, asked: Mapping[str, Any], **metadata: object
) -> dict[str, object]:
    """Envelope of one page. Counts the whole only when the page does not show where it ends."""
    limit, offset = asked["limit"], asked["offset"]
    rows = rows_of(queryset[offset : offset + limit], columns)
    ends_here = rows.count < limit and (rows.count > 0 or offset == 0)
    total = offset + rows.count if ends_here else queryset.count()
    page = {"total_count": total, "limit": limit, "offset": offset, "page": offset // limit + 1}
    return envelope(rows, **metadata, **page)


def envelope(rows: Rows, **metadata: object) -> dict[str, object]:
    """Envelope of rows; total_count is their number unless the metadata say otherwise."""
    return {
        "status": "success",
        "data": rows.json,
        "metadata": {"total_count": rows.count, **metadata},
    }


def listed(rows: Sequence[object], **metadata: object) -> dict[str, object]:
    """Envelope of rows made in Python."""
    return {
        "status": "success",
        "data": rows,
        "metadata": {"total_count": len(rows), **metadata},
    }
