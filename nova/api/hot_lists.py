"""Lists that are asked for all day: pages worded once, and prepared where that is good."""

from collections.abc import Hashable
from functools import partial
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from nova.api.viewsets import ListView


class HotListView(ListView):
    """A list that is asked for all day: its pages are worded once for each address.

    plain: parameters by which its pages are prepared too, since a plan without their values is a
    good one.
    """

    is_hot = True
    plain: ClassVar[frozenset[str]] = frozenset()

    def wording(self) -> Hashable:
        """What its statements depend on besides address and scope."""
        return None

    def list(self, request: Request, **metadata: Any) -> Response:
        return self.hot_page(
            partial(self.found, request), self.columns, self.key,
            besides=self.wording(),
            prepared=self.plain.issuperset(request.query_params),
            **metadata,
        )  # fmt: skip
