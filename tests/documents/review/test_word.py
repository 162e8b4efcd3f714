"""Word files: each way of hiding text, and text that must read as one run."""

import docx
import pytest

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.source import Source
from tests.documents.review.word_files import SPACES, add, plain, saved, with_parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def seen(source: Source) -> list[tuple[str, str]]:
    return [(one.place, source.words(one)) for one in source.spans if not one.hidden]


def unseen(source: Source) -> set[tuple[str, str]]:
    made = {"文件属性", "自定义数据"}
    return {(s.hidden, source.words(s)) for s in source.spans if s.hidden and s.place not in made}


def read(xml: str) -> Source:
    document = docx.Document()
    add(document, xml)
    return read_source(saved(document), "a.docx")


def test_paragraphs_and_tables_in_order_with_their_cells() -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    for n, words in enumerate(("姓名", "电话", "张某", "0393")):
        table.cell(n // 2, n % 2).text = words
    document.add_paragraph("第二段")
    source = read_source(saved(document), "a.docx")
    assert source.text.startswith("第一段\n姓名\t电话\n张某\t0393\n第二段")
    assert seen(source) == [
        ("第1段", "第一段"),
        ("表1第1行第1列", "姓名"),
        ("表1第1行第2列", "电话"),
        ("表1第2行第1列", "张某"),
        ("表1第2行第2列", "0393"),
        ("第2段", "第二段"),
    ]
    (cells,) = source.tables()
    assert [(c.cell.row, c.cell.column) for c in cells if c.cell] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_the_accepted_text_reads_as_one_run() -> None:
    source = read(
        "<w:p><w:r><w:t>身份证</w:t></w:r>"
        '<w:ins w:id="1" w:author="李某"><w:r><w:t>4101</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="王某"><w:r><w:delText>旧号9999</w:delText></w:r></w:del>'
        "<w:hyperlink><w:r><w:t>0119</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "D:\\内部.docx"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9003</w:t>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>0780</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>1X</w:t></w:r></w:smartTag></w:p>"
    )
    assert seen(source) == [("第1段", "身份证41010119900307801X")]
    assert unseen(source) == {
        ("修订中删除的文字", "旧号9999"),
        ("域代码", 'INCLUDETEXT "D:\\内部.docx"'),
        ("修订痕迹", "修订、批注人：李某、王某"),
    }


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ("<w:vanish/>", "隐藏的文字"),
        ('<w:vanish w:val="0"/>', ""),
        ('<w:rStyle w:val="Secret"/>', "隐藏的文字"),
        ('<w:color w:val="FFFFFF"/>', "与底色相同的文字"),
        ('<w:color w:val="auto" w:themeColor="background1"/>', "与底色相同的文字"),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', ""),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>', ""),
        ('<w:sz w:val="2"/>', "极小的文字"),
        ('<w:sz w:val="21"/>', ""),
    ],
)
def test_text_nobody_sees(properties: str, how: str) -> None:
    document = docx.Document()
    style = document.styles.add_style("Secret", 2)
    style.font.hidden = True
    child = document.styles.add_style("Child", 2)
    child.base_style = style
    add(
        document,
        f"<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>密</w:t></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:rStyle w:val="Child"/></w:rPr><w:t>继承</w:t></w:r></w:p>',
    )
    source = read_source(saved(document), "a.docx")
    found = unseen(source)
    assert ("隐藏的文字", "继承") in found
    assert ((how, "密") in found) == bool(how)
    assert source.text.startswith("甲\n密" if how else "甲密")


def test_white_text_on_a_dark_cell_is_seen() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>表头</w:t></w:r>'
    cell = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr><w:p>{}</w:p></w:tc>'
    source = read(f"<w:tbl><w:tr>{cell.format(white)}</w:tr></w:tbl><w:p/>")
    assert ("表1第1行第1列", "表头") in seen(source)


def test_rows_deleted_hidden_and_under_a_merge() -> None:
    row = "<w:tr>{}<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    source = read(
        "<w:tbl>"
        + row.format("", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "头")
        + row.format("", "<w:tcPr><w:vMerge/></w:tcPr>", "盖住")
        + row.format('<w:trPr><w:del w:id="1" w:author="甲"/></w:trPr>', "", "删去")
        + row.format("<w:trPr><w:hidden/></w:trPr>", "", "藏起")
        + "</w:tbl><w:p/>"
    )
    assert unseen(source) >= {
        ("合并单元格下的内容", "盖住"),
        ("修订中删除的文字", "删去"),
        ("隐藏的行", "藏起"),
    }


def test_boxes_are_read_once_whether_drawn_new_or_old() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    source = read(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><w:drawing>"
        f"<wps:wsp><wps:txbx>{box.format('新框')}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box.format('新框')}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"<w:r><w:pict><v:shape alt='说明'><v:textbox>{box.format('旧框')}</v:textbox></v:shape>"
        "<v:shape><v:textpath string='秘密'/></v:shape></w:pict></w:r></w:p>"
    )
    assert seen(source) == [
        ("第1段", "正文"),
        ("第1段艺术字", "秘密"),
        ("第1段文本框", "新框"),
        ("第1段文本框", "旧框"),
    ]
    assert unseen(source) == {("图片说明文字", "说明")}


def test_headers_footers_notes_and_comments() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    paragraph = document.add_paragraph("正文")
    document.add_comment(paragraph.runs, text="这里要不要写？", author="赵科长")
    note = (
        f'<w:footnotes {SPACES}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>见内部资料</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    relation = f'<Relationship Id="n1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    source = read_source(
        with_parts(saved(document), {"word/footnotes.xml": note}, relation), "a.docx"
    )
    assert set(seen(source)) == {
        ("第1段", "正文"),
        ("页眉1", "内部"),
        ("页脚1", "— 1 —"),
        ("脚注1", "见内部资料"),
    }
    assert unseen(source) == {("批注", "这里要不要写？"), ("修订痕迹", "修订、批注人：赵科长")}


def test_properties_links_and_data() -> None:
    document = docx.Document()
    document.core_properties.author = "钱某"
    document.core_properties.last_modified_by = "孙某"
    document.part.relate_to("http://10.1.2.3/a", f"{OFFICE}/hyperlink", is_external=True)
    document.part.relate_to("file:///D:/张三/模板.dotx", f"{OFFICE}/attachedTemplate", True)
    source = read_source(saved(document), "a.docx")
    words = {(one.hidden, source.words(one)) for one in source.spans}
    assert words >= {
        ("文件属性", "作者：钱某"),
        ("文件属性", "最后修改者：孙某"),
        ("链接地址", "http://10.1.2.3/a"),
        ("外部链接", "file:///D:/张三/模板.dotx"),
    }


def test_pictures_are_told_by_their_place() -> None:
    source = read("<w:p><w:r><w:t>甲</w:t><w:drawing><a:blip/></w:drawing></w:r></w:p>")
    assert ("第1段的图片", "图片中的文字没有扫描；请人工查看") in [
        (one.where, one.why) for one in source.unscanned
    ]


def test_a_file_embedded_is_read() -> None:
    relation = f'<Relationship Id="e1" Type="{OFFICE}/package" Target="embeddings/数据.docx"/>'
    parts = {"word/embeddings/数据.docx": plain("里面的字")}
    content = with_parts(plain("外面"), parts, relation)
    source = read_source(content, "a.docx")
    assert ("嵌入的文件", "里面的字") in unseen(source)
    assert "数据.docx 第1段" in [span.place for span in source.spans]


def test_automatic_numbers_are_part_of_the_text() -> None:
    document = docx.Document()
    for words in ("总体要求", "主要任务"):
        document.add_paragraph(words, style="List Number")
    source = read_source(saved(document), "a.docx")
    assert source.text.startswith("1.总体要求\n2.主要任务")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_broken_parts(part: str) -> None:
    content = with_parts(plain("正文"), {part: b"<w:broken"})
    if part == "word/document.xml":
        with pytest.raises(UserError, match="已损坏"):
            read_source(content, "a.docx")
    else:
        source = read_source(content, "a.docx")
        assert source.text.startswith("正文")
        assert [one.where for one in source.unscanned if one.where == part] == [part]
