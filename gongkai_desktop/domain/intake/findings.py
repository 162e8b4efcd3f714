"""What reading a row of an old register gives: the request, errors, questions, doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.intake.words import IntakeWords
from gongkai_desktop.domain.outcome import OutcomeReading
from gongkai_desktop.domain.request import Request

OutcomeReader = Callable[[str], OutcomeReading]


@attrs.frozen(kw_only=True)
class RowError:
    """Why a row did not go in: its place and the reason."""

    sheet: str
    row: int
    column: str
    reason: str


@attrs.frozen(kw_only=True)
class Question:
    """A word that may mean several things: asked, never guessed; ``choices`` are keys."""

    sheet: str
    row: int
    column: str
    value: str
    choices: tuple[str, ...]


Mark = tuple[str, str]
"""How the office tells its requests apart: its number, else the sheet and what counts there."""


@attrs.frozen(kw_only=True)
class ReadRow:
    """A row read: the request, or None with errors; questions and doubts either way.

    Rows with the same ``mark``, applicant and receipt are items of one request; ``column`` is the
    header of the number.
    """

    sheet: str
    row: int
    column: str
    mark: Mark
    applicant: str
    request: Request | None
    errors: tuple[RowError, ...] = ()
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Manner:
    """How the rows of a sheet are read, the same for all of them.

    ``answers`` gives old words (plain) the row, kind or channel the clerk chose; ``channels`` and
    ``rows`` are what there is to choose from; ``year`` serves days written without one;
    ``serial_is_number`` lets 序号 serve as 登记号; ``headers`` are the printed headers by field.
    """

    sheet: str
    words: IntakeWords
    read_outcome: OutcomeReader
    answers: Mapping[str, str]
    today: date
    year: int | None
    serial_is_number: bool
    channel_of: Callable[[str], str]
    channels: tuple[str, ...]
    rows: tuple[str, ...]
    headers: Mapping[str, str]
    has_receipt: bool
