"""What a package carries (报送内容): the names of its parts, and what is chosen for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.exchange.kind import PackageKind

ANNUAL_PART = "data/annual.json"
QUARTER_PART = "data/statistics.json"
REGISTER_PART = "data/register.json"
FILING_PART = "data/replies.json"
TASKS_PART = "files/tasks.xlsx"
PRECEDENTS_PART = "files/precedents.xlsx"
CONFIGURATION_PART = "data/configuration.json"
RETURN_PART = "data/return.json"
ASSIGNMENT_PART = "data/assignment.json"
OPINION_PART = "data/opinion.json"
REPORT_PART = "report.xlsx"
FILES = "files/"

REGISTER_FIELDS = frozenset(
    (
        *("register_no", "applicant_kind", "channel", "section", "stage", "ground", "outcome"),
        *("received_date", "due_date", "decided_date", "sent_date"),
    )
)
"""All that 台账脱敏 says of a request: nothing of persons."""

REGISTER_TEXT = "request_text"
"""The words of a request in 台账脱敏, masked, where they were asked for."""

UNITS_SETTING = "exchange_units"
CLOSED_SETTING = "exchange_closed"

REPORTED, ZERO_REPORTED, SENT_BACK, MISSING = "已报", "已报（零报告）", "退回", "未报"
BY_PACKAGE, BY_WORKBOOK, BY_HAND, BY_SCAN = "报送包", "工作簿", "手工录入", "扫码录入"
OWNER = "exchange"
"""Whose the files are that came with a package and stay with its record."""


@attrs.frozen(kw_only=True)
class Content:
    """The parts of a package by name, with what its manifest says of them.

    ``body`` is what the office keeps of it: the figures or records without the files. ``personal``
    names the kinds of personal data in ``secret``, the parts that go behind the password. ``party``
    is whom it goes to or comes from, where that is not the unit itself, and ``key`` that party in
    the records.
    """

    parts: Mapping[str, bytes]
    body: Mapping[str, Any]
    totals: Mapping[str, int] = attrs.field(factory=dict)
    records: int = 0
    zero: bool = False
    secret: Mapping[str, bytes] = attrs.field(factory=dict)
    personal: tuple[str, ...] = ()
    party: str = ""
    key: str = ""


@attrs.frozen(kw_only=True)
class Choice:
    """What else is said of a package before it is made.

    ``letters``: 答复备案 with the letters themselves. ``texts``: 台账脱敏 with the words of the
    requests, masked. ``unit`` and ``of``: which unit's report a
    return sends back. ``assignment``: the row of 批办催办 that hands a request out, or at the
    section its number; ``applicant`` whether the section needs to know who asks, ``masked`` whether
    personal data in the request's words are masked, ``attachments`` the files it is given by
    identity. ``opinion`` is what the section gives back, ``materials`` the files with it.
    """

    letters: bool = False
    texts: bool = False
    unit: str = ""
    of: PackageKind | None = None
    assignment: str = ""
    applicant: bool = False
    masked: bool = False
    attachments: tuple[str, ...] = ()
    opinion: Mapping[str, Any] | None = None
    materials: tuple[Path, ...] = ()


def as_json(value: Any) -> bytes:
    """A part as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_kept(value: Any) -> Any:
    """A body as the data file gives it back: tuples have become lists."""
    return json.loads(json.dumps(value, ensure_ascii=False))
