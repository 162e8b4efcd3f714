"""A real mark of secrecy stops the desk wherever it stands; talk of secrets does not.

保守国家秘密法第二十二条、第三十五条，工作秘密：第六十四条. Nothing of the text may stay.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from docx import Document

from gongkai_desktop.domain.review.item import ReviewItem
from gongkai_desktop.services import review_desk
from gongkai_desktop.services.review_desk import DraftFile, SecretMarkError

PROBE = "甲乙丙丁戊己专项行动"

MARKS = (
    "机密★10年",
    "机 密★10年",
    "绝　密☆长期",
    "机密＊５年",
    "秘密▲三年",
    "密级：机密",
    "秘　密",
    "【机密】",
    "机密·10年",
    "内部资料　注意保存",
    "内部文件，请勿外传",
    "内部",
    "工作秘密★2年",
    "望政办内明电〔2026〕7号",
    "特急·明电",
    "内部明电",
)


def text(mark: str) -> DraftFile:
    return DraftFile(name="附件.txt", content=f"{mark}\n关于{PROBE}的材料\n".encode())


def word(write: Callable[[object, str], None]) -> Callable[[str], DraftFile]:
    def made(mark: str) -> DraftFile:
        document, out = Document(), io.BytesIO()
        document.add_paragraph(f"关于{PROBE}的材料")
        write(document, mark)
        document.save(out)
        return DraftFile(name="附件.docx", content=out.getvalue())

    return made


def in_header(document, mark: str) -> None:
    document.sections[0].header.paragraphs[0].text = mark


def in_cell(document, mark: str) -> None:
    document.add_table(1, 1).cell(0, 0).text = mark


def in_properties(document, mark: str) -> None:
    document.core_properties.comments = mark


def book(mark: str) -> DraftFile:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active["A1"] = f"关于{PROBE}的材料"
    hidden = made.create_sheet("底稿")
    hidden["A1"] = mark
    hidden.sheet_state = "veryHidden"
    made.save(out)
    return DraftFile(name="附件.xlsx", content=out.getvalue())


def packed(file: DraftFile, name: str) -> DraftFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(file.name, file.content)
    return DraftFile(name=name, content=out.getvalue())


def nested(mark: str) -> DraftFile:
    return packed(packed(text(mark), "内层.zip"), "附件.zip")


def put_up(office, *files: DraftFile):
    item = review_desk.begin(office, ReviewItem(title="待审", responsible="丁某"))
    return review_desk.put_up(office, item.id, list(files))


def kept_nothing(office, tmp_path) -> None:
    office.office.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert PROBE.encode(encoding) not in content, path


def test_every_mark_stops_the_desk_and_nothing_is_kept(empty, tmp_path) -> None:
    item = review_desk.begin(empty, ReviewItem(title="待审", responsible="丁某"))
    for mark in MARKS:
        with pytest.raises(SecretMarkError):
            review_desk.put_up(empty, item.id, [text(mark)])
    with pytest.raises(SecretMarkError):
        review_desk.put_up(
            empty, item.id, [review_desk.pasted_draft(text(MARKS[0]).content.decode())]
        )
    kept_nothing(empty, tmp_path)


@pytest.mark.parametrize(
    "hide",
    [word(in_header), word(in_cell), word(in_properties), book, nested],
    ids=["页眉", "表格", "属性", "隐藏工作表", "压缩包里的压缩包"],
)
def test_a_mark_is_found_wherever_it_stands(empty, tmp_path, hide) -> None:
    for mark in ("机密★10年", "内部资料　注意保存", "密级：秘密"):
        with pytest.raises(SecretMarkError) as told:
            put_up(empty, hide(mark))
        assert PROBE not in str(told.value)
    kept_nothing(empty, tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "国家秘密标志形式为“密级★保密期限”，例如“机密★20年”。",
        "不得在非涉密计算机上存储标有“秘密”“机密”“绝密”字样的文件。",
        "涉及国家秘密、商业秘密、工作秘密的，按照有关规定办理。",
        "工作秘密一般以“内部资料，注意保存”等作标志。",
        "以国办发明电〔2026〕3号通知要求，切实做好值班值守。",
        "加强内部管理，完善内部控制制度，严防内部资料外泄。",
        "公文分绝密、机密、秘密件的，应当标注密级和保密期限。",
    ],
)
def test_talk_of_secrets_is_no_mark(empty, words: str) -> None:
    assert put_up(empty, review_desk.pasted_draft(f"保密知识问答\n{words}\n")).files is not None
