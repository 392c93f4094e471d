"""Small numbers in place of words, so that arrays can hold them."""

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

K = TypeVar("K", bound=Hashable)

UNKNOWN = -1
FIRST_LENGTH = 64
GROWTH = 1.25


class Numbers(Generic[K]):
    """A number for each key, counted from 0 in the order in which they came."""

    def __init__(self) -> None:
        self.keys: list[K] = []
        self._numbers: dict[K, int] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def of(self, key: K) -> int:
        """Its number; a new key gets the next."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return number

    def find(self, key: K) -> int:
        """Its number, or UNKNOWN."""
        return self._numbers.get(key, UNKNOWN)


class Column:
    """A number for each number, UNKNOWN at first, that grows by itself."""

    def __init__(self) -> None:
        self._values = np.full(FIRST_LENGTH, UNKNOWN, np.int32)

    def __getitem__(self, index: int) -> int:
        return int(self._values[index]) if index < len(self._values) else UNKNOWN

    def __setitem__(self, index: int, value: int) -> None:
        if index >= len(self._values):
            wider = np.full(int((index + 1) * GROWTH), UNKNOWN, np.int32)
            wider[: len(self._values)] = self._values
            self._values = wider
        self._values[index] = value

    @property
    def bytes(self) -> int:
        """What it takes."""
        return self._values.nbytes

    def first(self, count: int) -> npt.NDArray[Any]:
        """So many of them."""
        if count > len(self._values):
            self[count - 1] = UNKNOWN
        return self._values[:count]
