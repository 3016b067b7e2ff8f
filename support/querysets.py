"""Reads of sessions and load runs."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import connections, models
from django.db.models.functions import Now

from nova.db.sql import read_sql

if TYPE_CHECKING:
    from support.models import LoadRun, User, UserSession  # noqa: F401


SESSION_COLUMNS = ("session_id", "user_id", "refresh_jti", "expires_at")
USER_COLUMNS = ("user_id", "username", "email", "role", "is_active", "token_version")


class UserSessionQuerySet(models.QuerySet["UserSession"]):
    def alive(self) -> Self:
        """Sessions neither revoked nor past their last hour."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=Now())

    def bearing(
        self, *, session_id: uuid.UUID, user_id: int, token_version: int
    ) -> "UserSession | None":
        """The living session of an active user whose tokens are of this version, in one query.

        Written as SQL because every request asks it: the ORM took longer to word it than
        PostgreSQL to answer. The password hash is not among the columns.
        """
        claims: dict[str, Any] = {
            "session_id": session_id,
            "user_id": user_id,
            "token_version": token_version,
        }
        with connections[self.db].cursor() as cursor:
            cursor.execute(read_sql("support", "bearer.sql"), claims)
            row = cursor.fetchone()
        if row is None:
            return None
        session = self.model.from_db(self.db, SESSION_COLUMNS, row[: len(SESSION_COLUMNS)])
        users = self.model._meta.get_field("user").related_model
        session.user = cast(
            "User", users.from_db(self.db, USER_COLUMNS, row[len(SESSION_COLUMNS) :])
        )
        return session

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
