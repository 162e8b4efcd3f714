"""Disputes over the fake office: kept in memory, counted by the real rules."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.dispute import Dispute, check_dispute, own_limit, urgency_of_dispute
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.same_case import is_same_case
from gongkai_desktop.library.calendars import load_calendar
from gongkai_desktop.library.clock_rules import load_clock_rules
from gongkai_desktop.library.disputes import load_dispute_texts
from gongkai_desktop.ui.ports.dispute import DisputeEntry, DisputeQuestion


class FakeDisputes:
    def __init__(self, office, today: date) -> None:
        self._office, self._today = office, today
        self.kept: list[tuple[str, Dispute]] = []

    def states(self):
        return ["全部", "尚未审结", "已审结", "已作废"]

    def years(self):
        return [2026]

    def listing(self, question: DisputeQuestion):
        return [self._entry(number, one) for number, one in self.kept if not one.void_reason]

    def of_request(self, request_id: str):
        return [self._entry(number, one) for number, one in self.kept if request_id in number]

    def totals(self, year):
        return {"review": {"pending": len(self.kept)}}

    def texts(self):
        return load_dispute_texts()

    def limit(self, dispute: Dispute):
        return own_limit(dispute, self.texts(), load_calendar(), load_clock_rules().remedy)

    def about(self, register_no: str):
        try:
            request = self._office.open(register_no).request
        except KeyError:
            raise UserError(f"没有登记号为“{register_no}”的申请", "请核对登记号") from None
        return request.applicant.name, request.request_text

    def organ(self, kind: str) -> str:
        return "望山县人民政府" if kind == "review" else "望山县人民法院"

    def same_case(self, dispute: Dispute):
        found = [e for e in self.kept if is_same_case(e[1], dispute)]
        return self._entry(*found[0]) if found else None

    def join(self, dispute_id: str, register_no: str):
        number, known = next(one for one in self.kept if one[1].id == dispute_id)
        self.about(register_no)
        return attrs.evolve(self._entry(number, known), joined=(register_no,)), []

    def save(self, register_no: str, dispute: Dispute, seen: Dispute | None = None, also=()):
        check_dispute(dispute, self.texts(), self._today)
        self.about(register_no)
        kept = attrs.evolve(dispute, id=dispute.id or f"d{len(self.kept)}")
        self.kept = [one for one in self.kept if one[1].id != kept.id] + [(register_no, kept)]
        return self._entry(register_no, kept), ["请核对"] if dispute.note else []

    def void(self, dispute_id: str, reason: str) -> None:
        if not reason.strip():
            raise UserError("作废须写明理由", "请填写理由后重试")
        self.kept = [
            (number, attrs.evolve(one, void_reason=reason) if one.id == dispute_id else one)
            for number, one in self.kept
        ]

    def _entry(self, number: str, dispute: Dispute) -> DisputeEntry:
        applicant, text = self.about(number)
        limit = self.limit(dispute)
        return DisputeEntry(
            dispute=dispute,
            register_no=number,
            applicant=applicant,
            request_text=text,
            limit=limit,
            urgency=urgency_of_dispute(dispute, limit, load_calendar(), self._today),
        )
