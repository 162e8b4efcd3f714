"""A request out to a section and its opinion back, for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.lock import Strength
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.services import (
    exchange,
    exchange_files,
    exchange_handed,
    exchange_lock,
    exchange_receive,
    exchange_section,
)
from gongkai_desktop.services.assignment import ASSISTING, HANDED_OUT, assignments_of
from gongkai_desktop.services.attachment import attachments_of
from gongkai_desktop.services.exchange_content import Choice
from gongkai_desktop.services.exchange_lock import Lock
from gongkai_desktop.services.exchange_parts import content_for
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.store import Exchange
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.exchange import PackedLine
from gongkai_desktop.ui.ports.sections import HandOutOrder, HandOutStart, TaskLine

_PAPERS = ("协办通知单.pdf", "协办反馈表.xlsx")


class SectionBridge:
    """Hand-outs over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def course(self, register_no: str) -> Sequence[tuple[date, str, str]]:
        """The request's way through sections."""
        with self._session.workspace.office.read() as reader:
            rows = assignments_of(reader, register_no)
        found: list[tuple[date, str, str]] = []
        for body in (one.body for one in rows if not one.void_reason):
            section, asked = body.get("section"), day_of(body.get("date"))
            given, limit = day_of(body.get("returned")), body.get("reply_by")
            until = f"反馈期限 {limit}" if limit else ""
            if asked:
                found.append((asked, f"{body.get('kind')}　{section}", until))
            if given:
                found.append((given, f"{section}反馈", str(body.get("answer") or "")))
        return found

    def start(self, register_no: str) -> HandOutStart:
        """What is known before handing out."""
        workspace = self._session.workspace
        request = request_numbered(workspace, register_no)
        with workspace.office.read() as reader:
            known = reader.requests.sections()
            people = [one.section for one in reader.people.all() if one.section]
        text = request.corrected_text or request.request_text
        return HandOutStart(
            sections=[*dict.fromkeys([*known, *people])],
            section=request.section,
            files=[(one.id, one.name) for one in attachments_of(workspace, request.id)],
            private=masked_words(workspace, text, [request.applicant.name]) != text,
        )

    def personal(self, register_no: str, order: HandOutOrder) -> Sequence[str]:
        """What personal data the package would hold."""
        workspace = self._session.workspace
        request = request_numbered(workspace, register_no)
        return exchange_section.personal_in(workspace, request, _choice(order))

    def send(
        self, register_no: str, order: HandOutOrder, folder: Path, password: str
    ) -> PackedLine:
        """Enter the hand-out and write its package; the plain papers beside one without a lock."""
        row = exchange_section.hand_out(self._session.workspace, register_no, _hand_out(order))
        packed = exchange.pack(
            *(self._session.workspace, PackageKind.ASSIGNMENT, register_no, folder),
            choice=_choice(order, row.id),
            lock=Lock(password=password, confirmed=bool(password)),
        )
        papers = []
        for name in _PAPERS if not packed.package.manifest.personal else ():
            papers.append(packed.path.with_name(f"{packed.path.stem}_{name}"))
            atomic_write(papers[-1], packed.package.parts[name])
        return _line(packed, papers)

    def judge(self, password: str) -> Strength:
        """How a password stands."""
        return exchange_lock.strength(self._session.workspace, password)

    def new_password(self) -> str:
        """A password nobody guesses."""
        return exchange_lock.made_password()

    def locked(self, paths: Sequence[Path]) -> Sequence[Path]:
        """The locked packages among some files."""
        return exchange_receive.locked(paths)

    def opens(self, path: Path, password: str) -> bool:
        """Whether a password opens a package."""
        return exchange_receive.opens(path, password)

    def preview_back(
        self, register_no: str, paths: Sequence[Path], passwords: Sequence[str]
    ) -> Sequence[str]:
        """What a section's answer says."""
        return self._back(register_no, paths, passwords, trial=True)

    def take_back(
        self, register_no: str, paths: Sequence[Path], passwords: Sequence[str]
    ) -> Sequence[str]:
        """Take the answer into the request."""
        return self._back(register_no, paths, passwords, trial=False)

    def _back(
        self, register_no: str, paths: Sequence[Path], passwords: Sequence[str], *, trial: bool
    ) -> Sequence[str]:
        workspace = self._session.workspace
        taken = exchange_receive.take_back(
            workspace, register_no, paths, passwords=passwords, dry_run=trial
        )
        return [taken.status, *taken.notes]

    def tasks(self) -> Sequence[TaskLine]:
        """What was handed to us."""
        return [self._task(one) for one in exchange_handed.assignments_in(self._session.workspace)]

    def _task(self, one: Exchange) -> TaskLine:
        given = exchange_handed.opinion_given(self._session.workspace, one)
        told = {name: str(value or "") for name, value in one.body.items() if name != "files"}
        return TaskLine(
            key=one.unit_code,
            register_no=one.period,
            section=told.get("section", ""),
            text=told.get("request_text", ""),
            advice=told.get("advice", ""),
            reply_by=told.get("reply_by", ""),
            at=one.at.replace("T", " "),
            unit=one.unit,
            files=[*one.body.get("files", ())],
            given=given.at[:10] if given else "",
        )

    def task_files(self, key: str, folder: Path) -> int:
        """Write the files of a task into a folder."""
        return len(exchange_files.save_files(self._session.workspace, self._the_task(key), folder))

    def opinion(self, key: str) -> Mapping[str, Any]:
        """What we gave back last."""
        given = exchange_handed.opinion_given(self._session.workspace, self._the_task(key))
        return given.body if given else {}

    def _the_task(self, key: str) -> Exchange:
        for one in exchange_handed.assignments_in(self._session.workspace):
            if one.unit_code == key:
                return one
        raise UserError("没有找到这件协办", "请刷新后重试")

    def opinion_personal(
        self, key: str, opinion: Mapping[str, Any], materials: Sequence[Path]
    ) -> Sequence[str]:
        """What personal data our answer would hold."""
        task, choice = self._the_task(key), _answer(key, opinion, materials)
        workspace = self._session.workspace
        return content_for(workspace, PackageKind.OPINION, task.period, choice).personal

    def give_back(
        self,
        key: str,
        opinion: Mapping[str, Any],
        materials: Sequence[Path],
        folder: Path,
        password: str,
    ) -> PackedLine:
        """Write the package with our opinion."""
        task = self._the_task(key)
        packed = exchange.pack(
            *(self._session.workspace, PackageKind.OPINION, task.period, folder),
            choice=_answer(key, opinion, materials),
            lock=Lock(password=password, confirmed=bool(password)),
        )
        return _line(packed, [])


def _hand_out(order: HandOutOrder) -> exchange_section.HandOut:
    return exchange_section.HandOut(
        section=order.section,
        reply_by=order.reply_by,
        advice=order.advice,
        kind=ASSISTING if order.assisting else HANDED_OUT,
    )


def _choice(order: HandOutOrder, row_id: str = "") -> Choice:
    return Choice(
        assignment=row_id,
        applicant=order.applicant,
        masked=order.masked,
        attachments=order.attachments,
    )


def _answer(key: str, opinion: Mapping[str, Any], materials: Sequence[Path]) -> Choice:
    return Choice(assignment=key, opinion=opinion, materials=tuple(materials))


def _line(packed: exchange.Packed, papers: Sequence[Path]) -> PackedLine:
    return PackedLine(
        path=packed.path,
        papers=[*packed.package.files[1:], *papers],
        edition=packed.package.manifest.edition,
        mark=packed.package.seal,
    )
