"""The same yearly report as different offices publish it: seeded, every shape a fresh mixture.

A variant keeps what the report says and changes how it is set: spans, splits, labels, digits,
columns and rows around the form, carriers (web page, Word, workbook). What a reader must give
back is the report that went in.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import attrs
import docx
from docx.document import Document
from docx.table import _Cell
from openpyxl import Workbook

from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate, FormTable, Span, place

Rows = list[list[Span]]
Random = random.Random

BLANKS = ("", "/", "—", "－", "／", "-", "　", "——")
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@attrs.frozen
class Variant:
    """One file: its ending, bytes, and the steps that made it, to be named where it fails."""

    ending: str
    content: bytes
    steps: tuple[str, ...]


def variant(report: AnnualReport, form: AnnualTemplate, seed: int) -> Variant:
    """The report in the shape of a seed."""
    draw = random.Random(seed)
    steps: list[str] = []
    figures, words = draw.choice(_FIGURES), draw.choice(_LABELS)
    steps += [figures.__name__, words.__name__]
    tables: list[tuple[str, Rows]] = []
    for at, table in enumerate(form.tables):
        rows = _filled(table, report, lambda n: figures(n, draw), lambda t: words(t, draw))
        if _REBUILT[at] and draw.random() < 0.4:
            rebuilt = draw.choice(_REBUILT[at])
            steps.append(rebuilt.__name__)
            rows = rebuilt(rows, draw)
        shapes = _SHAPES[at]
        for shape in draw.sample(shapes, k=draw.randint(0, min(3, len(shapes)))):
            steps.append(shape.__name__)
            rows = shape(rows, draw)
        splitter = draw.choice(_SPLITS[at])
        steps.append(splitter.__name__)
        tables += [
            (table.title if part == 0 else "", one) for part, one in enumerate(splitter(rows, draw))
        ]
    carrier = draw.choice(_CARRIERS)
    steps.append(carrier.__name__)
    ending, content = carrier(report, tables, draw)
    return Variant(ending, content, tuple(steps))


def _filled(
    table: FormTable,
    report: AnnualReport,
    figures: Callable[[Any], str],
    words: Callable[[str], str],
) -> Rows:
    def cell(span: Span) -> Span:
        text = figures(report.cell(span.path)) if span.path else words(span.text)
        return attrs.evolve(span, text=text, path=span.path)

    return [[cell(span) for span in row] for row in table.rows]


# ------------------------------------------------------------------ how figures are written


def plain(value: Any, draw: Random) -> str:
    return "" if value is None else str(value)


def full_width(value: Any, draw: Random) -> str:
    return plain(value, draw).translate(_FULL).replace(".", "．")


def separated(value: Any, draw: Random) -> str:
    return f"{value:,}" if isinstance(value, int | Decimal) else plain(value, draw)


def separated_wide(value: Any, draw: Random) -> str:
    return separated(value, draw).replace(",", "，")


def spaced(value: Any, draw: Random) -> str:
    return f"\n\xa0{plain(value, draw)} \u3000"


def with_unit(value: Any, draw: Random) -> str:
    text = plain(value, draw)
    return f"{text}件" if isinstance(value, int) and draw.random() < 0.3 else text


def with_point(value: Any, draw: Random) -> str:
    return f"{value}.0" if isinstance(value, int) and draw.random() < 0.5 else plain(value, draw)


_FIGURES = (plain, plain, full_width, separated, separated_wide, spaced, with_unit, with_point)


# ------------------------------------------------------------------ how labels are written


def as_printed(text: str, draw: Random) -> str:
    return text


def half_brackets(text: str, draw: Random) -> str:
    return text.replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"')


def spread(text: str, draw: Random) -> str:
    """Short labels with spaces between their characters, long ones broken in the middle."""
    if len(text) <= 4:
        return " ".join(text)
    at = len(text) // 2
    return f"{text[:at]}\n{text[at:]}"


def other_numbers(text: str, draw: Random) -> str:
    for number in "12345678":
        text = text.replace(
            f"{number}.",
            draw.choice((f"{number}、", f"{number}．", f"（{number}）", f"{number}. ")),
        )
    return text


def without_numbers(text: str, draw: Random) -> str:
    return re.sub(r"^(\d\.|[一二三四]、|（[一二三四五六七]）)", "", text)


def careless(text: str, draw: Random) -> str:
    """Wordings changed as annual.md A7 found them."""
    for right, wrong in _CARELESS:
        text = text.replace(right, wrong)
    return text


_CARELESS = (
    ("三类内部事务信息", "三类内容事务信息"),
    ("行政规范性文件", "规范性文件"),
    ("现行有效件数", "现行有效件"),
    ("本年制发件数", "本年（2023）制发件数"),
    ("总计", "合计"),
    ("其他", "其它"),
    ("科研机构", "科研单位"),
    ("法律服务机构", "法律服务组织"),
    ("商业企业", "企业"),
    ("上年结转", "上年度结转"),
    ("本年新收", "本年度新收"),
    ("结转下年度继续办理", "结转下年度办理"),
    ("信访举报投诉类申请", "信访、举报、投诉类"),
    ("尚未审结", "未审结"),
    ("危及“三安全一稳定”", "危及三安全一稳定"),
)

_LABELS = (as_printed, as_printed, half_brackets, spread, other_numbers, without_numbers, careless)


# ------------------------------------------------------------------ what stands around the form


def width_of(rows: Rows) -> int:
    return max(one.column + one.span.columns for one in place(rows))


def title_row(rows: Rows, draw: Random) -> Rows:
    return [[Span(text="（单位：件）", columns=width_of(rows))], *rows]


def note_row(rows: Rows, draw: Random) -> Rows:
    words = draw.choice(
        (
            "注：行政复议、行政诉讼数量含上年度结转数量。",
            "说明：1.本年新收包括当面、信函、网上等全部渠道；2.总计为各列之和；3.其他指村居委会。",
            "备注：规章、行政规范性文件由司法局会同填报。",
        )
    )
    return [*rows, [Span(text=words, columns=width_of(rows))]]


def empty_row(rows: Rows, draw: Random) -> Rows:
    return [*rows, [Span(text="") for _ in range(width_of(rows))]]


def numbered_column(rows: Rows, draw: Random) -> Rows:
    """A 序号 column before the form."""
    return [[Span(text="序号" if at == 0 else str(at)), *row] for at, row in enumerate(rows)]


def margin(rows: Rows, draw: Random) -> Rows:
    return [[Span(text=""), *row, Span(text="")] for row in rows]


def remarks_column(rows: Rows, draw: Random) -> Rows:
    return [[*row, Span(text="备注" if at == 0 else "")] for at, row in enumerate(rows)]


def repeated_heading(rows: Rows, draw: Random) -> Rows:
    """The heading of 表二 once more in the middle, where the printed table breaks."""
    at = _break(rows, draw)
    first, second = _cut(rows, at)
    return [*first, *rows[:3], *second]


def heading_in_one_row(rows: Rows, draw: Random) -> Rows:
    """表二 with its three heading rows drawn together."""
    names = [span for row in rows[1:3] for span in row if span.text and span.columns == 1]
    order = [names[0], *names[2:], names[1]]
    first = attrs.evolve(rows[0][0], rows=1)
    return [[first, *(attrs.evolve(one, rows=1) for one in order)], *rows[3:]]


def group_rows(rows: Rows, draw: Random) -> Rows:
    """Each group of results under a line of its own, the first two columns drawn together."""
    width = width_of(rows)
    made: Rows = []
    for at, row in enumerate(repeated_words(rows, draw)):
        group, before = row[1].text, made[-1][0].text if made else ""
        heads = at > 3 and group != row[2].text and group != before and group not in _seen(made)
        if heads:
            made.append([Span(text=group, columns=width)])
        made.append(row)
    return made


def _seen(rows: Rows) -> set[str]:
    return {row[0].text for row in rows if len(row) == 1}


def subtotal_rows(rows: Rows, draw: Random) -> Rows:
    """小计 below each group, which the form does not have."""
    made: Rows = []
    for row in repeated_words(rows, draw):
        if "部分公开" in made[-1][1].text if made else False:
            made.append([Span(text="小计", columns=3), *(Span(text="7") for _ in range(7))])
        made.append(row)
    return made


def subtotal_column(rows: Rows, draw: Random) -> Rows:
    """小计 of the organisations before 总计."""
    made = []
    for at, row in enumerate(repeated_words(rows, draw)):
        words = "法人或其他组织" if at < 2 else "小计" if at == 2 else "99"
        made.append([*row[:9], Span(text=words), *row[9:]])
    return made


def upright(rows: Rows, draw: Random) -> Rows:
    """表三 with its three blocks one below the other."""
    figures = [span for span in rows[-1] if span.path]
    words = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    head = [Span(text="类型"), *(Span(text=word) for word in words)]
    return [
        head,
        *([Span(text=name), *figures[at * 5 : at * 5 + 5]] for at, name in enumerate(names)),
    ]


def unspanned(rows: Rows, draw: Random) -> Rows:
    """Merged cells taken apart: the words stand in the upper left one, the others are blank."""
    placed = list(place(rows))
    width = width_of(rows)
    grid = [[Span(text="") for _ in range(width)] for _ in rows]
    for one in placed:
        grid[one.row][one.column] = attrs.evolve(one.span, rows=1, columns=1)
    return grid


def repeated_words(rows: Rows, draw: Random) -> Rows:
    """Merged cells taken apart, the words repeated in each."""
    width = width_of(rows)
    grid = [[Span(text="") for _ in range(width)] for _ in rows]
    for one in place(rows):
        for row in range(one.row, one.row + one.span.rows):
            for column in range(one.column, one.column + one.span.columns):
                grid[row][column] = attrs.evolve(one.span, rows=1, columns=1)
    return grid


# ------------------------------------------------------------------ how a table is broken


def whole(rows: Rows, draw: Random) -> list[Rows]:
    return [rows]


def _break(rows: Rows, draw: Random) -> int:
    """A row of 表二 where a page may end."""
    return draw.randint(8, len(rows) - 4)


def _cut(rows: Rows, at: int) -> tuple[Rows, Rows]:
    """Cut between two rows; what spans the cut goes on below it, its words only above."""
    first: Rows = [[] for _ in range(at)]
    second: Rows = [[] for _ in range(len(rows) - at)]
    for one in sorted(place(rows), key=lambda one: (one.row, one.column)):
        span = one.span
        if one.row >= at:
            second[one.row - at].append(span)
        elif one.row + span.rows <= at:
            first[one.row].append(span)
        else:
            first[one.row].append(attrs.evolve(span, rows=at - one.row))
            below = attrs.evolve(span, rows=one.row + span.rows - at, text="")
            second[0].append((one.column, below))  # type: ignore[arg-type]
    columns = {id(one.span): one.column for one in place(rows)}
    second[0] = _ordered(second[0], columns)
    return first, second


def _ordered(items: Sequence[Any], columns: dict[int, int]) -> list[Span]:
    pairs = [item if isinstance(item, tuple) else (columns[id(item)], item) for item in items]
    return [span for _, span in sorted(pairs, key=lambda pair: pair[0])]


def over_two_pages(rows: Rows, draw: Random) -> list[Rows]:
    return list(_cut(rows, _break(rows, draw)))


def over_two_pages_headed(rows: Rows, draw: Random) -> list[Rows]:
    first, second = _cut(rows, _break(rows, draw))
    heads = next(at for at, row in enumerate(rows) if any("新收" in _flat(one) for one in row))
    return [first, [*rows[:heads], *second]]


def _flat(span: Span) -> str:
    return "".join(span.text.split()) if len(span.text) < 30 else ""


def by_article(rows: Rows, draw: Random) -> list[Rows]:
    """表一 as one table for each item of 第二十条."""
    starts = [at for at, row in enumerate(rows) if any("第二十条" in _flat(one) for one in row)]
    ends = [*starts[1:], len(rows)]
    return [rows[start:end] for start, end in zip(starts, ends, strict=True)] or [rows]


def three_blocks(rows: Rows, draw: Random) -> list[Rows]:
    """表三 as 行政复议 and 行政诉讼 apart."""
    grid = repeated_words(rows, draw)
    return [[row[:5] for row in grid], [row[5:] for row in grid]]


_TABLE1_SHAPES = (title_row, note_row, empty_row, margin, unspanned, repeated_words)
_TABLE2_SHAPES = (
    note_row,
    title_row,
    empty_row,
    margin,
    remarks_column,
    numbered_column,
    unspanned,
    repeated_words,
)
_TABLE3_SHAPES = (note_row, empty_row, margin, unspanned, repeated_words)
_REBUILT = (
    (),
    (repeated_heading, heading_in_one_row, group_rows, subtotal_rows, subtotal_column),
    (upright,),
)
"""Forms drawn anew, before anything is put around them."""
_SHAPES: Sequence[Sequence[Callable[[Rows, Random], Rows]]] = (
    _TABLE1_SHAPES,
    _TABLE2_SHAPES,
    _TABLE3_SHAPES,
)
_SPLITS: Sequence[Sequence[Callable[[Rows, Random], list[Rows]]]] = (
    (whole, whole, by_article),
    (whole, over_two_pages, over_two_pages_headed),
    (whole,),
)


# ------------------------------------------------------------------ carriers

Tables = list[tuple[str, Rows]]


def _title(report: AnnualReport) -> str:
    return f"{report.org}{report.year}年政府信息公开工作年度报告"


def _html_table(rows: Rows, draw: Random, *, open_ended: bool = False) -> str:
    lines = []
    for row in rows:
        cells = []
        for span in row:
            marks = f' rowspan="{span.rows}"' if span.rows > 1 else ""
            marks += f" colspan={span.columns}" if span.columns > 1 else ""
            words = escape(span.text).replace("\n", "<br/>").replace("\xa0", "&nbsp;")
            body = draw.choice((words, f"<p><span>{words}</span></p>", f"<font>{words}</font>"))
            cells.append(f"<td{marks}>{body}" + ("" if open_ended else "</td>"))
        lines.append(f"<tr>{''.join(cells)}" + ("" if open_ended else "</tr>"))
    return f"<table border=1><tbody>{''.join(lines)}</tbody></table>"


def _page(report: AnnualReport, tables: Tables, draw: Random, **how: bool) -> str:
    parts = "".join(
        (f"<p>{escape(title)}</p>" if title else "") + _html_table(rows, draw, **how)
        for title, rows in tables
    )
    return (
        f"<h1>{escape(_title(report))}</h1><p>一、总体情况</p>{parts}<p>六、其他需要报告的事项</p>"
    )


def _framed(body: str, charset: str) -> str:
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>信息公开</title><style>td{{border:1px}}</style></head><body>{body}</body></html>"
    )


def web_page(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    return ".html", _framed(_page(report, tables, draw), "utf-8").encode()


def web_page_gb(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    text = _framed(_page(report, tables, draw), "gb2312")
    return ".htm", text.encode("gb18030")


def web_page_open(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    """Cells and rows without their end tags, as old editors write them."""
    return ".html", _framed(_page(report, tables, draw, open_ended=True), "utf-8").encode()


def layout_page(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    body = _page(report, tables, draw)
    frame = (
        "<table width=100%><tr><td><a>首页</a></td><td>自然人</td><td>总计</td></tr></table>"
        "<table><tr><td width=200><ul><li>信息公开年报<li>其他</ul></td>"
        f"<td><table><tr><td>{body}</td></tr></table></td></tr></table>"
        "<table><tr><td>主办：某局</td><td>备案号 12345</td></tr></table>"
    )
    return ".html", _framed(frame, "utf-8").encode()


def office_page(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    """A page saved by Word: comments, conditional marks, empty namespaced elements."""
    body = _page(report, tables, draw).replace("</p>", "<o:p>&nbsp;</o:p></p>")
    mess = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></xml><![endif]-->"
    hidden = '<div style="display:none"><table><tr><td>隐藏</td></tr></table></div>'
    text = _framed(f"{mess}{body}{hidden}", "utf-8")
    return ".html", text.encode("utf-16") if draw.random() < 0.3 else text.encode("utf-8-sig")


def word_file(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    document = docx.Document()
    document.add_heading(_title(report))
    _word_tables(document, tables)
    return ".docx", _saved(document)


def nested_word_file(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    document = docx.Document()
    document.add_heading(_title(report))
    frame = document.add_table(rows=1, cols=1)
    _word_tables(frame.cell(0, 0), tables)
    return ".docx", _saved(document)


def _word_tables(holder: Document | _Cell, tables: Tables) -> None:
    for title, rows in tables:
        holder.add_paragraph(title)
        table = holder.add_table(rows=len(rows), cols=width_of(rows))
        for one in place(rows):
            cell = table.cell(one.row, one.column)
            span = one.span
            if span.rows > 1 or span.columns > 1:
                last = table.cell(one.row + span.rows - 1, one.column + span.columns - 1)
                cell = cell.merge(last)
            cell.text = span.text


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(report: AnnualReport, tables: Tables, draw: Random) -> tuple[str, bytes]:
    """One sheet for everything, or one for each table; figures as numbers or as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    as_text, together = draw.random() < 0.5, draw.random() < 0.4
    sheet, top = None, 1
    for at, (title, rows) in enumerate(tables):
        if sheet is None or not together:
            sheet, top = book.create_sheet(f"Sheet{at + 1}"), draw.randint(1, 3)
            sheet.cell(top, 1).value = _title(report)
            top += 1
        sheet.cell(top, 1).value = title or None
        left = draw.randint(1, 2)
        for one in place(rows):
            row, column = top + 1 + one.row, left + one.column
            text = one.span.text
            number = not as_text and text.isdigit() and text.isascii() and bool(one.span.path)
            cell = sheet.cell(row, column)
            cell.value = int(text) if number else (text or None)
            if cell.data_type == "f":
                cell.data_type = "s"
            span = one.span
            if span.rows > 1 or span.columns > 1:
                sheet.merge_cells(
                    start_row=row,
                    start_column=column,
                    end_row=row + span.rows - 1,
                    end_column=column + span.columns - 1,
                )
        top += len(rows) + draw.randint(2, 4)
    buffer = io.BytesIO()
    book.save(buffer)
    return ".xlsx", buffer.getvalue()


_CARRIERS: Sequence[Callable[[AnnualReport, Tables, Random], tuple[str, bytes]]] = (
    web_page,
    web_page_gb,
    web_page_open,
    layout_page,
    office_page,
    word_file,
    nested_word_file,
    workbook,
    workbook,
)
