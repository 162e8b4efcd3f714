"""考核自评: the office's score for a year, and its evidence laid out by indicator (佐证材料)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.files import atomic_write, make_folder
from gongkai_desktop.documents.list_book import ListColumn, write_list
from gongkai_desktop.domain.annual.number import Number, read_number, shown
from gongkai_desktop.domain.annual.prose import evaluate
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.scoring import Deduction, Indicator, ScoreSheet, scored
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.library.scoring import load_scoring
from gongkai_desktop.services.annual import compile_year
from gongkai_desktop.services.binding import into_place, safe_name, workshop
from gongkai_desktop.services.ledger import OWNER, ledger_named
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.statistics import year_count
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader

_GIVEN = "score."
"""Under this beginning the figures of a year keep scores given by a person, the reason as note."""
INDEX = "目录.xlsx"
_SIGNED = "单位负责人：＿＿＿＿＿＿　　填报人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿　　（盖章）"
_COLUMNS = (
    ListColumn("序号", 6),
    ListColumn("指标", 40),
    ListColumn("台账", 18),
    ListColumn("编号", 14),
    ListColumn("事项", 44),
    ListColumn("日期", 12),
    ListColumn("文件", 60),
)


@attrs.frozen(kw_only=True)
class Piece:
    """One row of a ledger that proves an indicator, with its files (id and name)."""

    ledger: str
    no: str
    title: str
    day: str
    files: tuple[tuple[str, str], ...]


def score_year(workspace: Workspace, year: int) -> ScoreSheet:
    """The 自评 of a year; raises UserError for a year without yearly reports."""
    table = load_scoring(workspace.knowledge.own_statistics)
    report = compile_year(workspace, year).report
    with workspace.office.read() as reader:
        given = {
            one.key.removeprefix(_GIVEN): (read_number(str(one.value)) or 0, one.note)
            for one in reader.figures.supplied(year)
            if one.key.startswith(_GIVEN) and one.value is not None
        }
        pieces = {
            one.key: sum(len(piece.files) or 1 for piece in _pieces(workspace, reader, one, year))
            for one in table.indicators
        }

    def counted(rule: Deduction) -> Number:
        if rule.count:
            return year_count(workspace, rule.count, year)
        value = evaluate(report, rule.cells)
        return 0 if value is None else int(value)

    return scored(table, year, counted, given, pieces)


def give_score(workspace: Workspace, year: int, key: str, score: str, why: str) -> None:
    """Score an indicator by hand with a reason; an empty score goes back to the rules.

    Raises UserError for an unknown indicator, points it does not have, a missing reason.
    """
    table = load_scoring(workspace.knowledge.own_statistics)
    one = next((one for one in table.indicators if one.key == key), None)
    if one is None:
        raise UserError(f"评分表里没有“{key}”这一项", "请从列出的指标中选择")
    points = read_number(score) if score.strip() else None
    if score.strip() and (points is None or not 0 <= points <= one.full):
        raise UserError(f"“{one.title}”的得分应在0到{shown(one.full)}之间", "请改正后重试")
    if points is not None and not why.strip():
        raise UserError("请写明自评依据", "依据会印在自评表上")
    with workspace.change("考核自评") as change:
        kept = str(points) if points is not None else None
        change.figures.put(year, {_GIVEN + key: kept}, supplied=workspace.today, note=why.strip())


def export_evidence(workspace: Workspace, year: int, folder: Path) -> list[Path]:
    """Lay every file that proves an indicator into a folder of its own, with an index.

    Returns the files written, the index last; stopped, the folder is as it was. Raises UserError
    where one cannot be written.
    """
    make_folder(folder)
    with workshop(folder) as shop:
        return into_place(_lay_out_evidence(workspace, year, shop), shop, folder)


def _lay_out_evidence(workspace: Workspace, year: int, folder: Path) -> list[Path]:
    table = load_scoring(workspace.knowledge.own_statistics)
    written: list[Path] = []
    lines: list[tuple[str | int, ...]] = []
    with workspace.office.read() as reader:
        for number, one in enumerate(table.indicators, start=1):
            workspace.report(number - 1, len(table.indicators), one.title)
            place = f"{number:02d}_{safe_name(one.title)}"
            for piece in _pieces(workspace, reader, one, year):
                names = [
                    f"{place}/{_name(piece, at, name)}" for at, (_, name) in enumerate(piece.files)
                ]
                for (identity, shown_name), name in zip(piece.files, names, strict=True):
                    workspace.report(
                        number - 1, len(table.indicators), f"{one.title}　{shown_name}"
                    )
                    make_folder(folder / place)
                    atomic_write(folder / name, reader.attachments.read(identity))
                    written.append(folder / name)
                facts = (piece.ledger, piece.no, piece.title, piece.day)
                lines.append((number, one.title, *facts, "；".join(names)))
    write_list(folder / INDEX, f"{year}年佐证材料", _COLUMNS, lines)
    return [*written, folder / INDEX]


def _name(piece: Piece, at: int, name: str) -> str:
    """A file under its row's number: two rows may hold files of one name."""
    return safe_name(f"{piece.ledger}{piece.no}_{at + 1}_{name}")


def _pieces(
    workspace: Workspace, reader: Reader, indicator: Indicator, year: int
) -> Iterator[Piece]:
    for key in indicator.proof:
        form = ledger_named(workspace, key)
        for row in reader.ledgers.find(LedgerQuery(ledger=form.key)):
            day = day_of(row.body.get(form.date_column))
            if day is None or day.year != year:
                continue
            yield Piece(
                ledger=form.title,
                no=row.no,
                title=row.title,
                day=day.isoformat(),
                files=_files(reader, row),
            )


def _files(reader: Reader, row: LedgerRow) -> tuple[tuple[str, str], ...]:
    kept = reader.attachments.list(OWNER, row.id)
    return tuple((one.id, one.name) for one in kept if not one.void_reason)


def score_pdf(workspace: Workspace, press: Press, sheet: ScoreSheet) -> bytes:
    """The 自评表 on paper."""
    columns = (
        TableColumn(heading="类别", width_mm=24),
        TableColumn(heading="指标", width_mm=60),
        TableColumn(heading="满分", width_mm=14, align=Align.CENTRE),
        TableColumn(heading="自评", width_mm=14, align=Align.CENTRE),
        TableColumn(heading="依据", width_mm=56),
        TableColumn(heading="佐证", width_mm=14, align=Align.CENTRE),
    )
    rows = tuple(
        (
            one.indicator.group,
            one.indicator.title,
            shown(one.indicator.full),
            "" if one.score is None else shown(one.score),
            one.why,
            f"{one.pieces}份",
        )
        for one in sheet.lines
    )
    paper = TableSheet(
        title=f"{sheet.year}年{sheet.table.title}" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("自评得分", f"{shown(sheet.total)} / {shown(sheet.full)}"),
        ),
        columns=columns,
        rows=rows,
        notes=(
            "单位负责人：＿＿＿＿＿＿　　填报人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿　　（盖章）",
        ),
    )
    return press.pdf(press.table_pages(paper))


def score_document(sheet: ScoreSheet) -> dict[str, Any]:
    """What ``statistics score`` prints as JSON."""
    return {
        "year": sheet.year,
        "title": sheet.table.title,
        "total": _plain(sheet.total),
        "full": _plain(sheet.full),
        "indicators": [
            {
                "key": one.indicator.key,
                "title": one.indicator.title,
                "full": _plain(one.indicator.full),
                "score": None if one.score is None else _plain(one.score),
                "why": one.why,
                "evidence": one.pieces,
            }
            for one in sheet.lines
        ],
    }


def _plain(value: Number) -> int | float:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
