"""Which sites somebody may see, and the one way every read is narrowed to them.

A read of rows that belong to a site says .visible_to(scope); each view says in `scoping` what its
answers tell of sites (nova.api.viewsets), and a system check finds the view that does not say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from rest_framework.exceptions import PermissionDenied

VISIBLE_SITES = "support.VisibleSite"
VISIBLE_SEGMENTS = "support.VisibleSegment"
DIMENSIONS_OF_SITES = frozenset({"SITE", "REGION"})

Rows = TypeVar("Rows", bound="models.QuerySet[Any, Any]")


class OutsideScope(PermissionDenied):
    """403 outside_scope: the answer would sum up sites that the user may not see."""

    default_code = "outside_scope"
    default_detail = (
        "Your access is limited to some sites, and this figure covers others too:"
        " ask for the dimension SITE or REGION."
    )


@dataclass(frozen=True)
class SiteScope:
    """limited_to: the user whose sites support.v_user_sites has; None: the whole company.

    In SQL files, with limited_to as parameter:
    (%(limited_to)s::INTEGER IS NULL OR site_id IN (
      SELECT site_id FROM support.v_user_sites WHERE user_id = %(limited_to)s))
    """

    limited_to: int | None = None

    @property
    def is_limited(self) -> bool:
        return self.limited_to is not None

    def admits(self, site_id: int) -> bool:
        """Whether the site may be seen; of a site that does not exist only the limited ask."""
        return not self.is_limited or self._of(VISIBLE_SITES).filter(site_id=site_id).exists()

    def narrow(self, rows: Rows, sites: Iterable[str] = ("site_id",)) -> Rows:
        """The rows whose sites are all visible. sites: lookups of site ids; no site, no row."""
        if self.is_limited:
            visible = self._of(VISIBLE_SITES).values("site_id")
            for lookup in sites:
                rows = rows.filter(**{f"{lookup}__in": visible})
        return rows

    def narrow_segments(self, rows: Rows) -> Rows:
        """The rows whose dimension and segment are a visible site or a region seen as a whole."""
        if not self.is_limited:
            return rows
        inside = self._of(VISIBLE_SEGMENTS).filter(
            dimension=models.OuterRef("dimension"), segment=models.OuterRef("segment")
        )
        return rows.filter(models.Exists(inside))

    def visible_segments(self, dimension: str, segments: Iterable[str]) -> list[str]:
        """Those of the segments that lie inside the scope, in their order."""
        if not self.is_limited:
            return list(segments)
        inside = self._of(VISIBLE_SEGMENTS).filter(dimension=dimension)
        visible = set(inside.values_list("segment", flat=True))
        return [segment for segment in segments if segment in visible]

    def require_dimension(self, dimension: str | None) -> None:
        """OutsideScope where a dimension (None: the company) sums up sites one may not see."""
        if self.is_limited and dimension not in DIMENSIONS_OF_SITES:
            raise OutsideScope

    def require_company(self) -> None:
        """OutsideScope for whoever sees only some sites."""
        self.require_dimension(None)

    def _of(self, view: str) -> "models.QuerySet[Any]":
        model: type[models.Model] = apps.get_model(view)
        return model._default_manager.filter(user_id=self.limited_to)


WHOLE_COMPANY = SiteScope()
M = TypeVar("M", bound=models.Model)


class SiteBoundQuerySet(models.QuerySet[M]):
    """Rows that belong to sites. site_lookups: where their site ids are."""

    site_lookups: ClassVar[tuple[str, ...]] = ("site_id",)

    def visible_to(self, scope: SiteScope) -> Self:
        """The rows of sites in the scope; before slicing."""
        return scope.narrow(self, self.site_lookups)
