"""Reads of sessions and load runs."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from support.models import LoadRun, UserSession  # noqa: F401


class UserSessionQuerySet(models.QuerySet["UserSession"]):
    def alive(self) -> Self:
        """Sessions neither revoked nor past their last hour."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=Now())

    def bearing(
        self, *, session_id: uuid.UUID, user_id: int, token_version: int
    ) -> "UserSession | None":
        """The living session of an active user whose tokens are of this version, in one query."""
        return (
            self.alive()
            .select_related("user")
            .filter(
                session_id=session_id,
                user_id=user_id,
                user__is_active=True,
                user__token_version=token_version,
            )
            .first()
        )

    def swap_refresh(self, *, session_id: uuid.UUID, presented: uuid.UUID, new: uuid.UUID) -> bool:
        """Whether presented was the valid refresh token; it is replaced at once, for one winner."""
        return bool(
            self.alive()
            .filter(session_id=session_id, refresh_jti=presented)
            .update(refresh_jti=new, refreshed_at=Now())
        )

    def revoke(self, reason: str) -> int:
        """End the living sessions among these; their number."""
        return self.alive().update(revoked_at=Now(), revoked_reason=reason)


class LoadRunQuerySet(models.QuerySet["LoadRun"]):
    def published(self, dataset: str) -> Self:
        """Publications of a dataset, the latest first."""
        return self.filter(dataset=dataset, status="PUBLISHED").order_by("-run_id")

    def data_as_of(self, dataset: str) -> date | None:
        """Last day covered by the latest publication; None before the first."""
        return self.published(dataset).values_list("as_of", flat=True).first()
