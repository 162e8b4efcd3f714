"""A room of the data file: what is read over one connection, and written within one change.

No attrs classes: the thirty rooms hold nothing to compare or print, and every start makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gongkai_desktop.store.recorder import Recorder


class Room:
    """Reads one kind of thing, as of the moment its connection sees."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class WritingRoom(Room):
    """Writes it too: whatever changes goes through ``recorder`` into the audit."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self.recorder = recorder
