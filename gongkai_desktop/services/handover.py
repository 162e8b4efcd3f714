"""Hand-over of all open work to a successor in one action (人员交接), and the printed sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import attrs

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.audit import AuditHead
from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.handover import (
    POSTS,
    Post,
    Transfer,
    Work,
    check_transfer,
    post_doubts,
)
from gongkai_desktop.domain.request import Stage
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import ledger_listing
from gongkai_desktop.services.backup import LAST_BACKUP_FILE
from gongkai_desktop.services.desk import Desk, DeskLine, desk_of, lines_of
from gongkai_desktop.services.papers import sheet_pdf
from gongkai_desktop.services.press import press_for
from gongkai_desktop.services.request import find, refuse_future, save
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import LAST_BACKUP, OPERATOR_SETTING, Workspace
from gongkai_desktop.store import Change, Person, Reader, RequestQuery

OWNER = "handover"
_REQUEST, _DISPUTE = "request:", "dispute:"
_COLUMNS = (
    TableColumn(heading="序号", width_mm=11, align=Align.CENTRE),
    TableColumn(heading="类别", width_mm=20, align=Align.CENTRE),
    TableColumn(heading="编号", width_mm=20, align=Align.CENTRE),
    TableColumn(heading="事项", width_mm=62),
    TableColumn(heading="期限", width_mm=23, align=Align.CENTRE),
    TableColumn(heading="现状", width_mm=34),
)


@attrs.frozen(kw_only=True)
class Handover:
    """What was handed over, and the rest of the open work as it then stood, for the sheet."""

    transfer: Transfer
    passed: tuple[Work, ...]
    other: tuple[Work, ...]
    head: AuditHead


def posts(workspace: Workspace) -> tuple[Post, ...]:
    """The two named posts with their holders."""
    with workspace.office.read() as reader:
        people = reader.people.all()
    found = []
    for title in POSTS:
        held = [one for one in people if one.post == title and one.until is None]
        found += [Post(title=title, holder=one.name, since=one.since) for one in held] or [
            Post(title=title)
        ]
    return tuple(found)


def doubts(workspace: Workspace) -> tuple[str, ...]:
    """What is doubtful about who holds the posts."""
    holders: dict[str, list[str]] = {}
    for post in posts(workspace):
        if post.holder:
            holders.setdefault(post.title, []).append(post.holder)
    return post_doubts(holders)


def names(workspace: Workspace) -> tuple[str, ...]:
    """Everyone known: who holds or held a post, who handles open work, the operator."""
    with workspace.office.read() as reader:
        people = [one.name for one in reader.people.all() if one.until is None]
        handlers = reader.requests.open_handlers()
    found = (workspace.operator, *people, *handlers)
    return tuple(dict.fromkeys(filter(None, found)))


def appoint(workspace: Workspace, title: str, name: str, day: date) -> None:
    """Name who holds a post from a day on; who held it before holds it until then."""
    if title not in POSTS or not name.strip():
        raise UserError("缺少岗位或者姓名", f"岗位可选：{'、'.join(POSTS)}")
    refuse_future(day, workspace.today, "任职日期")
    with workspace.change("确定岗位人员") as change:
        _appoint(change, title, name.strip(), day)


def open_work(workspace: Workspace) -> tuple[Work, ...]:
    """Everything open, in the order of a hand-over: requests, disputes, mail, drafts, duties."""
    desk = desk_of(workspace)
    with workspace.office.read() as reader:
        due, waiting = (_open_lines(reader, workspace, group) for group in ("due", "waiting"))
        drafts = tuple(_drafts(reader, (*due, *waiting)))
        unarchived = reader.requests.count(
            RequestQuery(stages=frozenset({Stage.ANSWERED}), today=workspace.today)
        )
    return (
        *(_request("在办申请", line, line.row.view.due_date) for line in due),
        *(_request("等待条件", line, line.row.view.awaited_until) for line in waiting),
        *_disputes(desk),
        *_mail(desk),
        *drafts,
        *_ledgers(workspace),
        *_duties(desk),
        *_unarchived(unarchived),
    )


def hand_over(workspace: Workspace, transfer: Transfer) -> Handover:
    """Pass the chosen work and posts in one transaction; raises UserError, then nothing passed."""
    check_transfer(transfer, workspace.today)
    work = open_work(workspace)
    keys = frozenset(transfer.keys)
    passed = tuple(one for one in work if one.key and one.key in keys)
    with workspace.change("人员交接") as change:
        for key in transfer.keys:
            _pass(change, workspace, key, transfer.successor)
        for title in transfer.posts:
            _appoint(change, title, transfer.successor, transfer.day)
        if change.settings.get(OPERATOR_SETTING, "") == transfer.giver:
            change.settings.put(OPERATOR_SETTING, transfer.successor)
        change.note(
            giver=transfer.giver,
            successor=transfer.successor,
            work=[one.no for one in passed],
            posts=list(transfer.posts),
        )
    with workspace.office.read() as reader:
        head = reader.audit.head()
    other = tuple(one for one in work if not (one.key and one.key in keys))
    return Handover(transfer=transfer, passed=passed, other=other, head=head)


def keep_sheet(workspace: Workspace, handover: Handover) -> None:
    """Keep the sheet in the data file, so that it can be printed again (交接单)."""
    sheet = handover_pdf(workspace, handover)
    name = f"交接单_{handover.transfer.day:%Y%m%d}.pdf"
    with workspace.change("留存交接单") as change:
        change.attachments.add(OWNER, "", name, "application/pdf", sheet)


def write_sheet(workspace: Workspace, target: Path) -> None:
    """Write the sheet of the last hand-over; raises UserError where there was none."""
    with workspace.office.read() as reader:
        kept = reader.attachments.list(OWNER, "")
        if not kept:
            raise UserError("还没有交接单", "请先办理交接")
        content = reader.attachments.read(kept[-1].id)
    atomic_write(target, content)


def handover_pdf(workspace: Workspace, handover: Handover) -> bytes:
    """The sheet to be signed by both (交接单)."""
    with workspace.office.read() as reader:
        unit = read_unit(reader).name
        backed_up = reader.settings.get(LAST_BACKUP, "")
        backup_file = reader.settings.get(LAST_BACKUP_FILE, "")
    transfer = handover.transfer
    moment = f"{datetime.fromisoformat(backed_up):%Y-%m-%d %H:%M}" if backed_up else "尚未备份"
    rows = [*_rows("交接", handover.passed), *_rows("", handover.other)]
    return sheet_pdf(
        TableSheet(
            title="政府信息公开工作交接单" + ("（演示数据）" if workspace.demo else ""),
            facts=(
                ("单位", unit or "（未填写）"),
                ("移交人", transfer.giver),
                ("接交人", transfer.successor),
                ("交接日期", date_words(transfer.day)),
                ("交接岗位", "、".join(transfer.posts) or "无"),
                ("交接事项", f"{len(handover.passed)}项，表中注明“移交”；其余为全室未办结的事项"),
                ("数据文件", workspace.office.location),
                ("最近备份", " ".join(filter(None, (moment, backup_file)))),
                ("审计末条", f"第{handover.head.seq}号 {handover.head.hash}"),
            ),
            columns=_COLUMNS,
            rows=tuple((str(at), *row) for at, row in enumerate(rows, 1)),
            notes=(
                "数据文件的口令、恢复钥匙、印章、纸质案卷和扫描件另行当面点交。",
                "移交人（签名）：　　　　　　　　接交人（签名）：　　　　　　　　监交人（签名）：",
                "日期：　　　　年　　月　　日",
            ),
            footer="一式两份，移交人、接交人各执一份",
        ),
        press_for(workspace),
    )


def _rows(mark: str, work: tuple[Work, ...]) -> Iterator[tuple[str, ...]]:
    for one in work:
        state = "；".join(filter(None, ("移交" if mark else "", one.state)))
        due = one.due.isoformat() if one.due else "—"
        yield (one.group, one.no, one.what, due, state)


def _pass(change: Change, workspace: Workspace, key: str, successor: str) -> None:
    """Write one piece of work anew under its new handler."""
    if key.startswith(_REQUEST):
        request = find(change, key.removeprefix(_REQUEST))
        save(change, attrs.evolve(request, handler=successor), workspace)
        return
    dispute = change.disputes.get(key.removeprefix(_DISPUTE))
    if not key.startswith(_DISPUTE) or dispute is None:
        raise UserError("要交接的事项已不存在", "请刷新后重试")
    proceeding = attrs.evolve(dispute.proceeding, handler=successor)
    change.disputes.save(dispute.with_proceeding(proceeding))


def _appoint(change: Change, title: str, name: str, day: date) -> None:
    held = [one for one in change.people.all() if one.post == title and one.until is None]
    if any(one.name == name for one in held):
        return
    for one in held:
        change.people.save(attrs.evolve(one, until=day))
    change.people.add(Person(name=name, post=title, since=day))


def _open_lines(
    reader: Reader, workspace: Workspace, group: Literal["due", "waiting"]
) -> tuple[DeskLine, ...]:
    """All of them: the desk shows no more than the most pressing ones."""
    query = RequestQuery(group=group, today=workspace.today)
    return lines_of(reader.requests.rows(query), workspace)


def _request(group: str, line: DeskLine, due: date | None) -> Work:
    row = line.row
    return Work(
        group=group,
        no=row.register_no,
        what=f"{row.applicant}：{row.request_text}",
        due=due,
        state=line.urgency.words,
        holder=row.handler,
        key=f"{_REQUEST}{row.register_no}",
    )


def _disputes(desk: Desk) -> Iterator[Work]:
    for line in desk.disputes:
        one = line.dispute.proceeding
        named = " ".join(filter(None, (one.organ, one.case_no)))
        yield Work(
            group="复议诉讼",
            no=line.numbers,
            what=f"{DisputeKind(line.dispute.kind).label}：{named}",
            due=line.due,
            state=line.urgency.words,
            holder=one.handler or line.row.handler,
            key=f"{_DISPUTE}{line.dispute.id}",
        )


def _mail(desk: Desk) -> Iterator[Work]:
    for mail in desk.mail:
        what = " ".join(filter(None, (mail.kind, mail.mail_no, mail.sender)))
        state = f"{mail.signed.isoformat()}签收，未登记"
        yield Work(group="未登记来件", no=mail.no, what=what, due=mail.due, state=state)


def _drafts(reader: Reader, lines: Sequence[DeskLine]) -> Iterator[Work]:
    """Letters not yet numbered of open requests, and what was typed and not kept."""
    letters = reader.letters.by_request([line.row.id for line in lines])
    for line in lines:
        for letter in letters.get(line.row.id, ()):
            composed = letter.composed
            if composed and not composed.table and not (letter.void_reason or letter.number):
                yield Work(
                    group="文书草稿",
                    no=line.row.register_no,
                    what=composed.title,
                    state=letter.status or "未编号",
                )
    typed = reader.drafts.all()
    if typed:
        last = typed[0].saved_at[:10]
        yield Work(group="未存的表单", no="—", what=f"{len(typed)}份", state=f"最近{last}")


def _ledgers(workspace: Workspace) -> Iterator[Work]:
    for one in ledger_listing.summaries(workspace):
        if one.open:
            state = f"超期{one.overdue}条" if one.overdue else ""
            yield Work(
                group="台账", no="—", what=f"{one.form.title}未办结{one.open}条", state=state
            )


def _duties(desk: Desk) -> Iterator[Work]:
    for one in desk.duties:
        if not one.met:
            yield Work(group="定期任务", no="—", what=one.title, due=one.due, state=one.progress)


def _unarchived(count: int) -> Iterator[Work]:
    if count:
        yield Work(group="待归档", no="—", what=f"已答复、尚未归档的案卷{count}件")
