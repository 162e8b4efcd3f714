"""Files by their first bytes: programs are refused, a name that does not fit is told."""

import pytest

from gongkai_desktop.domain.file_type import doubt_of_file, mime_of, refusal_of_file, type_of

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n\x00"
ZIP, OLE, EXE = b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ\x90\x00"


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("申请书.pdf", PDF, ""),
        ("申请书.PDF", b"\xef\xbb\xbf" + PDF, ""),
        ("信封.jpg", JPEG, ""),
        ("信封.jpeg", JPEG, ""),
        ("复函.docx", ZIP, ""),
        ("版式.ofd", ZIP, ""),
        ("旧表.doc", OLE, ""),
        ("旧表.wps", ZIP, ""),
        ("说明.txt", "材料".encode(), ""),
        ("没有扩展名", "材料".encode(), ""),
        ("信封.jpg", PNG, "其实是PNG 图片"),
        ("申请书.pdf", JPEG, "其实是JPEG 图片"),
        ("申请书.pdf", b"<html>", "内容不是PDF"),
        ("复函.docx", b"hello", "内容不是压缩包或者 Office 文档"),
    ],
)
def test_the_name_is_compared_with_the_content(name: str, head: bytes, said: str) -> None:
    found = doubt_of_file(name, head)
    assert said in found if said else found == ""
    assert refusal_of_file(name, head) == ""


@pytest.mark.parametrize(
    ("name", "head"),
    [("申请书.pdf", EXE), ("安装.exe", EXE), ("运行.bat", b"@echo off"), ("a.lnk", b"L\x00"),
     ("空.pdf", b"")],
)  # fmt: skip
def test_programs_scripts_and_nothing_are_no_papers(name: str, head: bytes) -> None:
    assert refusal_of_file(name, head)


def test_the_kind_kept_is_that_of_the_content() -> None:
    assert mime_of("信封.jpg", PNG, "image/jpeg") == "image/png"
    assert mime_of("信封.jpg", JPEG, "image/jpeg") == "image/jpeg"
    assert mime_of("说明.txt", b"abc", "text/plain") == "text/plain"
    assert type_of(b"abc") is None
