"""Many short texts in little room: the 登记号 of a register of 100,000, as a list holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

_BETWEEN = "\0"
"""No text of a database holds it."""


class Packed(Sequence[str]):
    """Texts in order, kept as a few long ones; whoever wants some of them gets a list.

    A hundred thousand single texts take six times as much.
    """

    def __init__(self, parts: Iterable[Sequence[str]], size: int) -> None:
        """Take the texts in ``parts`` of ``size``; only the last may be shorter."""
        self._size, self._count = size, 0
        self._chunks: list[str] = []
        for part in parts:
            self._chunks.append(_BETWEEN.join(part))
            self._count += len(part)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(_apart, self._chunks))

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            wanted = range(self._count)[at]
            first, last = min(wanted, default=0), max(wanted, default=-1)
            begin = first // self._size
            chunks = self._chunks[begin : last // self._size + 1]
            near = list(chain.from_iterable(map(_apart, chunks)))
            return [near[one - begin * self._size] for one in wanted]
        chunk, offset = divmod(range(self._count)[at], self._size)
        return _apart(self._chunks[chunk])[offset]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of a list


def _apart(chunk: str) -> list[str]:
    return chunk.split(_BETWEEN)
