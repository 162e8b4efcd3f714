"""Loads resources/law/ into the law book (依据库)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from gongkai_desktop.domain.fee import FeeBand, FeeTariff
from gongkai_desktop.domain.law import (
    Citation,
    Dated,
    Disclosure,
    Ground,
    LawBook,
    Nature,
    Outcome,
    OutcomeQuestion,
    RemedyPeriod,
    RemedyTexts,
    ReportRow,
    RowGroup,
    Statute,
    StatuteVersion,
)
from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.unit import UnitKind
from gongkai_desktop.library.layers import Entry, resolve, shipped_entry
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table

_FILES = ("statutes", "grounds", "outcomes", "remedies", "fees")
_CONDUCT = date(2019, 5, 15)


def load_law_book(overlays: Sequence[Overlay] = ()) -> LawBook:
    """The law in force: shipped entries, with those of the county and the office in their place.

    Keys of overlays: ``statutes/ID``, ``grounds/CODE``, ``outcomes/GROUND``, ``remedies/DATE``,
    ``fees/DATE``;
    a dated successor of a ground or outcome adds ``@DATE`` to its key. Raises UserError naming
    file, key and reason for anything missing, misspelt or contradictory.
    """
    tables = {name: read_table(resource("law", f"{name}.toml")) for name in _FILES}
    statutes = tuple(map(_statute, _entries(tables["statutes"], "statutes", overlays)))
    grounds = _grounds(_entries(tables["grounds"], "grounds", overlays), statutes)
    results, remedies = tables["outcomes"], tables["remedies"]
    rows = tuple(_row(table) for table in results.tables("row"))
    outcomes = _outcomes(_entries(results, "outcomes", overlays), grounds, rows)
    book = LawBook(
        statutes=statutes,
        grounds=grounds,
        groups=tuple(_group(table) for table in results.tables("groups")),
        rows=rows,
        outcomes=outcomes,
        questions=tuple(_question(table) for table in results.tables("question")),
        doubt_words=results.table("doubt").texts("words"),
        remedy_texts=_remedy_texts(remedies),
        remedy_periods=_periods(_entries(remedies, "remedies", overlays), grounds),
        fees=_tariffs(_entries(tables["fees"], "fees", overlays)),
    )
    for table in tables.values():
        table.finish()
    return book


def shipped_law() -> list[Entry]:
    """Every shipped entry of the law, to be compared with what an office has replaced."""
    return [
        entry
        for name in _FILES
        for entry in _entries(read_table(resource("law", f"{name}.toml")), name, ())
    ]


_LISTS = {
    "statutes": "statute",
    "grounds": "ground",
    "outcomes": "outcome",
    "remedies": "period",
    "fees": "tariff",
}
_IDENTITY = {
    "statutes": "id",
    "grounds": "code",
    "outcomes": "ground",
    "remedies": "from",
    "fees": "from",
}


def _entries(table: Table, name: str, overlays: Iterable[Overlay]) -> list[Entry]:
    shipped: dict[str, Entry] = {}
    for one in table.tables(_LISTS[name]):
        key = f"{name}/{one.values.get(_IDENTITY[name], '')}"
        if key in shipped:
            key += f"@{one.values.get('valid_from', '')}"
        shipped[key] = shipped_entry(key, one)
    return resolve(shipped.values(), overlays, name)


def _statute(entry: Entry) -> Statute:
    table = entry.table
    versions = tuple(_version(one) for one in table.tables("version"))
    if not versions:
        raise table.fail("version", "至少要有一个版本")
    _refuse_overlap(versions, table, "version")
    statute = Statute(
        id=table.text("id"),
        title=table.text("title"),
        short=table.text("short"),
        versions=versions,
    )
    table.finish()
    return statute


def _version(table: Table) -> StatuteVersion:
    version = StatuteVersion(
        document=table.text("document"),
        valid_from=table.day("in_force"),
        until=table.optional_day("until"),
        revision=table.text("revision", ""),
        confirmed=table.flag("confirmed"),
        source=table.text("source"),
    )
    table.finish()
    return version


def _grounds(entries: Iterable[Entry], statutes: Sequence[Statute]) -> tuple[Ground, ...]:
    known = {statute.id for statute in statutes}
    grounds: list[Ground] = []
    for entry in entries:
        ground = _ground(entry, known)
        same = [*(one for one in grounds if one.code == ground.code), ground]
        _refuse_overlap(same, entry.table, "valid_from")
        grounds.append(ground)
    return tuple(grounds)


def _ground(entry: Entry, statutes: set[str]) -> Ground:
    table = entry.table
    try:
        nature = Nature(table.text("nature"))
    except ValueError:
        raise table.fail("nature", "应为 must 或者 may") from None
    ground = Ground(
        code=table.text("code"),
        name=table.text("name"),
        citations=tuple(read_citation(one, statutes) for one in table.tables("citations")),
        nature=nature,
        file=table.texts("file"),
        valid_from=table.day("valid_from"),
        until=table.optional_day("until"),
        separated=table.texts("separated"),
        confirmed=table.flag("confirmed", True),
        note=table.text("note", ""),
        fingerprint=entry.fingerprint,
    )
    table.finish()
    return ground


def read_citation(table: Table, statutes: Iterable[str]) -> Citation:
    """Read ``{statute, articles}``; UserError where the statute is not known."""
    statute = table.text("statute")
    if statute not in set(statutes):
        raise table.fail("statute", f"没有代码为“{statute}”的法律、法规")
    citation = Citation(statute=statute, articles=table.texts("articles"))
    table.finish()
    return citation


def _group(table: Table) -> RowGroup:
    return RowGroup(
        name=table.text("name"), number=table.text("number"), aliases=table.texts("aliases")
    )


def _row(table: Table) -> ReportRow:
    try:
        disclosure = Disclosure(table.text("disclosure"))
    except ValueError:
        raise table.fail("disclosure", "应为 whole、part 或者 none") from None
    row = ReportRow(
        key=table.text("key"),
        label=table.text("label"),
        number=table.text("number"),
        disclosure=disclosure,
        group=table.text("group", ""),
        synonyms=table.texts("synonyms"),
    )
    table.finish()
    return row


def _question(table: Table) -> OutcomeQuestion:
    return OutcomeQuestion(words=table.texts("words"), choices=table.texts("choices"))


def _outcomes(
    entries: Iterable[Entry], grounds: Sequence[Ground], rows: Sequence[ReportRow]
) -> tuple[Outcome, ...]:
    codes, keys = {ground.code for ground in grounds}, {row.key for row in rows}
    outcomes: list[Outcome] = []
    for entry in entries:
        outcome = _outcome(entry.table, codes, keys)
        same = [*(one for one in outcomes if one.ground == outcome.ground), outcome]
        _refuse_overlap(same, entry.table, "valid_from")
        outcomes.append(outcome)
    return tuple(outcomes)


def _outcome(table: Table, codes: set[str], keys: set[str]) -> Outcome:
    remedy = table.text("remedy")
    if remedy not in ("reviewable", "none"):
        raise table.fail("remedy", "应为 reviewable 或者 none")
    outcome = Outcome(
        ground=_one_of(table, "ground", codes),
        row=_one_of(table, "row", keys),
        letter=table.text("letter"),
        reviewable=remedy == "reviewable",
        valid_from=table.optional_day("valid_from") or _CONDUCT,
        until=table.optional_day("until"),
        confirmed=table.flag("confirmed", True),
        note=table.text("note", ""),
    )
    table.finish()
    return outcome


def _one_of(table: Table, key: str, known: set[str]) -> str:
    value = table.text(key)
    if value not in known:
        raise table.fail(key, f"没有“{value}”这一代码")
    return value


_REMEDY_NAMES = {
    "文书",
    "项",
    "复议机关",
    "法院",
    "复议网址",
    "复议期限",
    "复议后起诉期限",
    "起诉期限",
}
_ORGAN_NAMES = {"本机关", "本级政府", "上级部门", "所在地政府"}


def _check_names(table: Table, key: str, known: set[str]) -> None:
    """Refuse a placeholder that nothing would fill."""
    for name in PLACEHOLDER.findall(table.text(key)):
        if name not in known:
            raise table.fail(key, f"“{{{name}}}”不是已知的标签")


def _remedy_texts(table: Table) -> RemedyTexts:
    days, paragraphs = table.table("days"), table.table("paragraphs")
    for key in paragraphs.values:
        _check_names(paragraphs, key, _REMEDY_NAMES)
    return RemedyTexts(
        review_days=days.text("review"),
        suit_after_review_days=days.text("suit_after_review"),
        suit_months=days.text("suit"),
        review_first=paragraphs.text("review_first"),
        choice=paragraphs.text("choice"),
        mixed_part=paragraphs.text("mixed_part"),
        mixed_rest=paragraphs.text("mixed_rest"),
        fee=paragraphs.text("fee"),
        online=paragraphs.text("online"),
    )


def _periods(entries: Iterable[Entry], grounds: Sequence[Ground]) -> tuple[RemedyPeriod, ...]:
    codes = {ground.code for ground in grounds}
    periods: list[RemedyPeriod] = []
    for entry in entries:
        periods.append(_period(entry, codes))
        _refuse_overlap(periods, entry.table, "from")
    return tuple(periods)


def _period(entry: Entry, codes: set[str]) -> RemedyPeriod:
    table = entry.table
    first = table.texts("review_first")
    unknown = set(first) - codes
    if unknown:
        raise table.fail("review_first", f"没有“{min(unknown)}”这一代码")
    organs = table.table("organs")
    for kind in UnitKind:
        _check_names(organs, kind.value, _ORGAN_NAMES)
    period = RemedyPeriod(
        valid_from=table.day("from"),
        until=table.optional_day("until"),
        review_first=frozenset(first),
        organs={kind.value: organs.text(kind.value) for kind in UnitKind},
        basis=table.text("basis"),
        online_service=table.flag("online_service"),
        confirmed=table.flag("confirmed"),
        note=table.text("note", ""),
        fingerprint=entry.fingerprint,
    )
    organs.finish()
    table.finish()
    return period


def _tariffs(entries: Iterable[Entry]) -> tuple[FeeTariff, ...]:
    tariffs: list[FeeTariff] = []
    for entry in entries:
        table = entry.table
        tariffs.append(
            FeeTariff(
                valid_from=table.day("from"),
                until=table.optional_day("until"),
                by_request=tuple(map(_band, table.tables("by_request"))),
                by_page=tuple(map(_band, table.tables("by_page"))),
                pay_days=table.integer("pay_days"),
                confirmed=table.flag("confirmed"),
                source=table.text("source"),
            )
        )
        _refuse_overlap(tariffs, table, "from")
        table.finish()
    return tuple(tariffs)


def _band(table: Table) -> FeeBand:
    upto = table.integer("upto", 0)
    band = FeeBand(upto=upto or None, price=table.integer("price"), step=table.integer("step", 0))
    table.finish()
    return band


def _refuse_overlap(spans: Sequence[Dated], table: Table, key: str) -> None:
    """Two entries for one day would make the law of that day a matter of order in the file."""
    ordered = sorted(spans, key=lambda span: span.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or earlier.until >= later.valid_from:
            raise table.fail(key, "有效期互相重叠，请给前一个写上 until")
