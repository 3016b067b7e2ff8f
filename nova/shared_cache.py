"""The cache that processes share. It spares work and holds nothing else: without it all goes on."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PATIENCE_S = 0.2  # an answer takes a thousandth; longer than that, the database is quicker
PAUSE_S = 5.0

logger = logging.getLogger(__name__)
Found = TypeVar("Found")


class SharedCache(RedisCache):
    """Redis or Valkey; one that does not answer is left alone for PAUSE_S, and holds nothing."""

    _gone_until = 0.0  # of the process

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_connect_timeout": PATIENCE_S, "socket_timeout": PATIENCE_S}
        super().__init__(server, {**params, "OPTIONS": {**patience, **params.get("OPTIONS", {})}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        ask = super().get
        return self._unless_gone(lambda: ask(key, default, version), default)

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        put = super().set
        self._unless_gone(lambda: put(key, value, timeout, version), None)

    def _unless_gone(self, do: Callable[[], Found], otherwise: Found) -> Found:
        if monotonic() < SharedCache._gone_until:
            return otherwise
        try:
            return do()
        except RedisError as error:
            SharedCache._gone_until = monotonic() + PAUSE_S
            logger.warning("the shared cache does not answer: %s", type(error).__name__)
            return otherwise
