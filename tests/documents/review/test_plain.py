"""Plain text: whatever its encoding, offsets are offsets into the file as decoded."""

from pathlib import Path

import pytest

from gongkai_desktop.documents.source import pasted, read_source
from gongkai_desktop.domain.errors import UserError

TEXT = "关于××的通知\r\n\r\n  联系电话：0393-1234567\n末行，𠅤"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_the_decoded_file_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 30).encode(encoding))
    source = read_source(path)
    assert source.text == TEXT * 30
    assert (source.path, source.unscanned) == (str(path), ())


def test_old_gbk_text() -> None:
    assert read_source("中文，标点。（测试）".encode("gbk"), "a.txt").text == "中文，标点。（测试）"


def test_every_line_has_its_number() -> None:
    source = read_source(TEXT.encode(), "a.txt")
    assert [(span.place, source.words(span)) for span in source.spans] == [
        ("第1行", "关于××的通知"),
        ("第3行", "  联系电话：0393-1234567"),
        ("第4行", "末行，𠅤"),
    ]
    assert pasted(TEXT).spans == source.spans


@pytest.mark.parametrize(
    "broken", [TEXT.encode()[:-1], ("甲乙丙丁" * 99).encode() + b"\xff" + b"a"]
)
def test_a_broken_byte_does_not_turn_the_file_to_gibberish(broken: bytes) -> None:
    source = read_source(broken, "a.txt")
    assert source.text.startswith(("关于××的通知", "甲乙丙丁甲乙"))
    assert [one.where for one in source.unscanned] == ["个别字节"]


def test_fields_of_a_csv_know_their_row_and_column() -> None:
    text = '姓名,电话\n张某,"138,0000"\n"李""某",\n'
    source = read_source(text.encode("gbk"), "名单.csv")
    assert source.text == text
    (table,) = source.tables()
    assert [(span.place, source.words(span)) for span in table] == [
        ("第1行第1列", "姓名"),
        ("第1行第2列", "电话"),
        ("第2行第1列", "张某"),
        ("第2行第2列", "138,0000"),
        ("第3行第1列", '李""某'),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        (bytes(range(256)) * 4, "不认识这种文件"),
        (b"Rar!\x1a\x07\x00" + bytes(range(256)), ".zip"),
    ],
)
def test_what_is_no_text_is_told(content: bytes, why: str) -> None:
    source = read_source(content, "a.dat")
    assert source.text == ""
    assert why in source.unscanned[0].why


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(UserError):
            read_source(path)
