"""What is in the register already: an import adds nothing twice and takes no number away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.intake.assembly import Entry
from gongkai_desktop.domain.intake.findings import RowError
from gongkai_desktop.domain.request import Request

Content = tuple[date | None, str, str]
_MOST_COUNTED = 4


@attrs.frozen(kw_only=True)
class Who:
    """Whose request a number stands for: the day it was received and the applicant."""

    received: date | None
    applicant: str


class Known:
    """The numbers and contents in use, those of the import itself as they go in."""

    def __init__(self, numbers: Mapping[str, Who], contents: Iterable[Content]) -> None:
        self._numbers = dict(numbers)
        self._contents = set(contents)
        self.skipped = 0
        self.errors: list[RowError] = []
        self.warnings: list[str] = []

    def place(self, entry: Entry) -> Request | None:
        """The request with the number it goes in under; None where it does not go in.

        The same number again over another request is an error, never passed over in silence. A
        mere count, begun anew each year, is written with its year where it is in use already.
        """
        request, who = entry.request, who_of(entry.request)
        number = request.register_no
        if not number:
            return self._unnumbered(request, who)
        counted = _with_year(number, who)
        for candidate in (number, counted) if counted else (number,):
            holder = self._numbers.get(candidate)
            if holder is None:
                self._numbers[candidate] = who
                self._contents.add(_content(who, request))
                return self._renumbered(entry, candidate)
            if holder == who:
                self.skipped += 1
                return None
            if holder.received and who.received and holder.received.year == who.received.year:
                break
        self._refuse(entry)
        return None

    def in_use(self, number: str) -> bool:
        """Whether a number stands for a request already."""
        return number in self._numbers

    def _unnumbered(self, request: Request, who: Who) -> Request | None:
        content = _content(who, request)
        if content in self._contents:
            self.skipped += 1
            return None
        self._contents.add(content)
        return request

    def _renumbered(self, entry: Entry, number: str) -> Request:
        request = entry.request
        if number == request.register_no:
            return request
        self.warnings.append(
            f"{entry.sheet}第{entry.row}行的{entry.column}“{request.register_no}”别的年份已用过，"
            f"改记为“{number}”"
        )
        return attrs.evolve(request, register_no=number)

    def _refuse(self, entry: Entry) -> None:
        number = entry.request.register_no
        holder = self._numbers[number]
        day = f"{holder.received.isoformat()}收到的" if holder.received else ""
        reason = f"登记号“{number}”已用于{day}{holder.applicant}的申请，请核对后改号再导入"
        self.errors.append(
            RowError(sheet=entry.sheet, row=entry.row, column=entry.column, reason=reason)
        )


def who_of(request: Request) -> Who:
    """Whose request it is."""
    received = request.received
    return Who(received=received.date if received else None, applicant=request.applicant.name)


def _content(who: Who, request: Request) -> Content:
    """What tells requests without a number apart."""
    return who.received, who.applicant, request.request_text


def _with_year(number: str, who: Who) -> str:
    counts = number.isdecimal() and len(number) <= _MOST_COUNTED
    return f"{who.received.year}-{number}" if counts and who.received else ""
