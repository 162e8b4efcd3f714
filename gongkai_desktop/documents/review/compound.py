"""The container of old Office files (复合文档): streams by name, read with bounds everywhere."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import python_calamine as calamine

from gongkai_desktop.domain.errors import UserError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_MOST_ENTRIES = 4096
_NUMBERS = 4


class BrokenContainerError(Exception):
    """A container whose chains lead nowhere."""


def refuse_broken_book(content: bytes, name: str, advice: str) -> None:
    """Refuse an old workbook whose chains run in circles: its reader would follow them until no
    memory is left. Anything that is no such container passes. Raises UserError."""
    if not content.startswith(MAGIC):
        return
    try:
        container = Container(content)
        for stream in container.names & {"Workbook", "Book"}:
            container.stream(stream)
    except BrokenContainerError as error:
        raise UserError(f"“{name}”已损坏，打不开", advice) from error


@contextmanager
def old_book(content: bytes, name: str, advice: str) -> Iterator[calamine.CalamineWorkbook]:
    """An old or foreign workbook opened by its content.

    On some damage the reader ends in a panic, which is no Exception: that is told as UserError.
    What else it raises (CalamineError) passes.
    """
    refuse_broken_book(content, name, advice)
    try:
        with calamine.load_workbook(BytesIO(content)) as book:
            yield book
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UserError(f"“{name}”已损坏，打不开", advice) from error


class Container:
    """Streams of one file; raises BrokenContainerError for a damaged one."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise BrokenContainerError from error

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """A stream's bytes; raises BrokenContainerError where it is missing or broken."""
        if name not in self._streams:
            raise BrokenContainerError
        start, size = self._streams[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts = (
            self._small[at * self._small_size : (at + 1) * self._small_size]
            for at in self._sectors(start, self._small_table)
        )
        return b"".join(parts)[:size]

    def _open(self) -> None:
        head = self._content
        shift, small_shift = struct.unpack_from("<HH", head, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenContainerError
        self._size, self._small_size = 1 << shift, 1 << small_shift
        first_entry, _, self._cutoff, small_first = struct.unpack_from("<4I", head, 48)
        self._table: list[int] = []
        for sector in self._table_sectors():
            self._table += self._numbers(sector)
        entries = self._chain(first_entry)
        self._streams: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for at in range(0, min(len(entries), _MOST_ENTRIES * 128) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            place: tuple[int, int] = struct.unpack_from("<II", entries, at + 116)
            if kind == 5:
                root = place
            elif kind == 2:
                self._streams.setdefault(name, place)
        self._small = self._chain(root[0])[: root[1]] if root[1] else b""
        self._small_table: list[int] = []
        for sector in self._sectors(small_first, self._table):
            self._small_table += self._numbers(sector)

    def _table_sectors(self) -> Iterator[int]:
        """The sectors of the allocation table: 109 named in the head, others in a chain."""
        yield from (one for one in struct.unpack_from("<109I", self._content, 76) if one < _LAST)
        following, met = struct.unpack_from("<I", self._content, 68)[0], set()
        while following < _LAST and following not in met:
            met.add(following)
            numbers = self._numbers(following)
            yield from (one for one in numbers[:-1] if one < _LAST)
            following = numbers[-1]

    def _numbers(self, sector: int) -> list[int]:
        return list(struct.unpack(f"<{self._size // _NUMBERS}I", self._sector(sector)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._content[start : start + self._size]
        if not found:
            raise BrokenContainerError
        return found.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(one) for one in self._sectors(start, self._table))

    def _sectors(self, start: int, table: list[int]) -> Iterator[int]:
        met = 0
        while start < _LAST:
            if start >= len(table) or met > len(table):
                raise BrokenContainerError
            yield start
            start, met = table[start], met + 1
