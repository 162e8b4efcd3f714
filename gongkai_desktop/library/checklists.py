"""Loads the gates' questions (关口清单) from forms/checklists/, an office's own before ours."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.review.checklist import Checklist, GateQuestions, Question
from gongkai_desktop.domain.review.masking import Mask, Masks
from gongkai_desktop.library.layers import Entry, shipped_entry
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, parse_table, read_table

FOLDER = "checklists"
REVIEW = f"{FOLDER}/review"
MASKING = f"{FOLDER}/masking"
OWN = (REVIEW, MASKING)
"""The checklists an office may change."""

_LEAST_HIDDEN = {"YS01": 6, "YS02": 6, "YS03": 4, "YS05": 6}
_LENGTHS = {"YS01": 18, "YS02": 15, "YS03": 11, "YS05": 16}
"""Signs of a number, and how many of them must be hidden for it not to be put together again."""


def load_review_checklist(overlays: Sequence[Overlay] = ()) -> Checklist:
    """The checklist in force, the last layer's; raises UserError naming what is wrong in it."""
    own = [one for one in overlays if one.key == REVIEW]
    if own:
        return check_review_checklist(own[-1].text, "本单位的发布预审清单")
    return _checklist(read_table(form(FOLDER, "review.toml")))


def check_review_checklist(text: str, name: str) -> Checklist:
    """A checklist written as TOML; raises UserError naming line or key."""
    return _checklist(parse_table(text, name))


def load_masks(overlays: Sequence[Overlay] = ()) -> Masks:
    """The masking rules that are on, by the rule whose findings they mask."""
    own = [one for one in overlays if one.key == MASKING]
    text = own[-1].text if own else shipped_text(MASKING)
    masks = check_masks(text, "本单位的脱敏规则" if own else "masking.toml")
    return {one.rule: one for one in masks if one.on}


def check_masks(text: str, name: str) -> tuple[Mask, ...]:
    """Masking rules written as TOML, those switched off too; UserError naming line or key."""
    file = parse_table(text, name)
    masks = tuple(_mask(one) for one in file.tables("mask"))
    file.finish()
    return masks


def shipped_text(key: str) -> str:
    """The TOML of a shipped checklist."""
    return form(FOLDER, f"{key.removeprefix(f'{FOLDER}/')}.toml").read_text(encoding="utf-8")


def shipped_checklists() -> dict[str, Entry]:
    """What an office may put its own in place of, by key."""
    return {key: shipped_entry(key, parse_table(shipped_text(key), key)) for key in OWN}


def _mask(table: Table) -> Mask:
    mask = Mask(
        rule=table.text("rule"),
        name=table.text("name"),
        head=table.integer("head", 0),
        tail=table.integer("tail", 0),
        address=table.flag("address", False),
        on=table.flag("on", True),
    )
    if mask.head < 0 or mask.tail < 0:
        raise table.fail("head", "位数不能是负数")
    if mask.rule in _LENGTHS:
        hidden = max(_LENGTHS[mask.rule] - mask.head - mask.tail, 0)
        if hidden < _LEAST_HIDDEN[mask.rule]:
            least = f"{mask.name}至少遮挡{_LEAST_HIDDEN[mask.rule]}位"
            raise table.fail("head", f"{least}，现在只遮{hidden}位")
    table.finish()
    return mask


def _checklist(file: Table) -> Checklist:
    seen: set[str] = set()
    checklist = Checklist(
        kinds=file.texts("kinds"),
        channels=file.texts("channels"),
        sources=file.texts("sources"),
        gates=tuple(_gate(gate, seen) for gate in file.tables("gate")),
    )
    file.finish()
    return checklist


def _gate(table: Table, seen: set[str]) -> GateQuestions:
    gate = GateQuestions(
        key=table.text("key"),
        title=table.text("title"),
        questions=tuple(_question(one, seen) for one in table.tables("question")),
    )
    table.finish()
    return gate


def _question(table: Table, seen: set[str]) -> Question:
    question = Question(
        key=table.text("key"),
        text=table.text("text"),
        star=table.flag("star", False),
        help=table.text("help", ""),
        basis=table.text("basis", ""),
        kinds=table.texts("kinds"),
        channels=table.texts("channels"),
    )
    if question.key in seen:
        raise table.fail("key", f"“{question.key}”用了两次")
    seen.add(question.key)
    table.finish()
    return question
