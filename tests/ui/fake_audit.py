"""An audit of three entries."""

from __future__ import annotations

from gongkai_desktop.domain.audit import AuditEntry
from gongkai_desktop.ui.ports.audit import AuditFilter, FieldLine

_DONE = (
    (1, "2026-11-19T09:00:00", "丁某", "登记"),
    (2, "2026-11-20T09:00:00", "戊某某", "更正登记"),
)


class FakeAudits:
    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []
        self.exported: AuditFilter | None = None

    def numbers(self, wanted):
        return [
            number
            for number, at, who, what in reversed(_DONE)
            if all(word in who + what for word in wanted.words.split())
            and (wanted.first is None or at[:10] >= wanted.first.isoformat())
            and (wanted.last is None or at[:10] <= wanted.last.isoformat())
        ]

    def entries(self, numbers):
        known = {
            number: AuditEntry(
                seq=number, at=at, operator=who, use_case=what, rows=1, body_hash="", previous=""
            )
            for number, at, who, what in _DONE
        }
        return [known[number] for number in numbers]

    def changes(self, number):
        return [
            FieldLine(place=f"申请 2026-00{number}", field="电话", before="", after="130****0000")
        ]

    def export(self, path, wanted, report):
        self.exported = wanted
        return len(self.numbers(wanted))

    def head_sheet(self):
        return b"%PDF-head"

    def note(self, what, subject):
        self.noted.append((what, subject))
