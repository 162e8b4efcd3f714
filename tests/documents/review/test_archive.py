"""Packed attachments and OFD: each file is read under its own name, nothing is written."""

import io
import zipfile
from pathlib import Path

import pytest

from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from tests.documents.review.word_files import plain

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_every_file_under_its_own_name() -> None:
    inner = packed({"名单.csv": "姓名,电话\n张某,1".encode()})
    source = read_source(
        packed(
            {"附件/通知.docx": plain("甲", "乙"), "里层.zip": inner, "图.png": b"\x89PNG\x00\x01"}
        ),
        "材料.zip",
    )
    assert [(one.place, source.words(one)) for one in source.spans if not one.hidden] == [
        ("附件/通知.docx 第1段", "甲"),
        ("附件/通知.docx 第2段", "乙"),
        ("里层.zip 名单.csv 第1行第1列", "姓名"),
        ("里层.zip 名单.csv 第1行第2列", "电话"),
        ("里层.zip 名单.csv 第2行第1列", "张某"),
        ("里层.zip 名单.csv 第2行第2列", "1"),
    ]
    assert [(one.where, one.why) for one in source.unscanned] == [
        ("图.png", "图片中的文字没有扫描；请人工查看")
    ]


def test_names_of_old_chinese_programs() -> None:
    raw = packed({"AAAAAAAA.txt": "内容".encode()}).replace(b"AAAAAAAA", "脱敏名单".encode("gbk"))
    assert read_source(raw, "a.zip").spans[0].place == "脱敏名单.txt 第1行"


def test_what_cannot_be_unpacked_is_told_and_the_rest_read(tmp_path: Path) -> None:
    content = packed({"../../好.txt": b"good", "locked.txt": b"secret", "broken.txt": b"x" * 99})
    locked = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        second = locked.index(mark, locked.index(mark) + 1)
        locked[second + at] |= 1
    third = locked.rindex(b"broken.txt", 0, locked.index(b"PK\x01\x02"))
    locked[third + 12] ^= 0xFF
    source = read_source(bytes(locked), "a.zip")
    assert source.text == "good"
    assert [one.where for one in source.unscanned] == ["locked.txt", "broken.txt"]
    with pytest.raises(UserError, match="已损坏"):
        read_source(content[:-30], "a.zip")


def test_a_damaged_file_within_is_told() -> None:
    source = read_source(packed({"坏.docx": plain("甲")[:-40], "好.txt": b"ok"}), "a.zip")
    assert source.text == "ok"
    assert "坏.docx" in source.unscanned[0].where
    assert "已损坏" in source.unscanned[0].why


def test_archives_in_archives_end_somewhere() -> None:
    content = b"deep"
    for n in range(8):
        content = packed({f"{n}.zip" if n else "a.txt": content})
    source = read_source(content, "a.zip")
    assert source.text == ""
    assert "层数过多" in source.unscanned[0].why


def test_a_bomb_is_left_packed() -> None:
    source = read_source(packed({"a.txt": b"0" * 300_000_000, "b.txt": b"ok"}), "a.zip")
    assert source.text == "ok"
    assert "大得不正常" in source.unscanned[0].why


def test_ofd_pages() -> None:
    def piece(x: float, y: float, words: str) -> str:
        width = 5.6 * len(words)
        return (
            f'<ofd:TextObject Boundary="{x} {y} {width} 5.6" Size="5.6">'
            f'<ofd:TextCode X="0" Y="5">{words}</ofd:TextCode></ofd:TextObject>'
        )

    first = "关于公开有关政府信息申请的答复意见现告知如下事项请查"
    page = piece(39.2, 50, first) + piece(28, 60, "收并妥善") + piece(50.4, 60, "保管。")
    parts = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocInfo><ofd:Author>王某</ofd:Author>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {OFD}>{page}</ofd:Page>",
    }
    source = read_source(packed({name: text.encode() for name, text in parts.items()}), "a.ofd")
    assert [(one.place, source.words(one)) for one in source.spans] == [
        ("第1页", first + "收并妥善保管。"),
        ("文件属性", "作者：王某"),
    ]
