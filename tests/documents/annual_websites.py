"""Yearly reports as departments really put them up: harder shapes than ``annual_variants``.

Figures beside figures (shares, last year), marks of notes, hidden rows, last year's tables in the
same file, all tables in one, formulas, tracked changes, cells no number stands in. A reader may
give a cell back exactly or say that it could not; a wrong figure without a word is the only fault.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import attrs
import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, Span, place
from tests.documents.annual_variants import (
    Random,
    Rows,
    Variant,
    full_width,
    half_brackets,
    plain,
    repeated_words,
    separated,
    separated_wide,
    spaced,
    spread,
    unspanned,
    width_of,
    with_unit,
    without_numbers,
)

NOTE = "\ue000"
"""Stands before a mark of a note, which each carrier raises in its own way."""
DROPPED = "\ue001"
"""Stands before a figure that a tracked change took out."""
ODD_CELLS = (
    "约5",
    "5件（含撤回1件）",
    "见附件",
    "零",
    "1①",
    "2 3",
    "——件",
    "１２／",
    "#REF!",
    "3人次",
)


def hard_variant(
    report: AnnualReport, earlier: AnnualReport, form: AnnualTemplate, seed: int
) -> Variant:
    """The report in the hard shape of a seed; ``earlier`` is another year's, for files of two."""
    draw = random.Random(seed)
    steps: list[str] = []
    tables = _drawn(report, form, draw, steps)
    if draw.random() < 0.25:
        more = _drawn(earlier, form, draw, steps)
        how = draw.choice(("after", "before", "hidden"))
        steps.append(f"two years {how}")
        if how == "before":
            tables = [*more, *tables]
        elif how == "after":
            tables = [*tables, *more]
        else:
            tables = [*tables, *(attrs.evolve(one, hidden=True) for one in more)]
    if draw.random() < 0.15:
        steps.append("all in one")
        tables = _one_table(tables)
    carrier = draw.choice((page, page, word, book, book))
    steps.append(carrier.__name__)
    ending, content = carrier(report, tables, draw)
    return Variant(ending, content, tuple(steps))


@attrs.frozen
class Drawn:
    """A table ready to be carried: the words before it, its rows, whether it is hidden."""

    title: str
    rows: Rows
    hidden: bool = False


def _drawn(
    report: AnnualReport, form: AnnualTemplate, draw: Random, steps: list[str]
) -> list[Drawn]:
    figures = draw.choice((plain, plain, full_width, separated, separated_wide, spaced, with_unit))
    words = draw.choice((_as_it_is, _as_it_is, half_brackets, spread, without_numbers, _renamed))
    steps += [figures.__name__, words.__name__]
    dated = draw.random() < 0.6
    found = []
    for at, table in enumerate(form.tables):

        def cell(span: Span) -> Span:
            text = figures(report.cell(span.path), draw) if span.path else words(span.text, draw)
            return attrs.evolve(span, text=text)

        rows: Rows = [[cell(span) for span in row] for row in table.rows]
        shapes = _SHAPES[at]
        for shape in draw.sample(shapes, k=draw.randint(0, 2)):
            steps.append(shape.__name__)
            rows = shape(rows, draw)
        title = f"{report.year}年{table.title[2:]}" if dated else table.title
        found.append(Drawn(title, rows))
    return found


def _as_it_is(text: str, draw: Random) -> str:
    return text


def _renamed(text: str, draw: Random) -> str:
    """Headings with their unit, rows in old or careless words."""
    for right, wrong in (
        ("自然人", "自然人（件）"),
        ("科研机构", "科研机构（件）"),
        ("行政规范性文件", "规范性文件"),
        ("本年新收政府信息公开申请数量", "本年新收申请数"),
        ("无正当理由大量反复申请", "大量反复申请"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
        ("不属于", "非属于"),
    ):
        text = text.replace(right, wrong)
    return text


# ------------------------------------------------------------------ shapes


def shares_beside(rows: Rows, draw: Random) -> Rows:
    """A share beside each count, both under the applicant's heading."""
    return _beside(rows, ("件数", "占比"), lambda: f"{draw.randint(0, 99)}.{draw.randint(10, 99)}%")


def last_year_after(rows: Rows, draw: Random) -> Rows:
    return _beside(rows, ("本年", "上年"), lambda: str(draw.randint(0, 60)))


def last_year_before(rows: Rows, draw: Random) -> Rows:
    return _beside(rows, ("上年", "本年"), lambda: str(draw.randint(0, 60)))


def twice_untold(rows: Rows, draw: Random) -> Rows:
    """Two figures under each heading and nothing that says which is which."""
    return _beside(rows, ("", ""), lambda: str(draw.randint(0, 60)))


def _beside(rows: Rows, subs: tuple[str, str], other: Callable[[], str]) -> Rows:
    made: Rows = []
    second = next((at for at, sub in enumerate(subs) if sub in ("占比", "上年")), 1)
    for at, row in enumerate(repeated_words(rows, draw=random.Random(0))):
        line = list(row[:3])
        for span in row[3:]:
            extra = span if at < 3 else Span(text=other())
            line += [span, extra] if second == 1 else [extra, span]
        made.append(line)
        if at == 2 and any(subs):
            heads = [attrs.evolve(one) for one in line[:3]]
            made.append([*heads, *(Span(text=sub) for _ in row[3:] for sub in subs)])
    return made


def line_numbers(rows: Rows, draw: Random) -> Rows:
    """A 行次 column between the labels and the figures."""
    made = []
    for at, row in enumerate(repeated_words(rows, draw)):
        made.append([*row[:3], Span(text="行次" if at < 3 else str(at - 2)), *row[3:]])
    return made


def total_first(rows: Rows, draw: Random) -> Rows:
    """The 总计 column before the applicants'."""
    return [[*row[:3], row[-1], *row[3:-1]] for row in repeated_words(rows, draw)]


def joined_labels(rows: Rows, draw: Random) -> Rows:
    """The group's name and the row's in one cell."""
    made = []
    for row in repeated_words(rows, draw):
        names = [one.text for one in row[:3]]
        inner = names[2] if names[1] == names[2] else f"{names[1]}——{names[2]}"
        made.append([Span(text=inner), *row[3:]])
    return made


def notes_raised(rows: Rows, draw: Random) -> Rows:
    """Marks of notes on some figures and labels."""
    return [
        [
            attrs.evolve(one, text=f"{one.text}{NOTE}{draw.randint(1, 3)}")
            if one.text and draw.random() < 0.05
            else one
            for one in row
        ]
        for row in rows
    ]


def tracked(rows: Rows, draw: Random) -> Rows:
    """Figures that a tracked change replaced, the old one still in the file."""
    return [
        [
            attrs.evolve(one, text=f"{one.text}{DROPPED}{draw.randint(1, 9)}")
            if one.path and one.text and draw.random() < 0.05
            else one
            for one in row
        ]
        for row in rows
    ]


def continued(rows: Rows, draw: Random) -> Rows:
    """A line 续表 and the heading once more in the middle."""
    grid = repeated_words(rows, draw)
    at = draw.randint(8, len(grid) - 4)
    line = [Span(text="续表", columns=width_of(rows))]
    return [*grid[:at], line, *grid[:3], *grid[at:]]


def odd_cell(rows: Rows, draw: Random) -> Rows:
    """One figure that is no number."""
    places = [(at, n) for at, row in enumerate(rows) for n, one in enumerate(row) if one.path]
    at, n = draw.choice(places)
    row = list(rows[at])
    row[n] = attrs.evolve(row[n], text=draw.choice(ODD_CELLS))
    return [*rows[:at], row, *rows[at + 1 :]]


def fine_grid(rows: Rows, draw: Random) -> Rows:
    """Some columns of the table lie over two of the file's grid."""
    finer = {at for at in range(width_of(rows)) if draw.random() < 0.3}
    made: Rows = [[] for _ in rows]
    for one in place(rows):
        more = len(finer & {*range(one.column, one.column + one.span.columns)})
        made[one.row].append(attrs.evolve(one.span, columns=one.span.columns + more))
    return made


def rows_out(rows: Rows, draw: Random) -> Rows:
    """A row of the form is missing."""
    grid = repeated_words(rows, draw)
    at = draw.randint(5, len(grid) - 1)
    return [*grid[:at], *grid[at + 1 :]]


_SHAPES: Sequence[Sequence[Callable[[Rows, Random], Rows]]] = (
    (notes_raised, unspanned, repeated_words, fine_grid, odd_cell),
    (
        shares_beside,
        last_year_after,
        last_year_before,
        twice_untold,
        line_numbers,
        total_first,
        joined_labels,
        notes_raised,
        tracked,
        continued,
        odd_cell,
        rows_out,
        fine_grid,
    ),
    (notes_raised, unspanned, fine_grid, odd_cell),
)


def _one_table(tables: Sequence[Drawn]) -> list[Drawn]:
    """All tables below each other in one, as wide as the widest."""
    visible = [one for one in tables if not one.hidden]
    width = max(width_of(one.rows) for one in visible)
    rows: Rows = []
    for one in visible:
        rows.append([Span(text=one.title, columns=width)])
        for row in repeated_words(one.rows, random.Random(0)):
            rest = width - len(row)
            rows.append([*row, *(Span(text="") for _ in range(rest))])
    return [Drawn("", rows), *(one for one in tables if one.hidden)]


# ------------------------------------------------------------------ carriers


def page(report: AnnualReport, tables: Sequence[Drawn], draw: Random) -> tuple[str, bytes]:
    """A page of a government's website with what stands around and behind the text."""
    nest = draw.random() < 0.4
    parts = []
    for one in tables:
        style = ' style="display: none"' if one.hidden and draw.random() < 0.5 else ""
        body = f"<p>{escape(one.title)}</p>{_page_table(one.rows, draw, style)}"
        if one.hidden and not style:
            body = f"<div style='display:none;'>{body}</div>"
        parts.append(body)
    title = f"{report.org}{report.year}年政府信息公开工作年度报告"
    text = f"<h1>{escape(title)}</h1><p>一、总体情况</p>{''.join(parts)}"
    if nest:
        text = (
            f"<table><tr><td>首页</td><td><table><tr><td>{text}</td></tr></table></td></tr></table>"
        )
    whole = f"<html><head><title>{escape(title)}</title></head><body>{text}</body></html>"
    return draw.choice((".html", ".htm", ".xls", ".doc")), whole.encode(
        draw.choice(("utf-8", "gb18030"))
    )


def _page_table(rows: Rows, draw: Random, style: str) -> str:
    hidden_row = draw.random() < 0.3
    lines = []
    for row in rows:
        cells = []
        for span in row:
            marks = f' rowspan="{span.rows}"' if span.rows > 1 else ""
            marks += f" colspan='{span.columns}'" if span.columns > 1 else ""
            text, _, note = span.text.partition(NOTE)
            text, _, gone = text.partition(DROPPED)
            words = escape(text).replace("\n", "<br>").replace("\xa0", "&nbsp;")
            words += f"<sup>{note}</sup>" if note else ""
            words = f"<del>{gone}</del>{words}" if gone else words
            cells.append(f"<td{marks}><p>{words}</p></td>")
        if hidden_row and draw.random() < 0.1:
            cells.append('<td style="display:none">88</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table{style}>{''.join(lines)}</table>"


def word(report: AnnualReport, tables: Sequence[Drawn], draw: Random) -> tuple[str, bytes]:
    """A Word file; hidden tables are left out, Word hides none."""
    document = docx.Document()
    document.add_heading(f"{report.org}{report.year}年政府信息公开工作年度报告")
    for one in tables:
        if one.hidden:
            continue
        document.add_paragraph(one.title)
        table = document.add_table(rows=len(one.rows), cols=width_of(one.rows))
        for placed in place(one.rows):
            cell = table.cell(placed.row, placed.column)
            span = placed.span
            if span.rows > 1 or span.columns > 1:
                row, column = placed.row + span.rows - 1, placed.column + span.columns - 1
                cell = cell.merge(table.cell(row, column))
            _word_cell(cell.paragraphs[0], span.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return ".docx", buffer.getvalue()


def _word_cell(paragraph: Any, text: str) -> None:
    text, _, note = text.partition(NOTE)
    text, _, gone = text.partition(DROPPED)
    if gone:
        deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
        run, words = OxmlElement("w:r"), OxmlElement("w:delText")
        words.text = gone
        run.append(words)
        deleted.append(run)
        kept = paragraph.add_run(text)
        inserted.append(kept._r)
        paragraph._p.append(deleted)
        paragraph._p.append(inserted)
    else:
        paragraph.add_run(text)
    if note:
        run = paragraph.add_run(note)._r
        properties = run.get_or_add_rPr()
        raised = OxmlElement("w:vertAlign")
        raised.set(qn("w:val"), "superscript")
        properties.append(raised)


def book(report: AnnualReport, tables: Sequence[Drawn], draw: Random) -> tuple[str, bytes]:
    """A workbook: tables begin anywhere, sheets bear any name, sums may be formulas."""
    made = Workbook()
    made.remove(made.worksheets[0])
    formulas = draw.random() < 0.4
    names = ["Sheet1", "汇总", "2023", "附件2", "表", "复议", "aaa", "12月", "打印"]
    draw.shuffle(names)
    for at, one in enumerate(tables):
        sheet = made.create_sheet(f"{names[at % len(names)]}{at}")
        sheet.sheet_state = "hidden" if one.hidden else "visible"
        top, left = draw.randint(1, 40), draw.randint(1, 15)
        if at == 0:
            sheet.cell(1, 1).value = f"{report.org}{report.year}年政府信息公开工作年度报告"
            top += 1
        sheet.cell(top, left).value = one.title or None
        places = {
            placed.span.path: f"{sheet.cell(top + 1 + placed.row, left + placed.column).coordinate}"
            for placed in place(one.rows)
            if placed.span.path
        }
        for placed in place(one.rows):
            span = placed.span
            row, column = top + 1 + placed.row, left + placed.column
            cell = sheet.cell(row, column)
            text, _, note = span.text.partition(NOTE)
            text = text.partition(DROPPED)[0]
            if note:
                raised = TextBlock(InlineFont(vertAlign="superscript"), note)
                cell.value = CellRichText(text, raised)
            elif formulas and span.path.endswith(".total") and text.isdecimal():
                row_cells = [one for one in _addends(span.path) if one in places]
                cell.value = f"=SUM({','.join(places[one] for one in row_cells)})"
                if not row_cells:
                    cell.value = int(text)
            elif span.path and text.isascii() and text.isdigit():
                cell.value = int(text)
            else:
                cell.value = text or None
            if span.rows > 1 or span.columns > 1:
                sheet.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + span.rows - 1,
                    end_column=column + span.columns - 1,
                )
    buffer = io.BytesIO()
    made.save(buffer)
    return ".xlsx", buffer.getvalue()


def _addends(path: str) -> list[str]:
    table, row, _ = path.split(".")
    if table == "table3":
        return [f"{table}.{row}.{one}" for one in ("upheld", "corrected", "other", "pending")]
    kinds = ("natural", "biz", "research", "public_good", "legal_svc", "other_org")
    return [f"{table}.{row}.{one}" for one in kinds]
