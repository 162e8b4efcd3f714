"""The yearly tables as one self-contained web page (年报网页): no script, no outside file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from gongkai_desktop.documents.annual_sheet import AnnualSheet, ProseSection, by_row, is_label
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.annual.template import FormTable, Placed

_STYLE = """
body{font-family:"宋体","SimSun","Noto Serif CJK SC",serif;margin:2em auto;max-width:60em}
h1{font-family:"小标宋","方正小标宋简体","宋体",serif;font-size:1.6em;text-align:center}
h2{font-family:"黑体","SimHei",sans-serif;font-size:1.15em;font-weight:normal}
h3{font-family:"楷体","KaiTi",serif;font-size:1.05em;font-weight:normal}
h3,p{text-indent:2em}
p{font-family:"仿宋","FangSong",serif;line-height:1.8;margin:.4em 0}
table{border-collapse:collapse;width:100%;margin:0 0 2em}
th,td{border:1px solid #000;padding:.35em .5em;text-align:center;font-weight:normal;font-size:.95em}
th.row{text-align:left}
th.group{padding:.35em .2em}
@page{size:A4 portrait;margin:20mm 18mm}
@media print{
body{margin:0;max-width:none;font-size:12pt}
h1,h2,h3{break-after:avoid}
p{orphans:2;widows:2}
table,tr{break-inside:avoid}
table{margin-bottom:1em}
th,td,th.group{font-size:10pt;padding:.9mm .6mm;line-height:1.25}
}
"""


def write_annual_html(path: Path, sheet: AnnualSheet) -> None:
    """Write the page in UTF-8; raises UserError where the file cannot be written."""
    atomic_write(path, annual_html(sheet).encode("utf-8"))


def annual_html(sheet: AnnualSheet) -> str:
    """The page: title, text, and every table with the spans of the printed form."""
    tables = "\n".join(
        [
            *map(_section, sheet.opening),
            *(_table(table, sheet) for table in sheet.template.tables),
            *map(_section, sheet.closing),
        ]
    )
    title = escape(sheet.title)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{title}</h1>\n{tables}\n</body>\n</html>\n"
    )


def _section(section: ProseSection) -> str:
    lines = "\n".join(
        f"<h3>{escape(words)}</h3>" if is_heading else f"<p>{escape(words)}</p>"
        for words, is_heading in section.lines
    )
    return f"<h2>{escape(section.title)}</h2>\n{lines}"


def _table(table: FormTable, sheet: AnnualSheet) -> str:
    rows = ("<tr>" + "".join(_cell(one, sheet) for one in row) + "</tr>" for row in by_row(table))
    whole = sum(table.widths)
    widths = "".join(f'<col width="{width / whole:.1%}">' for width in table.widths)
    # Borders and widths by attribute too: the editor of a website often drops the style sheet.
    opening = f'<table border="1" cellspacing="0" width="100%" aria-label="{table.name}">'
    lines = "\n".join([opening, f"<colgroup>{widths}</colgroup>", *rows, "</table>"])
    return f"<h2>{escape(table.title)}</h2>\n{lines}"


def _cell(placed: Placed, sheet: AnnualSheet) -> str:
    span = placed.span
    tag = "td" if span.path else "th"
    kind = "row" if is_label(placed) else "group" if span.rows > 1 and span.text else ""
    marks = f' class="{kind}"' if kind else ""
    marks += f' rowspan="{span.rows}"' if span.rows > 1 else ""
    marks += f' colspan="{span.columns}"' if span.columns > 1 else ""
    return f"<{tag}{marks}>{escape(sheet.words(placed))}</{tag}>"
