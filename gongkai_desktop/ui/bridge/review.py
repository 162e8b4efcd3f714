"""Pre-review (发布预审) for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.checklist import Checklist, Reply
from gongkai_desktop.domain.review.comparison import ParagraphChange
from gongkai_desktop.domain.review.handling import Action, Handling, Scope, handling_of
from gongkai_desktop.domain.review.item import ReviewItem, Signature
from gongkai_desktop.services import (
    approval,
    assessment,
    ledger,
    masking,
    review_decide,
    review_desk,
    review_sheets,
    review_versions,
)
from gongkai_desktop.services.review_desk import DraftFile, PutUp, ReviewFile
from gongkai_desktop.ui.bridge.ledger import LedgerBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.ledger import Words
from gongkai_desktop.ui.ports.review import (
    AssessmentView,
    FindingLine,
    ReviewEntry,
    ReviewView,
    VersionLine,
)


class ReviewBridge:
    """Reviews over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown: review_desk.ReviewFile | None = None

    def checklist(self) -> Checklist:
        """Gates, kinds, channels, sources."""
        return self._session.workspace.knowledge.checklist

    def today(self) -> date:
        """The day everything is judged by."""
        return self._session.workspace.today

    def listing(self, text: str) -> Sequence[ReviewEntry]:
        """Items with these words, the latest first."""
        found = review_desk.listed(self._session.workspace, text)
        return [ReviewEntry(item=item, state=state) for item, state in found]

    def open(self, item_id: str, report: Report = silent) -> ReviewView:
        """One item, scanned anew."""
        before = self._shown if self._shown and self._shown.item.id == item_id else None
        return self._open(item_id, before, report)

    def _open(
        self, item_id: str, before: ReviewFile | PutUp | None, report: Report = silent
    ) -> ReviewView:
        workspace = self._session.workspace
        self._shown = review_desk.opened(workspace.reporting(report), item_id, before)
        earlier = review_versions.versions(workspace, item_id)
        return attrs.evolve(
            _view(self._shown),
            versions=tuple(map(_version_line, earlier)),
            clock=review_sheets.clock_words(self._shown.item, workspace),
        )

    def begin(self, item: ReviewItem) -> ReviewView:
        """Enter an item."""
        return self.open(review_desk.begin(self._session.workspace, item).id)

    def amend(self, item: ReviewItem, seen: ReviewItem | None = None) -> None:
        """Change what it is called and where it goes."""
        review_desk.amend(self._session.workspace, item, seen)

    def paste(self, item_id: str, text: str, report: Report) -> ReviewView:
        """Put pasted text up."""
        return self._put_up(item_id, [review_desk.pasted_draft(text)], report)

    def put_files(self, item_id: str, paths: Sequence[Path], report: Report) -> ReviewView:
        """Put files up."""
        return self._put_up(item_id, review_desk.files_at(paths, report), report)

    def _put_up(self, item_id: str, drafts: Sequence[DraftFile], report: Report) -> ReviewView:
        workspace = self._session.workspace.reporting(report)
        return self._open(item_id, review_desk.put_up_scanned(workspace, item_id, drafts))

    def decide(
        self, view: ReviewView, line: FindingLine, action: Action, scope: Scope, reason: str
    ) -> ReviewView:
        """Record a decision about a finding."""
        review_decide.decide(
            self._session.workspace,
            view.item.id,
            line.finding,
            view.text,
            action,
            scope=scope,
            reason=reason,
        )
        return self.open(view.item.id)

    def revoke(self, view: ReviewView, handling: Handling) -> ReviewView:
        """Take a decision back."""
        review_decide.revoke(self._session.workspace, view.item.id, handling)
        return self.open(view.item.id)

    def remembered(self) -> Sequence[Handling]:
        """What the unit let pass in every text."""
        with self._session.workspace.office.read() as reader:
            return review_desk.unit_handling(reader)

    def forget(self, handling: Handling) -> None:
        """Take back what the unit let pass."""
        review_decide.revoke(self._session.workspace, "", handling)

    def people(self) -> Sequence[str]:
        """Names of the office."""
        return approval.names_known(self._session.workspace)

    def reply(self, item_id: str, answers: Mapping[str, Reply]) -> ReviewView:
        """Answer questions."""
        review_decide.reply(self._session.workspace, item_id, answers)
        return self.open(item_id)

    def sign(self, item_id: str, signature: Signature) -> ReviewView:
        """Record a signature."""
        review_decide.sign(self._session.workspace, item_id, signature)
        return self.open(item_id)

    def send_again(self, item_id: str, name: str, day: date, note: str) -> ReviewView:
        """Send it up anew."""
        review_decide.send_again(self._session.workspace, item_id, name, day, note)
        return self.open(item_id)

    def assessment(self, item_id: str) -> AssessmentView:
        """The assessment, or what one begins with."""
        workspace = self._session.workspace
        form = ledger.ledger_named(workspace, assessment.LEDGER)
        shown_item = review_desk.opened(workspace, item_id, self._shown)
        with workspace.office.read() as reader:
            row = assessment.assessment_of(reader, shown_item.item.no)
        body = row.body if row else assessment.proposed(shown_item, workspace.today.isoformat())
        cells = {one.key: shown(one, body.get(one.key)) for one in form.columns}
        known = {"no": row.no, "row_id": row.id} if row else {}
        return AssessmentView(form=form, cells=cells, **known)

    def save_assessment(self, item_id: str, row_id: str, words: Words) -> ReviewView:
        """Keep the assessment."""
        LedgerBridge(self._session).save(assessment.LEDGER, row_id, words)
        return self.open(item_id)

    def publish(self, item_id: str, day: date, publisher: str, link: str) -> ReviewView:
        """Record that it went out."""
        workspace = self._session.workspace
        review_decide.publish(workspace, item_id, day, publisher=publisher, link=link)
        return self.open(item_id)

    def void(self, item_id: str, reason: str) -> ReviewView:
        """Strike it."""
        review_desk.void(self._session.workspace, item_id, reason)
        return self.open(item_id)

    def compare(self, item_id: str, at: str) -> Sequence[ParagraphChange]:
        """The version put up at a moment against the one in force."""
        return review_versions.compared(self._session.workspace, item_id, at)

    def masked_copy(self, item_id: str, name: str, target: Path, report: Report) -> int:
        """Write a masked copy of one file; how many places."""
        workspace = self._session.workspace.reporting(report)
        shown = self._shown if self._shown and self._shown.item.id == item_id else None
        return masking.masked_copy(workspace, item_id, name, target, shown)

    def sheet(self, item_id: str) -> bytes:
        """信息发布审核单 as PDF."""
        return review_sheets.review_sheet(self._session.workspace, item_id)

    def secrecy_sheet(self, item_id: str) -> bytes:
        """信息公开保密审查单 as PDF."""
        workspace = self._session.workspace
        sheet = review_sheets.secrecy_sheet(workspace, item_id)
        workspace.note("打印保密审查单", what=review_desk.opened(workspace, item_id).item.no)
        return sheet

    def assessment_sheet(self, item_id: str) -> bytes:
        """个人信息保护影响评估表 as PDF."""
        workspace = self._session.workspace
        number = review_desk.opened(workspace, item_id, self._shown).item.no
        sheet = assessment.assessment_sheet(workspace, number)
        workspace.note("打印个人信息保护影响评估表", what=number)
        return sheet

    def secrecy_summary(self, year: int, month: int) -> bytes:
        """保密审查汇总表 of a month as PDF."""
        return review_sheets.secrecy_summary(self._session.workspace, year, month)


def _version_line(one: review_versions.DraftVersion) -> VersionLine:
    moment = one.at[:16].replace("T", " ")
    return VersionLine(at=one.at, words=f"{moment}　{'、'.join(one.names)}")


def _view(opened: review_desk.ReviewFile) -> ReviewView:
    names = [part.name for part in opened.parts]
    return ReviewView(
        item=opened.item,
        state=opened.state,
        levels=opened.levels,
        gates=opened.gates,
        text=opened.text,
        pasted=names in ([], [review_desk.PASTED]),
        findings=tuple(
            FindingLine(
                finding=one,
                place=opened.place(one),
                words=opened.text[one.start : one.end],
                handling=handling_of(one, opened.text, opened.handled),
            )
            for one in opened.findings
        ),
        unscanned=tuple(
            f"{part.name} {one.where}：{one.why}"
            for part in opened.parts
            for one in part.scanned.source.unscanned
        ),
        obstacles=opened.obstacles,
        handled=opened.handled,
        personal=opened.personal,
        assessed=opened.assessed,
    )
