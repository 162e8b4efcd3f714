"""One request from intake to archive: what happens outside and what is typed, for every ground.

The walks (``whole_life.toml``) and what happens before an answer are written once; the services
and the window each bring a clerk who does it.
"""

from __future__ import annotations

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind
from gongkai_desktop.domain.unit import Unit

OFFICE = Unit(
    name="望山县自然资源局",
    short_name="望山县资规局",
    government="望山县人民政府",
    court="望山县人民法院",
    office_name="望山县自然资源局办公室",
    office_address="望山县示例路1号",
    office_phone="0000-0000001",
    office_postcode="000000",
    prefix="望资",
)
SIGNERS = {
    "handler": "丁某",
    "section_head": "丙某",
    "legal": "戊某",
    "office": "己某",
    "leader": "乙某某",
}
MAIL, NET = "邮寄(EMS/挂号)", "互联网"
RECEIVED, ANSWERED = date(2026, 11, 2), date(2026, 11, 16)
Facts = Mapping[str, Any]


def day(month: int, number: int) -> date:
    return date(2026, month, number)


class Clerk(ABC):
    """A clerk at work on one request. ``no`` is its 登记号 once it is registered."""

    applicant: Applicant
    no: str

    @abstractmethod
    def on(self, today: date) -> None:
        """It is another day."""

    @abstractmethod
    def registers(
        self, text: str, channel: str = NET, received: date = RECEIVED, **more: Any
    ) -> None:
        """An application comes in."""

    @abstractmethod
    def records(self, kind: EventType, on: date, **more: Any) -> None:
        """Something happens to the request."""

    @abstractmethod
    def is_refused(self, kind: EventType, on: date, article: str, **more: Any) -> None:
        """The law does not allow an event; the refusal names the article."""

    @abstractmethod
    def searches(self, place: str, words: str, on: date, **more: Any) -> None:
        """A place is searched in vain."""

    @abstractmethod
    def decides(self, *grounds: str, separation: str = "") -> None:
        """Each item gets its ground; where it may be refused, whether the rest can be given."""

    @abstractmethod
    def sends(self, code: str, facts: Facts, on: date, reached: date | None = None) -> Any:
        """Draft, sign, number, seal and post a letter; where it reached them on ``reached``."""


# ── what happened outside, walk by walk ─────────────────────────────────────────────────────


def nothing(clerk: Clerk) -> None:
    """An answer that needs no step before it."""


def searched_in_vain(clerk: Clerk) -> None:
    """条例第三十六条第（四）项: a search on record before 不存在 is said."""
    clerk.searches(
        "公文处理系统", "“土地置换”“协议”，2005年至2010年", day(11, 4), method="系统检索"
    )
    clerk.searches(
        "综合档案室2005年至2010年文书档案",
        "土地置换卷",
        day(11, 6),
        method="人工查阅",
        section="档案室",
    )


def third_party_refuses(clerk: Clerk) -> None:
    """条例第三十二条、第三十三条第三款: asked in writing, refused, the applicant told."""
    facts = {
        "third_party": "示例矿业有限公司",
        "third_party_nature": "单位",
        "info_title": "《示例矿业二厂采矿权延续登记申请书》",
        "content": "第二章“选矿工艺”（第8页至第15页）",
        "interest": "商业秘密",
        "copy_pages": 8,
    }
    clerk.sends("B5", facts, day(11, 4), reached=day(11, 6))
    clerk.sends("B6", {}, day(11, 6))
    clerk.records(
        EventType.THIRD_PARTY_ANSWERED,
        day(11, 12),
        party="示例矿业有限公司",
        outcome="不同意公开",
        note="公开工艺参数会使其丧失竞争优势",
    )


CORRECTION = {
    "unclear": ["申请表只写“旧城改造有关材料”，没有写明是哪个项目、哪一年的材料"],
    "corrections": ["旧城改造项目的具体名称或者所在地块"],
    "guidance": "例如可以写明征收公告的标题或者日期、房屋所在的街巷",
}


def still_unclear(clerk: Clerk) -> None:
    """条例第三十条: asked once, answered, and still nobody could tell what is meant."""
    clerk.sends("B1", CORRECTION, day(11, 4), reached=day(11, 6))
    clerk.records(EventType.CORRECTION_RETURNED, day(11, 13), corrected_text="旧城有关的全部材料")


def never_supplemented(clerk: Clerk) -> None:
    """条例第三十条: the period runs out without a word; before its last day it has not."""
    clerk.sends("B1", CORRECTION, day(9, 9), reached=day(9, 11))
    clerk.is_refused(EventType.CORRECTION_LAPSED, day(9, 14), "第三十条")
    clerk.records(EventType.CORRECTION_LAPSED, day(10, 14))


FEE = {
    "fee_basis": "按量",
    "fee_pages": 240,
    "pay_way": "凭随附的非税收入缴款通知书，通过非税收入收缴平台缴纳",
}


def never_paid(clerk: Clerk) -> None:
    """条例第四十二条, 国办函〔2020〕109号: 20 working days to pay, then the request lapses."""
    clerk.sends("B9", FEE, day(9, 9), reached=day(9, 11))
    clerk.is_refused(EventType.FEE_LAPSED, day(9, 30), "109号")
    clerk.records(EventType.FEE_LAPSED, day(10, 21))


def gives_no_reasons(clerk: Clerk) -> None:
    """条例第三十五条: asked why so many, no answer in the time given; the period runs on."""
    facts = {"request_gist": "均涉及同一片区土地征收的各类会议记录和往来函件"}
    clerk.sends("B2", facts, day(9, 9), reached=day(9, 11))
    clerk.is_refused(EventType.REASONS_LAPSED, day(9, 14), "第三十五条")
    clerk.records(EventType.REASONS_LAPSED, day(9, 28))


def withdraws(clerk: Clerk) -> None:
    clerk.records(EventType.WITHDRAWN, day(11, 10), how="书面")


def extended(clerk: Clerk) -> None:
    """条例第三十三条第二款: once, and no more than 20 working days."""
    facts = {
        "extension_reason": "需要逐卷调阅2003年以来的纸质档案",
        "extension_days": 10,
        "approved_by": "乙某某",
    }
    clerk.sends("B3", facts, day(11, 6), reached=day(11, 9))
    clerk.is_refused(
        EventType.EXTENSION, day(11, 10), "第三十三条第二款", days=5, approved_by="乙某某"
    )


INSEPARABLE = {
    "separation": "不能区分",
    "inseparable_reason": "全文均为不予公开的内容，遮盖后没有可以单独提供的部分",
}


@attrs.frozen(kw_only=True)
class Walk:
    """One row: the ground of the answer, where it counts, which letter says it, what is typed."""

    ground: str
    row: str
    code: str
    text: str
    facts: Facts
    channel: str = NET
    kind: ApplicantKind = ApplicantKind.NATURAL
    before: Callable[[Clerk], None] = nothing
    received: date = RECEIVED
    answered: date = ANSWERED
    repeats: bool = False


BEFORE = {
    one.__name__: one
    for one in (
        searched_in_vain,
        third_party_refuses,
        still_unclear,
        never_supplemented,
        never_paid,
        gives_no_reasons,
        withdraws,
        extended,
    )
}


def read_walk(raw: dict[str, Any]) -> Walk:
    facts = {**raw.pop("facts", {}), **(INSEPARABLE if raw.pop("inseparable", False) else {})}
    kind = ApplicantKind(raw.pop("kind", "natural"))
    before = BEFORE.get(raw.pop("before", ""), nothing)
    return Walk(**raw, facts=facts, kind=kind, before=before)


CASES = Path(__file__).with_suffix(".toml")
WALKS = tuple(read_walk(raw) for raw in tomllib.loads(CASES.read_text("utf-8"))["walk"])


def applicant_of(walk: Walk) -> Applicant:
    name = "窦某庚" if walk.kind is ApplicantKind.NATURAL else "示例乙单位"
    return Applicant(name=name, kind=walk.kind, phone="13800000000", address="望山县示例路9号")


def answered_before(clerk: Clerk, text: str) -> str:
    """An earlier request for the same, answered and served; its 登记号."""
    clerk.registers(text, received=day(9, 7))
    clerk.decides("open_provide")
    facts = {"info_title": f"《{text}》", "pages": 12, "form": "纸质", "way": "邮寄"}
    clerk.sends("C1", facts, day(9, 21), reached=day(9, 23))
    return clerk.no


def carried(clerk: Clerk, walk: Walk) -> Any:
    """A walk from the gate to the posting of the answer, which is returned."""
    earlier = answered_before(clerk, walk.text) if walk.repeats else ""
    gate: dict[str, Any] = {}
    if walk.channel in (MAIL, "平信"):
        gate = {"signer": "辛某", "mail_no": "1000000000011", "forwarded": walk.received}
    elif walk.channel == "转送":
        gate = {"signer": "辛某"}
    clerk.registers(walk.text, walk.channel, walk.received, repeat_of=earlier, **gate)
    walk.before(clerk)
    clerk.on(walk.answered)
    clerk.decides(walk.ground, separation=str(walk.facts.get("separation", "")))
    typed = {name: value for name, value in walk.facts.items() if name != "separation"}
    return clerk.sends(walk.code, typed, walk.answered)
