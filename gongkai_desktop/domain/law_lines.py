"""The law as a list to look through (法律依据): each dated entry with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.clock.rules import RuleBook
from gongkai_desktop.domain.law import Ground, LawBook
from gongkai_desktop.domain.overlay import Layer

STATUTE, GROUND, OUTCOME, REMEDY, CLOCK = "法律文件", "处理依据", "办理结果", "救济", "期限"
KINDS = (STATUTE, GROUND, OUTCOME, REMEDY, CLOCK)


@attrs.frozen(kw_only=True)
class LawLine:
    """One entry: its kind, name, what it rests on, when in force, whether checked, who wrote it.

    ``note`` is what is doubtful or special about it. ``until`` None is still in force.
    """

    kind: str
    name: str
    basis: str
    valid_from: date
    until: date | None
    confirmed: bool
    layer: Layer
    note: str = ""

    @property
    def period(self) -> str:
        """The days it is in force, in words."""
        end = f"至{self.until.isoformat()}" if self.until else ""
        return f"{self.valid_from.isoformat()}起{end}"

    def in_force(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.until is None or day <= self.until)


def law_lines(book: LawBook, rules: RuleBook, layers: Mapping[str, Layer]) -> list[LawLine]:
    """Every entry of the law; ``layers`` says by key which were written over."""
    return [
        *_statutes(book, layers),
        *_grounds(book, layers),
        *_outcomes(book, layers),
        *_remedies(book, layers),
        *_clock(rules),
    ]


def _layer(layers: Mapping[str, Layer], key: str) -> Layer:
    return layers.get(key, Layer.SHIPPED)


def _statutes(book: LawBook, layers: Mapping[str, Layer]) -> Iterator[LawLine]:
    for statute in book.statutes:
        for version in statute.versions:
            yield LawLine(
                kind=STATUTE,
                name=f"《{statute.title}》",
                basis=version.document,
                valid_from=version.valid_from,
                until=version.until,
                confirmed=version.confirmed,
                layer=_layer(layers, f"statutes/{statute.id}"),
            )


def _grounds(book: LawBook, layers: Mapping[str, Layer]) -> Iterator[LawLine]:
    for ground in book.grounds:
        yield LawLine(
            kind=GROUND,
            name=ground.name,
            basis="、".join(map(book.cite, ground.citations)),
            valid_from=ground.valid_from,
            until=ground.until,
            confirmed=ground.confirmed,
            layer=_layer(layers, f"grounds/{ground.code}"),
            note=ground.note,
        )


def _outcomes(book: LawBook, layers: Mapping[str, Layer]) -> Iterator[LawLine]:
    names: dict[str, Ground] = {ground.code: ground for ground in book.grounds}
    for one in book.outcomes:
        yield LawLine(
            kind=OUTCOME,
            name=names[one.ground].name if one.ground in names else one.ground,
            basis=f"计入“{book.row(one.row).full_label}”，文书 {one.letter}",
            valid_from=one.valid_from,
            until=one.until,
            confirmed=one.confirmed,
            layer=_layer(layers, f"outcomes/{one.ground}"),
            note=one.note,
        )


def _remedies(book: LawBook, layers: Mapping[str, Layer]) -> Iterator[LawLine]:
    names = {ground.code: ground.name for ground in book.grounds}
    for one in book.remedy_periods:
        first = "、".join(sorted({names.get(code, code) for code in one.review_first}))
        yield LawLine(
            kind=REMEDY,
            name=f"先复议后起诉：{first}" if first else "复议或者起诉，由申请人选择",
            basis=one.basis,
            valid_from=one.valid_from,
            until=one.until,
            confirmed=one.confirmed,
            layer=_layer(layers, f"remedies/{one.valid_from.isoformat()}"),
            note=one.note,
        )


def _clock(rules: RuleBook) -> Iterator[LawLine]:
    for one in rules.periods:
        yield LawLine(
            kind=CLOCK,
            name=f"答复{one.reply}个工作日，延长不超过{one.extension}个工作日",
            basis=f"补正告知{one.correction_notice}个、征求意见{one.consult}个、缴费{one.fee}个工作日",
            valid_from=one.valid_from,
            until=one.until,
            confirmed=one.confirmed,
            layer=Layer.SHIPPED,
            note=one.note,
        )
