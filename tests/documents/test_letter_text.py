"""The text of an attached Word letter: as the reader sees it, revisions and numbers included."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai_desktop.documents.letter_text import word_text


def saved(document) -> str:
    content = BytesIO()
    document.save(content)
    return word_text(content.getvalue(), "改稿.docx")


def with_xml(inner: str):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return document


def run(words: str, tag: str = "w:t", properties: str = "") -> str:
    return f"<w:r>{properties}<{tag}>{words}</{tag}></w:r>"


def test_insertions_count_and_deletions_do_not() -> None:
    text = saved(
        with_xml(
            run("期限")
            + f'<w:del w:id="1" w:author="甲">{run("15", "w:delText")}</w:del>'
            + f'<w:ins w:id="2" w:author="甲">{run("20")}</w:ins>'
            + f'<w:moveFrom w:id="3" w:author="甲">{run("旧处")}</w:moveFrom>'
            + run("个工作日")
        )
    )
    assert text == "期限20个工作日"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="甲"/></w:rPr></w:pPr>'
    document = with_xml(mark + run("根据条例第三十"))
    document.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{run('六条')}</w:p>"))
    assert saved(document) == "根据条例第三十六条"


def test_hidden_words_are_not_read() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    assert saved(with_xml(run("给您") + run("内部批注", properties=hidden))) == "给您"


def test_automatic_numbers_are_part_of_the_text() -> None:
    document = docx.Document()
    for words in ("第一项予以公开。", "第二项不存在。"):
        document.add_paragraph(words, style="List Number")
    lines = saved(document).split("\n")
    assert [line[:2] for line in lines] == ["1.", "2."]


def test_tables_are_read_cell_by_cell() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "申请人", "何某"
    assert saved(document) == "申请人\n何某"
