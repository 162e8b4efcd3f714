"""The manual as one HTML file that holds everything it shows (使用手册)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from gongkai_desktop.domain.manual import Manual, Part, Section, TwoColumns

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.75 "Microsoft YaHei UI", "Noto Sans SC", sans-serif;
  color: #1c232b; background: #fff; }
nav { position: fixed; inset: 0 auto 0 0; width: 240px; overflow: auto; padding: 24px 8px 24px 24px;
  background: #e9ecf1; font-size: 14px; box-sizing: border-box; }
nav a { display: block; padding: 2px 8px; color: inherit; text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
nav b { display: block; margin: 14px 8px 2px; }
main { margin-left: 240px; padding: 32px 48px; max-width: 900px; }
h1 { font-size: 28px; } h2 { margin-top: 56px; border-bottom: 2px solid #1f4f8b; }
h3 { margin-top: 36px; }
img { width: 100%; border: 1px solid #bfc6d0; border-radius: 6px; }
dt { font-weight: 600; color: #56616e; } dd { margin: 0 0 8px; }
table { border-collapse: collapse; width: 100%; }
td { border-bottom: 1px solid #dce0e6; padding: 6px 8px; vertical-align: top; }
td:first-child { width: 210px; font-weight: 600; }
@media (prefers-color-scheme: dark) { body { background: #1b1f24; color: #e8ebef; }
  nav { background: #16191d; } dt { color: #b2bac4; } td { border-color: #3a424d; } }
@media (max-width: 800px) { nav { position: static; width: auto; }
  main { margin: 0; padding: 16px; } }
@media print { nav { display: none; } main { margin: 0; } h3, img { break-inside: avoid; } }
"""


def manual_html(manual: Manual) -> str:
    """The manual as HTML; pictures and style are inside the file."""
    body = "\n".join([*_head(manual), *_body(manual)])
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{escape(manual.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def _head(manual: Manual) -> Iterator[str]:
    yield '<nav aria-label="目录">'
    for at, part in enumerate(manual.parts, start=1):
        yield f"<b>{at}　{escape(part.title)}</b>"
        for section in part.sections:
            yield f'<a href="#{section.topic.key}">{escape(section.topic.title)}</a>'
    yield "<b>附录</b>"
    for table in manual.tables:
        yield f'<a href="#{escape(table.title)}">{escape(table.title)}</a>'
    yield "</nav>"


def _body(manual: Manual) -> Iterator[str]:
    yield f"<main><h1>{escape(manual.title)}</h1>"
    yield f"<p>版本 {escape(manual.version)}</p><p><b>{escape(manual.notice)}</b></p>"
    for at, part in enumerate(manual.parts, start=1):
        yield from _part(part, at)
    for table in manual.tables:
        yield from _table(table)
    yield "</main>"


def _part(part: Part, number: int) -> Iterator[str]:
    yield f"<h2>{number}　{escape(part.title)}</h2><p>{escape(part.text)}</p>"
    for at, section in enumerate(part.sections, start=1):
        yield from _section(section, f"{number}.{at}")


def _section(section: Section, number: str) -> Iterator[str]:
    topic = section.topic
    yield f'<h3 id="{topic.key}">{number}　{escape(topic.title)}</h3>'
    yield f"<p>{escape(topic.told.meaning)}</p>"
    if section.picture:
        data = b64encode(section.picture).decode()
        yield f'<img alt="{escape(topic.title)}的画面" src="data:image/png;base64,{data}">'
    if topic.steps:
        yield "<ol>" + "".join(f"<li>{escape(step)}</li>" for step in topic.steps) + "</ol>"
    told = [("依据", topic.told.article), ("例", topic.told.example)]
    if any(text for _, text in told):
        lines = (f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in told if text)
        yield "<dl>" + "".join(lines) + "</dl>"


def _table(table: TwoColumns) -> Iterator[str]:
    yield f'<h2 id="{escape(table.title)}">{escape(table.title)}</h2><table>'
    for name, text in table.rows:
        lines = "<br>".join(map(escape, text.splitlines()))
        yield f"<tr><td>{escape(name)}</td><td>{lines}</td></tr>"
    yield "</table>"
