"""Writes what an import has read (写入登记簿): one transaction, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from gongkai_desktop.domain.intake.known import Known
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.request import CurrentView, Request
from gongkai_desktop.services.clock import Views
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.services.request import next_register_nos
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, StoredLetter

STEP = 500
Prepared = tuple[Request, CurrentView]


def with_views(
    requests: Sequence[Request], knowledge: Knowledge, report: Report
) -> Iterator[Prepared]:
    """Each request with what lists show of it."""
    views = Views(knowledge)
    for number, request in enumerate(requests):
        if number % STEP == 0:
            report(number, len(requests), "正在计算期限")
        yield request, views.of(request)


def write_requests(
    workspace: Workspace,
    prepared: list[Prepared],
    letters: Mapping[str, Sequence[StoredLetter]],
    known: Known,
    report: Report,
) -> list[Prepared]:
    """All of them in one transaction; those without a number get the year's next ones."""

    def taken(numbered: Sequence[Prepared]) -> Iterator[Prepared]:
        for number, one in enumerate(numbered):
            if number % STEP == 0:
                report(number, len(numbered), "正在写入登记簿")
            yield one

    with workspace.change("导入登记簿") as change:
        numbered = _numbered(prepared, change, known, workspace.today)
        change.requests.add_many(taken(numbered))
        _add_letters(change, letters)
    return numbered


def _numbered(
    prepared: Sequence[Prepared], change: Change, known: Known, today: date
) -> list[Prepared]:
    """Those without a number get the next ones of the year they were received in."""

    def year_of(view: CurrentView) -> int:
        return (view.received_date or today).year

    wanted = Counter(year_of(view) for request, view in prepared if not request.register_no)
    free = {
        year: iter(next_register_nos(change, year, count, known.in_use))
        for year, count in wanted.items()
    }
    return [
        (request, view)
        if request.register_no
        else (attrs.evolve(request, register_no=next(free[year_of(view)])), view)
        for request, view in prepared
    ]


def _add_letters(change: Change, letters: Mapping[str, Sequence[StoredLetter]]) -> None:
    for number, kept in letters.items():
        request = change.requests.get(number) if kept else None
        if request:
            own = [attrs.evolve(letter, request_id=request.id) for letter in kept]
            change.letters.add_many(own)
