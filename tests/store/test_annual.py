"""Counts of 表二 from the register, against the definitions counted by hand (条例第五十条)."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.store import AnnualPart, open_office
from tests.store.conftest import case

YEAR = 2025
days = st.dates(date(2023, 12, 1), date(2026, 2, 1))
registers = st.lists(
    st.tuples(
        days,
        st.none() | st.integers(0, 400),
        st.sampled_from(["r3_1_open", "r3_2_partial", "r3_6_3_other"]),
        st.sampled_from(list(ApplicantKind)),
    ),
    max_size=25,
)


def by_hand(received: date, decided: date | None) -> set[AnnualPart]:
    """Where one request counts, in the words of the 填报口径."""
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    parts = set()
    if first <= received <= last:
        parts.add(AnnualPart.NEW)
    if received < first and (decided is None or decided >= first):
        parts.add(AnnualPart.CARRIED_IN)
    if decided and first <= decided <= last:
        parts.add(AnnualPart.RESULT)
    if received <= last and (decided is None or decided > last):
        parts.add(AnnualPart.CARRIED_OUT)
    return parts


@settings(max_examples=15, deadline=None)
@given(registers)
def test_counts_hold_for_any_register(register) -> None:
    expected: Counter[tuple[AnnualPart, str, ApplicantKind]] = Counter()
    cases = []
    for number, (received, wait, row, kind) in enumerate(register):
        decided = None if wait is None else received + timedelta(days=wait)
        shown = row if decided else ""
        cases.append(
            case(f"2025-{number}", received=received, decided=decided, row=shown, kind=kind)
        )
        for part in by_hand(received, decided):
            expected[part, shown if part == AnnualPart.RESULT else "", kind] += 1
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder) / "a.gkt", cases, expected)


def _compare(location: Path, cases, expected) -> None:
    with open_office(location, create=True) as office:
        with office.change("导入", operator="李四", at=datetime(2026, 1, 5)) as change:
            change.requests.add_many(cases)
        with office.read() as reader:
            counts = reader.requests.annual_counts(YEAR)
            assert {(c.part, c.row, c.kind): c.n for c in counts} == dict(expected)
            for count in counts:
                row = count.row if count.part == AnnualPart.RESULT else None
                behind = reader.requests.annual_cases(YEAR, count.part, row, count.kind)
                assert len(behind) == count.n
            totals = dict.fromkeys(AnnualPart, 0) | Counter(
                part for part in AnnualPart for _ in reader.requests.annual_cases(YEAR, part)
            )
    new, carried = totals[AnnualPart.NEW], totals[AnnualPart.CARRIED_IN]
    assert new + carried == totals[AnnualPart.RESULT] + totals[AnnualPart.CARRIED_OUT]
