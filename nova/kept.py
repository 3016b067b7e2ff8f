"""What a process remembers so as not to work it out again."""

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, up to so much of them: one more, and all are forgotten, so that the next who
    ask are slower."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self._values: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        return self._values.get(key)

    def put(self, key: Key, value: Value, *, weight: int = 1) -> None:
        """weight: what it counts for; more than may be kept at all is not kept."""
        if weight > self.most:
            return
        if key not in self._values:
            if self.weight + weight > self.most:
                self.clear()
            self.weight += weight
        self._values[key] = value

    def clear(self) -> None:
        self._values.clear()
        self.weight = 0
