"""What changes the sites a user may see; the change ends the user's sessions and is audited."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from support.audit import on_behalf_of, record
from support.models import User, UserScope
from support.services import AnyRequest, end_sessions


@dataclass(frozen=True)
class GivenScope:
    """What a user is given: every site, or only these sites and whole regions."""

    is_scoped: bool = False
    site_ids: frozenset[int] = frozenset()
    region_ids: frozenset[int] = frozenset()

    @classmethod
    def of(cls, user: User) -> "GivenScope":
        """As the database has it now."""
        pairs = list(user.scopes.values_list("site_id", "region_id"))
        return cls(
            is_scoped=User.objects.values_list("is_scoped", flat=True).get(pk=user.pk),
            site_ids=_present(site for site, _ in pairs),
            region_ids=_present(region for _, region in pairs),
        )

    def told(self) -> dict[str, Any]:
        """For the audit log."""
        return {
            "scoped": self.is_scoped,
            "site_ids": sorted(self.site_ids),
            "region_ids": sorted(self.region_ids),
        }


@transaction.atomic
def change_scope(*, user: User, scope: GivenScope, actor: str, request: AnyRequest) -> bool:
    """Whether the user's scope is another now; then every session of the user has ended."""
    User.objects.select_for_update().get(pk=user.pk)
    before = GivenScope.of(user)
    if scope == before:
        return False
    user.is_scoped = scope.is_scoped
    with on_behalf_of(actor=actor, request=request, tells_scope=True):
        user.save(update_fields=["is_scoped"])
    user.scopes.all().delete()
    UserScope.objects.bulk_create(
        [UserScope(user=user, site_id=site_id) for site_id in sorted(scope.site_ids)]
        + [UserScope(user=user, region_id=region_id) for region_id in sorted(scope.region_ids)]
    )
    record(
        actor=actor,
        action="SCOPE_CHANGED",
        request=request,
        entity_type="user",
        entity_id=user.user_id,
        entity_key=user.username,
        details={"before": before.told(), "after": scope.told()},
    )
    end_sessions(user=user, reason="SCOPE_CHANGED")
    return True


def _present(ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(one for one in ids if one is not None)
