"""Files that are zips are judged by what they hold, not by what they say of themselves."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from gongkai_desktop.documents.annual_read import read_report
from gongkai_desktop.documents.letter_text import read_letter_text
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.documents.plan_file import read_blocks
from gongkai_desktop.documents.register_read import read_register
from gongkai_desktop.documents.sheets import read_sheets
from gongkai_desktop.domain.errors import UserError

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<a>x</a>'
DTD = b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>'


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def guard(content: bytes, limits: PackageLimits | None = None) -> None:
    guard_package(content, "来件.docx", "请重新取得", limits or PackageLimits())


def test_sound_files_pass() -> None:
    guard(package({"word/document.xml": XML, "word/media/a.png": b"\x89PNG", "empty.xml": b""}))
    word, book = io.BytesIO(), io.BytesIO()
    docx.Document().save(word)
    openpyxl.Workbook().save(book)
    guard(word.getvalue())
    guard(book.getvalue())


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b" \r\n", b"<?mso-application progid='Word'?>"])
def test_what_may_stand_before_the_root(head: bytes) -> None:
    guard(package({"a.xml": head + b"<w:document/>"}))


@pytest.mark.parametrize(
    "part",
    [
        DTD,
        DTD.decode().encode("utf-16"),
        DTD.decode().encode("utf-16-be"),
        b"\xef\xbb\xbf" + DTD,
        b"<!--" + b" " * 100_000 + b"-->" + DTD,
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels", "word/document.bin"])
def test_declared_entities_are_refused(part: bytes, name: str) -> None:
    with pytest.raises(UserError, match="声明"):
        guard(package({name: part}))


def test_pictures_and_pages_carried_along_may_name_their_kind() -> None:
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
    guard(package({"word/media/a.svg": picture, "word/afchunk.htm": b"<!DOCTYPE html><p>"}))


@pytest.mark.parametrize(
    "name", ["../../out.txt", "/tmp/out.txt", "C:\\out.txt", "a/../../b", "a\\..\\..\\b"]
)
def test_names_that_lead_outside(name: str) -> None:
    with pytest.raises(UserError, match="指向文件以外"):
        guard(package({"word/document.xml": XML, name: b"x"}))


def test_the_same_part_twice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", XML)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", DTD)
    with pytest.raises(UserError, match="两个"):
        guard(buffer.getvalue())


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (PackageLimits(unpacked=99_999), "大得不正常"),
        (PackageLimits(ratio=50, small=1_000), "大得不正常"),
        (PackageLimits(parts=1), "多得不正常"),
    ],
)
def test_bloated_packages(limits: PackageLimits, words: str) -> None:
    content = package({"a.bin": b"\x00" * 90_000, "b.bin": b"\x00" * 10_000})
    guard(content)
    with pytest.raises(UserError, match=words):
        guard(content, limits)


def test_a_size_written_down_too_small_is_found_out() -> None:
    content = bytearray(package({"a.bin": b"\x00" * 200_000}))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    with pytest.raises(UserError, match="损坏"):
        guard(bytes(content))
    with pytest.raises(UserError, match="大得不正常"):
        guard(bytes(content), PackageLimits(unpacked=100_000))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no zip", package({"a.xml": XML})[:-9]])
def test_broken_packages(content: bytes) -> None:
    with pytest.raises(UserError, match="损坏"):
        guard(content)


def test_a_password_is_named() -> None:
    content = bytearray(package({"a.xml": XML}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UserError, match="密码"):
        guard(bytes(content))


READERS = (
    (read_sheets, "a.xlsx"),
    (read_sheets, "a.et"),
    (read_register, "a.xlsx"),
    (read_report, "a.xlsx"),
    (read_report, "a.docx"),
    (read_letter_text, "a.docx"),
    (read_blocks, "a.docx"),
    (read_blocks, "a.xlsx"),
)


@pytest.mark.parametrize(("read", "name"), READERS)
def test_every_reader_stands_behind_the_guard(
    read: Callable[[Path], object], name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(package({"xl/workbook.xml": DTD, "word/document.xml": DTD}))
    with pytest.raises(UserError, match="声明"):
        read(path)
