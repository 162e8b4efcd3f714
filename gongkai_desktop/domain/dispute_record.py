"""A review or suit as plain JSON values: read from a shell, shown to one (复议诉讼的记录)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3
from gongkai_desktop.domain.dispute import (
    PENDING,
    Dispute,
    DisputeTexts,
    Proceeding,
    Ruling,
    proceeding_from,
    proceeding_to,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date

_OWN = ("kind", "received", "concluded", "result", "note")
_WORDS = ("organ", "case_no", "procedure", "claimant", "claim", "handler", "decision_no")
_DAYS = ("answered", "decision_received")
_NOTES = ("papers", "hearings")
ALSO = "also"
"""The 登记号 of the further requests of the same case."""
_KEYS = (*_OWN, *_WORDS, *_DAYS, *_NOTES, "ruling", "reanswer", "reanswer_days", ALSO)
_SHORT = {"复议": "review", "直接起诉": "suit_direct"}


def dispute_from_record(raw: Any, texts: DisputeTexts, where: str) -> Dispute:
    """Read a dispute; kind, ruling and result by key or by their Chinese word.

    A ruling without a result is counted where it is proposed to be. Raises UserError naming
    place and key.
    """
    if not isinstance(raw, Mapping):
        raise UserError(f"{where}不是一个对象", "写成 {“kind”: “review”, “received”: “2026-11-17”}")
    kind = _choice(raw.get("kind"), {**BLOCKS, "review": "行政复议"}, f"{where}的 kind", _SHORT)
    ruling = _ruling(raw.get("ruling"), kind, texts, where)
    given = raw.get("result") or (ruling.result if ruling else "")
    result = _choice(given, RESULTS3, f"{where}的 result") if given else ""
    days = {name: _day(raw, name, where) for name in ("received", "concluded")}
    return Dispute(
        kind=kind,
        result="" if result == PENDING else result,
        note=str(raw.get("note") or ""),
        **days,
    ).with_proceeding(_proceeding(raw, ruling, where))


def also_of(raw: Any, where: str) -> tuple[str, ...]:
    """The 登记号 of further requests; raises UserError where they are not a list of words."""
    numbers = raw.get(ALSO) or []
    if not isinstance(numbers, list) or not all(isinstance(one, str) for one in numbers):
        raise UserError(f"{where}的 {ALSO} 应为登记号的列表", "写成 [“2026-008”, “2026-011”]")
    return tuple(numbers)


def unread_keys(raw: Any) -> tuple[str, ...]:
    """Keys of a record that nothing reads."""
    return tuple(key for key in raw if key not in _KEYS) if isinstance(raw, Mapping) else ()


def dispute_to_record(dispute: Dispute, texts: DisputeTexts) -> dict[str, Any]:
    """A dispute as JSON values with the words people read; what is not known is left out."""
    ruling = texts.ruling(dispute.proceeding.ruling)
    record: dict[str, Any] = {
        "id": dispute.id,
        "kind": dispute.kind,
        "kind_label": BLOCKS[dispute.kind],
        "received": dispute.received.isoformat() if dispute.received else None,
        "concluded": dispute.concluded.isoformat() if dispute.concluded else None,
        "result": dispute.result or PENDING,
        "result_label": RESULTS3[dispute.result or PENDING],
        "note": dispute.note,
        "void_reason": dispute.void_reason,
        **proceeding_to(attrs.evolve(dispute.proceeding, joined=())),
    }
    if ruling:
        record["ruling_label"] = ruling.label
    return {key: value for key, value in record.items() if value != ""}


def _proceeding(raw: Mapping[str, Any], ruling: Ruling | None, where: str) -> Proceeding:
    values: dict[str, Any] = {name: str(raw[name]).strip() for name in _WORDS if raw.get(name)}
    values |= {name: _day(raw, name, where) for name in _DAYS if raw.get(name)}
    for name in _NOTES:
        values[name] = raw.get(name) or []
        if not isinstance(values[name], list) or not all(
            isinstance(one, Mapping) for one in values[name]
        ):
            raise UserError(
                f"{where}的 {name} 应为列表", "每项写成 {“day”: “2026-12-03”, “what”: “开庭”}"
            )
    days = raw.get("reanswer_days")
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise UserError(f"{where}的 reanswer_days“{days}”不是工作日数", "请填写大于0的整数")
    return proceeding_from(
        {
            **values,
            "ruling": ruling.code if ruling else "",
            "reanswer": bool(raw.get("reanswer", False)),
            "reanswer_days": days,
        }
    )


def _day(raw: Mapping[str, Any], name: str, where: str) -> Any:
    return read_date(raw[name], f"{where}的 {name}") if raw.get(name) else None


def _choice(
    value: Any, words: Mapping[str, str], where: str, short: Mapping[str, str] | None = None
) -> str:
    """A key, given as such or by its word."""
    said = str(value or "").strip()
    by_word = {word: key for key, word in words.items()} | dict(short or {})
    key = said if said in words else by_word.get(said, "")
    if not key:
        choices = "、".join(f"{key}（{word}）" for key, word in words.items())
        raise UserError(f"{where}“{said}”不认识", f"可填：{choices}")
    return key


def _ruling(value: Any, kind: str, texts: DisputeTexts, where: str) -> Ruling | None:
    said = str(value or "").strip()
    if not said:
        return None
    fitting = texts.rulings_of(kind)
    for one in fitting:
        if said in (one.code, one.label):
            return one
    choices = "、".join(f"{one.code}（{one.label}）" for one in fitting)
    raise UserError(f"{where}的 ruling“{said}”不认识", f"可填：{choices}")
