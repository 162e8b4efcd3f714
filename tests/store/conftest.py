"""An empty office, a moment, and requests to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import (
    Applicant,
    ApplicantKind,
    CurrentView,
    Item,
    Request,
    Stage,
)
from gongkai_desktop.store import Office, open_office

NOW = datetime(2026, 11, 22, 9, 30)

Case = tuple[Request, CurrentView]
MakeCase = Callable[..., Case]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "住建局.gkt"


@pytest.fixture
def office(location: Path) -> Iterator[Office]:
    with open_office(location, create=True) as opened:
        yield opened


@pytest.fixture
def make_case() -> MakeCase:
    return case


def case(
    number: str = "2026-001",
    *,
    applicant: str = "张三",
    kind: ApplicantKind = ApplicantKind.NATURAL,
    text: str = "申请公开某地块宅基地审批文件",
    received: date = date(2026, 7, 1),
    due: date | None = date(2026, 7, 29),
    decided: date | None = None,
    row: str = "",
    stage: Stage | None = None,
    section: str = "",
    awaited: str = "",
    awaited_until: date | None = None,
) -> Case:
    """A request with its view; ``due`` and the rest are given, not derived, to test the store."""
    events = [Event(type=EventType.RECEIVED, date=received, channel="当面")]
    if decided:
        events.append(Event(type=EventType.DECIDED, date=decided, outcome=row))
    request = Request(
        register_no=number,
        applicant=Applicant(name=applicant, kind=kind, id_no="11010119900307001X"),
        request_text=text,
        events=tuple(events),
        items=(Item(no=1, text=text, fields={"title": "审批文件", "pages": 3}),),
        section=section,
        row=row,
    )
    view = CurrentView(
        stage=stage or (Stage.ANSWERED if decided else Stage.REGISTERED),
        received_date=received,
        channel="当面",
        clock_state="计时",
        due_date=due,
        awaited=awaited,
        awaited_until=awaited_until,
        report_row=row,
        decided_date=decided,
        warnings=("收到日是周六",),
        fingerprint="规则1",
    )
    return request, view
