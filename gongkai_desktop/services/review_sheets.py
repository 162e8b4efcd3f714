"""The printed sheets of pre-review (审核单、保密审查汇总表): what is signed and filed on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_desktop.domain.calendar import CalendarMissingError
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.checklist import Answer, GateQuestions, Question, Reply
from gongkai_desktop.domain.review.finding import Severity
from gongkai_desktop.domain.review.handling import (
    Action,
    changed_away,
    handling_of,
    is_settled,
    open_findings,
)
from gongkai_desktop.domain.review.item import (
    AGREE,
    SEND_AGAIN,
    ReviewItem,
    Signature,
    summary_of,
)
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import slip
from gongkai_desktop.services.review_desk import ReviewFile, opened
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace

_MARK_SHOWN = 16
_SECRECY_GATE = "secrecy"
DAYS_TO_PUBLISH = 20
"""Working days from the day information came about (政府信息公开条例第二十六条)."""


def review_sheet(workspace: Workspace, item_id: str) -> bytes:
    """The 信息发布审核单 of an item as PDF, boxes empty for levels that have not signed."""
    shown = opened(workspace, item_id)
    return slip.render(
        "review_sheet",
        _sheet_values(shown, workspace),
        knowledge=workspace.knowledge,
        unit=the_unit(workspace),
        mark=workspace.mark,
    )


def _sheet_values(shown: ReviewFile, workspace: Workspace) -> Mapping[str, Any]:
    item = shown.item
    return {
        "item_no": item.no,
        "item_title": item.title,
        "item_kind": "，".join(part for part in (item.kind, item.source, item.origin) if part),
        "document_no": item.document_no,
        "attribute": "，".join(part for part in (item.attribute, item.basis) if part),
        "outlet": _outlet(item),
        "planned": _day(item.planned),
        "responsible": item.responsible,
        "scan": _scan_words(shown),
        "unscanned": _unscanned_words(shown),
        "gates": [_gate_line(gate, item.replies) for gate in shown.gates],
        "attachments": [{"name": one.name, "mark": one.sha256[:_MARK_SHOWN]} for one in item.files],
        "signatures": _signature_lines(shown),
        "course": _course_words(item),
        "clock": clock_words(item, workspace),
        "published": _published_words(item),
    }


def _exception_words(item: ReviewItem) -> str:
    """Said only where one person did sign two levels."""
    names = [one.name for one in item.signed()]
    twice = len(set(names)) < len(names)
    return "经批准，同一人签两审（小单位例外）" if twice else ""


def _outlet(item: ReviewItem) -> str:
    return "，".join(part for part in (item.channel, item.column) if part)


def _day(day: date | None) -> str:
    return date_words(day) if day else ""


def _scan_words(shown: ReviewFile) -> str:
    """What was found and what became of it; corrections made before count as found."""
    found, _, left = summary_of(shown.findings, shown.text, shown.handled)
    counted = [one for one in shown.findings if one.severity not in (Severity.LOW, Severity.HINT)]
    decisions = (handling_of(one, shown.text, shown.handled) for one in counted)
    done = Counter(one.action.value for one in decisions if one is not None and is_settled(one))
    changed = len(changed_away(shown.findings, shown.text, shown.item.handled))
    if changed:
        done[Action.CHANGED.value] = changed
    told = "、".join(f"{word}{n}处" for word, n in done.items())
    rest = f"，{left}处没有处理" if left else "，没有留存未处理的"
    slight = len(shown.findings) - len(counted)
    aside = f"另有低、提示级{slight}处。" if slight else ""
    head = f"扫描{len(shown.parts)}份，共{found + changed}处提示"
    return f"{head}{'：' + told if told else ''}{rest}。{aside}"


def _unscanned_words(shown: ReviewFile) -> str:
    parts = [
        f"{part.name} {one.where}：{one.why}"
        for part in shown.parts
        for one in part.scanned.source.unscanned
    ]
    return "；".join(parts) if parts else "无"


def _gate_line(gate: GateQuestions, replies: Mapping[str, Reply]) -> dict[str, str]:
    given = [replies[one.key] for one in gate.questions if one.key in replies]
    counts = Counter(one.answer.value for one in given)
    said = "，".join(f"{answer.value}{counts[answer.value]}" for answer in Answer if counts[answer])
    missing = len(gate.questions) - len(given)
    notes = [
        f"{one.text}：{replies[one.key].answer.value}，{replies[one.key].note}"
        for one in gate.questions
        if one.key in replies and replies[one.key].note
    ]
    result = f"{len(gate.questions)}问：{said}" if said else f"{len(gate.questions)}问"
    return {
        "gate": gate.title,
        "result": result + (f"，未答{missing}" if missing else ""),
        "note": "；".join(notes),
    }


def _signature_lines(shown: ReviewFile) -> list[dict[str, str]]:
    signed = {one.level: one for one in shown.item.signed()}
    lines = []
    for at, level in enumerate(shown.levels.names):
        proof = shown.levels.proofs[at] if at < len(shown.levels.proofs) else ""
        post = shown.levels.posts[at] if at < len(shown.levels.posts) else ""
        one = signed.get(level)
        reader = (one.proofreader or one.name) if one else ""
        lines.append(
            {
                "level": level,
                "name": one.name if one else "",
                "proof": f"{proof}：{reader}" if proof else "",
                "day": one.day.isoformat() if one else "",
                "opinion": f"{one.opinion}{'，' + one.note if one.note else ''}" if one else post,
            }
        )
    return lines


def _course_words(item: ReviewItem) -> str:
    """The exception made, signatures that no longer count, returns and what followed them."""
    acts = [one for one in item.signatures if one.struck or one.opinion != AGREE]
    told = [_exception_words(item), *(_act_words(one) for one in acts)]
    return "；".join(part for part in told if part)


def _act_words(one: Signature) -> str:
    told = f"{one.day.isoformat()} {one.level if one.opinion != SEND_AGAIN else ''}{one.name}"
    note = f"：{one.note}" if one.note else ""
    struck = f"（作废：{one.struck}）" if one.struck else ""
    return f"{told}{one.opinion}{note}{struck}"


def clock_words(item: ReviewItem, workspace: Workspace) -> str:
    """From the day it came about to the last day to publish it (条例第二十六条)."""
    if item.formed is None:
        return ""
    told = f"{_day(item.formed)}形成"
    try:
        due = workspace.knowledge.calendar.nth_workday_after(item.formed, DAYS_TO_PUBLISH)
    except CalendarMissingError as error:
        return f"{told}，期限需要{error.year}年放假安排才能计算"
    late = item.published is not None and item.published > due
    return f"{told}，应在{_day(due)}前公开" + ("，实际公开晚于期限" if late else "")


def secrecy_sheet(workspace: Workspace, item_id: str) -> bytes:
    """The 信息公开保密审查单 of an item as PDF, signed by the body that reviews for secrecy."""
    shown = opened(workspace, item_id)
    return slip.render(
        "secrecy_sheet",
        _secrecy_values(shown, workspace),
        knowledge=workspace.knowledge,
        unit=the_unit(workspace),
    )


def _secrecy_values(shown: ReviewFile, workspace: Workspace) -> Mapping[str, Any]:
    item = shown.item
    signed = item.signed_for_secrecy()
    gate = next((one for one in shown.gates if one.key == _SECRECY_GATE), None)
    return {
        "item_no": item.no,
        "filled": date_words(workspace.today),
        "item_title": item.title,
        "carrier": "公文类" if item.document_no else "非公文类",
        "outlet": _outlet(item),
        "planned": _day(item.planned),
        "source": "，".join(part for part in (item.source, item.origin) if part),
        "attribute": "，".join(part for part in (item.attribute, item.basis) if part),
        "scan": _secrecy_scan(shown),
        "unscanned": _unscanned_words(shown),
        "responsible": item.responsible,
        "questions": [_question_line(one, item.replies) for one in gate.questions] if gate else [],
        "attachments": [{"name": one.name, "mark": one.sha256[:_MARK_SHOWN]} for one in item.files],
        "signer": signed.name if signed else "",
        "signed": _day(signed.day) if signed else "",
        "opinion": f"同意公开{'，' + signed.note if signed.note else ''}" if signed else "",
    }


def _secrecy_scan(shown: ReviewFile) -> str:
    """What the rules of secrecy say; personal data have their own questions."""
    found = [one for one in shown.findings if one.rule.startswith("BM")]
    left = len(open_findings(found, shown.text, shown.handled))
    if not found:
        return f"扫描{len(shown.parts)}份，没有密级、工作秘密和明电标志等提示"
    return f"扫描{len(shown.parts)}份，保密提示{len(found)}处，没有处理的{left}处"


def _question_line(one: Question, replies: Mapping[str, Reply]) -> dict[str, str]:
    given = replies.get(one.key)
    return {
        "question": one.text,
        "answer": given.answer.value if given else "",
        "note": given.note if given else "",
    }


def _published_words(item: ReviewItem) -> str:
    if item.published is None:
        return ""
    where = f"，{item.link}" if item.link else ""
    return f"{_day(item.published)}由{item.publisher}发布{where}"


def secrecy_summary(workspace: Workspace, year: int, month: int) -> bytes:
    """The month's 保密审查汇总表 as PDF; a month without publication says so (零报告)."""
    if not 1 <= month <= 12:
        raise UserError(f"月份“{month}”不对", "请写1至12")
    with workspace.office.read() as reader:
        found = [
            one
            for one in reader.reviews.find()
            if one.published and (one.published.year, one.published.month) == (year, month)
        ]
    return slip.render(
        "secrecy_summary",
        {
            "month": f"{year}年{month}月",
            "published_items": [
                {
                    "item_no": one.no,
                    "title": one.title,
                    "outlet": _outlet(one),
                    "published": one.published.isoformat() if one.published else "",
                    "reviewer": "、".join(each.name for each in one.signed()),
                    "responsible": one.responsible,
                }
                for one in reversed(found)
            ],
            "zero": f"本月公开{len(found)}条" if found else "本月没有公开内容",
        },
        knowledge=workspace.knowledge,
        unit=the_unit(workspace),
        mark=workspace.mark,
    )
