"""Law as dated data (依据): statutes, legal grounds, report rows, remedies and their mapping.

Everything is resolved at a date, the date of the letter (成文日期), so that a letter keeps the
law of its day when the law changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.fee import FeeTariff
from gongkai_desktop.domain.wording import date_words


class Dated(Protocol):
    """Anything with a first and, where it has ended, a last day of validity."""

    @property
    def valid_from(self) -> date:
        """First day on which it applies."""
        ...

    @property
    def until(self) -> date | None:
        """Last day on which it applies, None while it is in force."""
        ...


_D = TypeVar("_D", bound=Dated)


def valid_at(entry: Dated, day: date) -> bool:
    """Whether a dated entry applies on a day, both ends included."""
    return entry.valid_from <= day and (entry.until is None or day <= entry.until)


def _at(entries: Iterable[_D], day: date) -> _D | None:
    return next((entry for entry in entries if valid_at(entry, day)), None)


@attrs.frozen(kw_only=True)
class StatuteVersion:
    """One version of a statute (版本): its document number and the days it is in force."""

    document: str
    valid_from: date
    until: date | None = None
    revision: str = ""
    confirmed: bool = True
    source: str = ""


@attrs.frozen(kw_only=True)
class Statute:
    """A law, regulation, interpretation or official document (法律、法规、文件)."""

    id: str
    title: str
    short: str
    versions: tuple[StatuteVersion, ...]

    def at(self, day: date) -> StatuteVersion | None:
        """The version in force on a day, None before the first or after the last."""
        return _at(self.versions, day)


@attrs.frozen(kw_only=True)
class Citation:
    """Articles of one statute in their right form (条款项); no articles cites the whole text."""

    statute: str
    articles: tuple[str, ...] = ()


class Nature(StrEnum):
    """Whether the law binds the organ or leaves it the choice (应当、可以)."""

    MUST = "must"
    MAY = "may"


@attrs.frozen(kw_only=True)
class Ground:
    """A legal ground of a decision (法律依据), 条例第十四条至第十六条、第三十五条至第三十九条.

    ``separated`` are the articles of the first statute to cite where the record is given with
    parts withheld (条例第三十七条), empty where a ground knows no separation. ``file`` lists
    what the file must hold before the letter goes out.
    """

    code: str
    name: str
    citations: tuple[Citation, ...]
    nature: Nature
    file: tuple[str, ...]
    valid_from: date
    until: date | None = None
    separated: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""
    fingerprint: str = ""

    @property
    def separable(self) -> bool:
        """Whether this ground withholds, so that 区分处理 must be decided (条例第三十七条)."""
        return bool(self.separated)


class Disclosure(StrEnum):
    """How much the applicant gets under a report row."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@attrs.frozen(kw_only=True)
class ReportRow:
    """One of the 21 result rows of the yearly table two (国办公开办函〔2021〕30号)."""

    key: str
    label: str
    number: str
    disclosure: Disclosure
    group: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def full_label(self) -> str:
        """Group and label as people write them: 不予公开-属于国家秘密."""
        return f"{self.group}-{self.label}" if self.group else self.label


@attrs.frozen(kw_only=True)
class RowGroup:
    """A heading above several rows ((三)不予公开 …) and other words for it."""

    name: str
    number: str
    aliases: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class OutcomeQuestion:
    """Old words of registers that may mean several rows: always asked, never guessed."""

    words: tuple[str, ...]
    choices: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Outcome:
    """What a legal ground leads to (办理结果): report row, letter, and whether it is reviewable.

    ``reviewable`` is false only where nothing was decided (撤回).
    """

    ground: str
    row: str
    letter: str
    reviewable: bool
    valid_from: date = date(2019, 5, 15)
    until: date | None = None
    confirmed: bool = True
    note: str = ""


@attrs.frozen(kw_only=True)
class RemedyTexts:
    """Wording of the remedy paragraphs and the periods they name (救济告知)."""

    review_days: str
    suit_after_review_days: str
    suit_months: str
    review_first: str
    choice: str
    mixed_part: str
    mixed_rest: str
    fee: str
    online: str


@attrs.frozen(kw_only=True)
class RemedyPeriod:
    """One stretch of time in the dated table of remedies (复议前置的范围和复议机关)."""

    valid_from: date
    until: date | None
    review_first: frozenset[str]
    organs: dict[str, str]
    basis: str
    online_service: bool
    confirmed: bool = True
    note: str = ""
    fingerprint: str = ""


@attrs.frozen(kw_only=True)
class LawBook:
    """All law the program knows, looked up by code and date."""

    statutes: tuple[Statute, ...]
    grounds: tuple[Ground, ...]
    groups: tuple[RowGroup, ...]
    rows: tuple[ReportRow, ...]
    outcomes: tuple[Outcome, ...]
    questions: tuple[OutcomeQuestion, ...]
    doubt_words: tuple[str, ...]
    remedy_texts: RemedyTexts
    remedy_periods: tuple[RemedyPeriod, ...]
    fees: tuple[FeeTariff, ...] = ()

    def statute(self, statute_id: str) -> Statute:
        """A statute by its id; KeyError where the data name none."""
        for statute in self.statutes:
            if statute.id == statute_id:
                return statute
        raise KeyError(statute_id)

    def statutes_in_force(self, day: date) -> tuple[tuple[Statute, StatuteVersion], ...]:
        """Every statute with the version of a day."""
        found = ((statute, statute.at(day)) for statute in self.statutes)
        return tuple((statute, version) for statute, version in found if version)

    def find_ground(self, code: str, day: date) -> Ground | None:
        """The ground of a code on a day, None where it has none."""
        return _at((ground for ground in self.grounds if ground.code == code), day)

    def ground(self, code: str, day: date) -> Ground:
        """The ground of a code on a day; UserError where the law of that day has none."""
        found = self.find_ground(code, day)
        if found is None:
            raise UserError(
                f"{date_words(day)}没有代码为“{code}”的法律依据", "请核对成文日期和所选的依据"
            )
        return found

    def grounds_at(self, day: date) -> tuple[Ground, ...]:
        """The grounds a clerk may choose from for a letter of that day."""
        return tuple(ground for ground in self.grounds if valid_at(ground, day))

    def row(self, key: str) -> ReportRow:
        """A report row by its key; KeyError where there is none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def outcome(self, ground_code: str, day: date) -> Outcome:
        """What a ground leads to on a day; UserError where the data have no entry."""
        found = _at((one for one in self.outcomes if one.ground == ground_code), day)
        if found is None:
            raise UserError(
                f"{date_words(day)}的依据“{ground_code}”没有对应的办理结果", "请核对成文日期"
            )
        return found

    def outcomes_of_row(self, key: str, day: date) -> tuple[Outcome, ...]:
        """The outcomes counted in a row: 不存在 and 不属于本机关 share one."""
        return tuple(one for one in self.outcomes if one.row == key and valid_at(one, day))

    def grounds_of_letter(self, letter: str, day: date) -> tuple[str, ...]:
        """Codes of the grounds a letter form answers."""
        return tuple(
            one.ground for one in self.outcomes if one.letter == letter and valid_at(one, day)
        )

    def remedy_period(self, day: date) -> RemedyPeriod:
        """The remedy table of a day; UserError before 2019-05-15, when the 条例 came into force."""
        found = _at(self.remedy_periods, day)
        if found is None:
            raise UserError(f"没有{date_words(day)}的救济规定", "请核对成文日期")
        return found

    def fee_tariff(self, day: date) -> FeeTariff | None:
        """The tariff of the fee on a day, None while there was none (before 2021)."""
        return _at(self.fees, day)

    def cite(self, citation: Citation) -> str:
        """A citation in words: 《title》第…条、第…条."""
        return f"《{self.statute(citation.statute).title}》{'、'.join(citation.articles)}"

    def unconfirmed(self) -> tuple[str, ...]:
        """Entries nobody has checked against the official text yet, for the settings page."""
        return (
            *(
                f"《{statute.title}》（{version.document}）：{version.source}"
                for statute in self.statutes
                for version in statute.versions
                if not version.confirmed
            ),
            *(f"依据“{one.name}”：{one.note}" for one in self.grounds if not one.confirmed),
            *(
                f"依据“{one.ground}”对应的年报行：{one.note}"
                for one in self.outcomes
                if not one.confirmed
            ),
            *(
                f"{date_words(one.valid_from)}起的救济告知：{one.note}"
                for one in self.remedy_periods
                if not one.confirmed
            ),
            *(f"信息处理费标准：{one.source}" for one in self.fees if not one.confirmed),
        )


def ground_citations(ground: Ground, separated: bool) -> tuple[Citation, ...]:
    """What a letter cites for a ground, with 第三十七条 where parts are given (区分处理)."""
    if not separated or not ground.separated:
        return ground.citations
    first, *others = ground.citations
    return (attrs.evolve(first, articles=ground.separated), *others)
