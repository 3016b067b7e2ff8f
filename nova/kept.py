"""What a process remembers so as not to work it out again."""

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Up to so many values by key; one more, and all are forgotten: the next who ask are slower."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        if len(self._values) >= self.most:
            self._values.clear()
        self._values[key] = value

    def clear(self) -> None:
        self._values.clear()
