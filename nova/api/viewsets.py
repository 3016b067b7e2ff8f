"""What every view of the API shares: its parameters, its envelope, its language."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils import translation
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from nova.api.caching import NotModified, data_version, etag_of, is_held
from nova.api.cursors import Key
from nova.api.direct import NoJson
from nova.api.exports.answering import file_answer
from nova.api.exports.asked import NAMES, Asked, export_asked
from nova.api.exports.tables import streamed, table, told
from nova.api.filtering import narrowed
from nova.api.ordering import ordered
from nova.api.paging import Counting, counting, envelope, kept_whole, paged, rows_of_page
from nova.api.parameters import ListParameters, Parameters
from nova.api.rows import Columns, Rows
from nova.api.scope import SiteScope

PLACE = frozenset({"limit", "offset"})
LONGEST_KEPT = 500  # characters of all values; longer ones are worded anew


class Scoping(Enum):
    """What the answers of a view tell of sites."""

    NO_SITES = "nothing that depends on a site"
    BY_SITE = "rows of sites, narrowed to those the user may see"
    BY_SEGMENT = "figures of segments, narrowed to those inside the user's scope"
    COMPANY = "records of the whole company, refused to whoever sees only some of its sites"


class ApiView(APIView):
    """Reads the declared parameters into self.asked before the handler runs."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # noqa: RUF012
    parameters: ClassVar[type[Parameters]] = Parameters
    filters: ClassVar[type[FilterSet]] = FilterSet
    cache_control = "private, no-cache"
    scoping: ClassVar[Scoping | None] = None  # each view says it; a system check finds who does not
    asked: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):  # details are for developers; the site translates codes
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = str(request.method).lower()
        if method in self.http_method_names and hasattr(self, method):  # else 405 is the answer
            self.asked = self.read_parameters(request)

    def check_permissions(self, request: Request) -> None:
        """Also OutsideScope: of a caller who is remembered no more is asked than this."""
        super().check_permissions(request)
        if self.scoping is Scoping.COMPANY and request.user:  # else 405 or 401
            self.scope.require_company()

    @property
    def scope(self) -> SiteScope:
        """The sites whoever asks may see."""
        return cast("SiteScope", cast("Any", self.request.user).scope)  # support.models.User

    def read_parameters(self, request: Request) -> dict[str, Any]:
        return self.parameters.read(request.query_params, besides=self.filters.base_filters)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.setdefault("Cache-Control", self.cache_control)
        return answer


class Answers:
    """Rows in an envelope, or the same rows as a file.

    export: what the list is called as a file, in Portuguese and English; None: it is none.

    definitions: of columns, in both languages, told in the file.
    """

    export: ClassVar[tuple[str, str] | None] = None
    definitions: ClassVar[Mapping[str, tuple[str, str]]] = {}
    request: Any
    asked: dict[str, Any]
    version: str | None = None
    file: Asked | None = None

    def read_export(self, given: QueryDict) -> None:
        self.file = export_asked(given) if self.export else None

    def besides(self) -> Collection[str]:
        """Parameters that are read apart."""
        return NAMES if self.export else ()

    def whole(self, rows: Rows | Sequence[object], **metadata: object) -> Response:
        """All the rows that there are."""
        if self.file:
            names, found = told(rows)
            return self._file(self.file, names, found, len(found), metadata)
        return Response(envelope(rows, **metadata))

    def page(
        self,
        rows: QuerySet[Any, Any],
        columns: Columns,
        key: Key | None = None,
        /,
        **metadata: object,
    ) -> Response:
        """The page of the rows that was asked for; as a file all of them."""
        if self.file:
            count = counting(rows)(self.version)
            return self._file(self.file, tuple(columns), streamed(rows, columns), count, metadata)
        page = rows_of_page(rows, columns, self.asked, key)
        return self.paged(page, counting(rows), key, **metadata)

    def hot_page(
        self,
        found: Callable[[], QuerySet[Any]],
        columns: Columns,
        key: Key | None = None,
        *,
        besides: Hashable = None,
        prepared: bool = True,
        **metadata: object,
    ) -> Response:
        """A page that many ask for: its list is worded once for all who see the same sites.

        besides: what else its statement depends on.
        """
        given = self.request.query_params.dict()
        if self.file or "cursor" in given or sum(map(len, given.values())) > LONGEST_KEPT:
            return self.page(found(), columns, key, **metadata)
        narrowing = frozenset(item for item in given.items() if item[0] not in PLACE)
        name = (self.request.path, narrowing, self.request.user.scope, besides)
        whole = kept_whole(name, found, columns)
        rows = whole.page(self.asked).rows(prepared=prepared)
        return self.paged(rows, whole.count, key, **metadata)

    def paged(
        self, rows: Rows, count: Counting, key: Key | None = None, /, **metadata: object
    ) -> Response:
        """The rows of the page that was asked for."""
        whole = partial(count, self.version)
        return Response(paged(rows, self.asked, whole, key=key, metadata=metadata))

    def _file(
        self,
        file: Asked,
        names: Sequence[str],
        rows: Iterable[Sequence[object]],
        count: int,
        metadata: Mapping[str, object],
    ) -> Response:
        """What Django sends piece by piece; REST framework lets it through as it is."""
        pt, en = self.export or ("", "")
        about = {"data_version": self.version, **metadata}
        made = table(
            (pt, en), file, names=names, rows=rows, count=count, metadata=about,
            definitions=self.definitions,
        )  # fmt: skip
        return cast("Response", file_answer(self.request, file, made))


class VersionedView(Answers, ApiView):
    """Reads that change with data, day and caller alone: what the client has is not sent again.

    is_versioned: False for records that change without a change of the data, such as logins.
    is_hot: whether it asks for rows first of all, and so that the caller is proven with them.
    """

    is_versioned: ClassVar[bool] = True
    is_hot: ClassVar[bool] = False
    etag: str | None = None
    get: Callable[..., Response]

    def held(self, request: Request) -> Response | None:
        """304 to a caller who has the answer already, None to others; NoJson where it is a file."""
        if self.file:
            raise NoJson
        return Response(status=304) if self._is_held(request) else None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self._is_held(request) and request.method in {"GET", "HEAD"}:
            raise NotModified

    def _is_held(self, request: Request) -> bool:
        """Notes which version of the data is told; whether the client has the answer already."""
        self.version = data_version(request) if self.is_versioned else None
        self.etag = etag_of(request) if self.is_versioned and not self.file else None
        return self.etag is not None and is_held(request, self.etag)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self.etag and answer.status_code in {200, 304}:
            answer.setdefault("ETag", self.etag)
        return answer


class DataView(VersionedView):
    """Reads whose rows can be had as a file too.

    Not for materialized views, which are refreshed a moment after the data that they show.
    """

    def read_parameters(self, request: Request) -> dict[str, Any]:
        self.read_export(request.query_params)
        besides = {*self.filters.base_filters, *self.besides()}
        return self.parameters.read(request.query_params, besides=besides)


class ListView(DataView):
    """Pages of a queryset, narrowed by a FilterSet, in the order asked for or along a cursor.

    key: what no two rows share, in the order of the list; orders: name in order_by to lookup,
    where they differ.
    """

    parameters: ClassVar[type[ListParameters]]
    columns: ClassVar[Columns]
    key: ClassVar[Key]
    orders: ClassVar[dict[str, str]] = {}

    def get_queryset(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        return self.list(request)

    def list(self, request: Request, **metadata: Any) -> Response:
        return self.page(self.found(request), self.columns, self.key, **metadata)

    def found(self, request: Request) -> QuerySet[Any]:
        """What the filters leave of the whole, in the order asked for."""
        found = narrowed(self.filters, request.query_params, self.get_queryset(), self.scope)
        return ordered(found, self.asked["order_by"], key=self.key, columns=self.orders)
