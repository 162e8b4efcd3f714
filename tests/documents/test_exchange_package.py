"""The container of packages: its carriers, its volumes, its lock (product.md §6.3, §6.4)."""

from __future__ import annotations

import io
import os
import shutil
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from gongkai_desktop.documents import exchange_package
from gongkai_desktop.documents.exchange_package import (
    LOCKED,
    PasswordNeededError,
    is_package,
    manifest_of,
    read_package,
    without_further_volumes,
    write_package,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest

WORD = "AB3K-9PQR-TUV7-XY2Z"
SECRET = {
    "data/register.json": '{"applicant": "卯某某"}'.encode(),
    "files/卯某某身份证.pdf": b"%PDF-1.4",
}


def manifest(**changes: object) -> Manifest:
    base = {"kind": PackageKind.ANNUAL, "period": "2025", "unit": "望山县某局", "unit_code": "001"}
    return Manifest(**{**base, **changes})  # type: ignore[arg-type]


def locked(folder: Path) -> Path:
    path = folder / "001_协办_2026-004_第1版.zwgk"
    told = manifest(kind=PackageKind.ASSIGNMENT, period="2026-004", personal=("申请人姓名",))
    write_package(path, told, {"说明.txt": b"x"}, personal=SECRET, password=WORD)
    return path


def test_without_the_password_nothing_personal_is_seen_not_even_a_name_of_a_file(tmp_path) -> None:
    path = locked(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == {"manifest.json", "说明.txt", LOCKED}
        seen = b"".join(archive.read(name) for name in archive.namelist())
        within = zipfile.ZipFile(io.BytesIO(archive.read(LOCKED)))
    for word in ("卯某某", "身份证", "applicant"):
        for encoding in ("utf-8", "gb18030"):
            assert word.encode(encoding) not in seen
    names = {"data/register.json", "files/附件1.pdf", "data/names.json", "附件目录.txt"}
    assert set(within.namelist()) == names
    assert all(one.flag_bits & 1 and one.CRC == 0 for one in within.infolist())


def test_the_right_password_opens_it_and_any_archive_program_with_aes_does(tmp_path) -> None:
    path = locked(tmp_path)
    package = read_package(path, ["not the one", WORD])
    assert {name: package.parts[name] for name in SECRET} == SECRET
    assert set(package.parts) == {*SECRET, "说明.txt"}
    assert manifest_of(path).personal == ("申请人姓名",)
    assert manifest_of(path).format == 2


def test_a_reader_without_the_program_finds_the_names_behind_the_password(tmp_path) -> None:
    import pyzipper

    with zipfile.ZipFile(locked(tmp_path)) as archive:
        within = pyzipper.AESZipFile(io.BytesIO(archive.read(LOCKED)))
    within.setpassword(WORD.encode())
    assert within.read("附件目录.txt").decode("utf-8-sig") == "附件1.pdf　卯某某身份证.pdf"


def test_wrong_and_missing_password_are_told_apart(tmp_path) -> None:
    path = locked(tmp_path)
    with pytest.raises(PasswordNeededError, match="里有申请人姓名，加了口令"):
        read_package(path)
    for wrong in (WORD.lower(), WORD + " ", "汉字口令"):
        with pytest.raises(PasswordNeededError, match="口令不对"):
            read_package(path, [wrong])


@pytest.mark.parametrize("place", [0.05, 0.3, 0.6, 0.95])
def test_a_locked_package_changed_or_cut_is_damaged_whatever_the_password(tmp_path, place) -> None:
    path = locked(tmp_path)
    content = bytearray(path.read_bytes())
    at = int(len(content) * place)
    for name, broken in (
        ("改.zwgk", bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]])),
        ("短.zwgk", bytes(content[:at])),
    ):
        (tmp_path / name).write_bytes(broken)
        with pytest.raises(UserError, match="文件已损坏") as caught:
            read_package(tmp_path / name, [WORD])
        assert not isinstance(caught.value, PasswordNeededError)


def test_personal_data_said_but_not_locked_is_refused(tmp_path) -> None:
    path = tmp_path / "a.zwgk"
    write_package(path, manifest(personal=("申请人姓名",)), {"data/annual.json": b"{}"})
    with pytest.raises(UserError, match="没有加密"):
        read_package(path)


def test_what_lies_behind_the_lock_is_judged_too(tmp_path) -> None:
    path = tmp_path / "a.zwgk"
    for parts, words in (
        ({"files/脚本.txt.toml.html": b"<script>"}, "不允许的文件"),
        ({"../外面.json": b"{}"}, "指向文件以外"),
        ({"data/大.json": b"0" * 80_000_000}, "大得不正常"),
    ):
        write_package(path, manifest(personal=("姓名",)), {}, personal=parts, password=WORD)
        with pytest.raises(UserError, match=words):
            read_package(path, [WORD])


# ------------------------------------------------------------------ carriers


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "001_年报_2025_第1版.zwgk"),
        (
            {
                "kind": PackageKind.ASSIGNMENT,
                "period": "望公开〔2026〕4号",
                "party": "法规/征收科:二组",
            },
            "001_协办_望公开〔2026〕4号_法规-征收科-二组_第1版.zwgk",
        ),
        ({"period": 'a<b>c"d|e?f*g\\h\x00 .'}, "001_年报_a-b-c-d-e-f-g-h_第1版.zwgk"),
    ],
)
def test_names_are_fit_for_fat_exfat_and_cds(changes, name) -> None:
    assert manifest(**changes).file_name == name


def test_the_longest_name_still_fits_a_cd() -> None:
    """Joliet names end at 64 characters; edition and ending are never cut."""
    told = manifest(unit_code="9" * 32, period="甲" * 60, party="乙" * 60, edition=123)
    assert len(told.file_name) == 64
    assert told.file_name.endswith("_第123版.zwgk")
    assert told.file_name.startswith("9")


def test_a_copy_renamed_doubled_and_dated_anew_reads_the_same(tmp_path) -> None:
    """What U盘, FAT32 (2-second times), OA and chat programs do to a file on its way."""
    path = tmp_path / "001_年报_2025_第1版.zwgk"
    made = write_package(path, manifest(), {"data/annual.json": b"{}"})
    for name in (
        "001_年报_2025_第1版(1).zwgk",
        "001_年报_2025_第1版 - 副本.ZWGK",
        "001_~1.ZWG",
        unicodedata.normalize("NFD", "年报é.zip"),
        "没有后缀",
    ):
        copied = tmp_path / name
        shutil.copyfile(path, copied)
        os.utime(copied, (315532800, 315532800))
        assert is_package(copied)
        assert read_package(copied).seal == made.seal


def test_a_read_only_folder_is_enough_to_read_from(tmp_path) -> None:
    """A CD: nothing is written beside the package, nothing into it."""
    folder = tmp_path / "光盘"
    folder.mkdir()
    path = locked(folder)
    path.chmod(stat.S_IREAD)
    folder.chmod(stat.S_IREAD | stat.S_IEXEC)
    try:
        before = sorted(folder.iterdir())
        assert read_package(path, [WORD]).parts
        assert sorted(folder.iterdir()) == before
    finally:
        folder.chmod(stat.S_IRWXU)


def test_what_is_larger_than_a_cd_is_split_and_put_together(tmp_path, monkeypatch) -> None:
    path = tmp_path / "001_年报_2025_第1版.zwgk"
    parts = {"files/扫描.pdf": b"%PDF-1.4" + os.urandom(3000)}
    made = write_package(path, manifest(), parts, volume=2000)
    assert [one.name for one in made.files] == [f"{path.name}.001", f"{path.name}.002"]
    assert made.files[0].stat().st_size == 2000
    for chosen in made.files:
        assert read_package(chosen).parts == parts
    assert without_further_volumes([*made.files, path]) == [made.files[0], path]

    apart = tmp_path / "第一张光盘"
    apart.mkdir()
    shutil.copyfile(made.files[0], apart / made.files[0].name)
    with pytest.raises(UserError, match="找到的1卷不全"):
        read_package(apart / made.files[0].name)
    shutil.copyfile(made.files[1], tmp_path / "只有第二卷.zwgk.002")
    with pytest.raises(UserError, match="没有找到“只有第二卷"):
        read_package(tmp_path / "只有第二卷.zwgk.002")


def test_more_than_two_cds_are_refused_before_anything_is_written(tmp_path) -> None:
    path = tmp_path / "a.zwgk"
    large = {"files/a.pdf": b"%PDF-1.4" + os.urandom(9000)}
    with pytest.raises(UserError, match="两张光盘也放不下"):
        write_package(path, manifest(), large, volume=2000)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_package(tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        write_package(tmp_path / "a.zwgk", manifest(), {"data/annual.json": b"{}"})
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ hostile parts


def resealed(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> None:
    """Parts added behind the manifest's back, sealed as a package is."""
    import hashlib

    with zipfile.ZipFile(path, "a") as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
        archive.comment = b"0" * 64
    body = path.read_bytes()[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def with_macros() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/vbaProject.bin", b"x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (link("files/链接.pdf"), b"/etc/passwd", "指向别处的链接"),
        ("DATA/annual.json", b"{}", "不该有的内容"),
        ("data/ANNUAL.JSON", b"{}", "只差大小写"),
        ("files/宏.xlsx", with_macros(), "含有宏"),
        ("files/其实是程序.pdf", b"MZ\x90\x00", "是程序"),
        ("files/其实是图片.pdf", b"\xff\xd8\xff\xe0", "内容其实是JPEG 图片"),
    ],
    ids=["link", "other folder", "same name in capitals", "macros", "program", "other content"],
)
def test_what_no_package_may_hold_is_one_sentence(tmp_path, name, content, words) -> None:
    path = tmp_path / "a.zwgk"
    write_package(path, manifest(), {"data/annual.json": b"{}"})
    resealed(path, (name, content))
    with pytest.raises(UserError, match=words) as caught:
        read_package(path)
    assert "\n" not in str(caught.value)


def test_thousands_of_parts_are_refused_by_their_number(tmp_path) -> None:
    path = tmp_path / "a.zwgk"
    write_package(path, manifest(), {"data/annual.json": b"{}"})
    resealed(path, *((f"files/{at}.pdf", b"") for at in range(5001)))
    with pytest.raises(UserError, match="多得不正常"):
        read_package(path)


def test_the_limits_are_those_of_the_product_page() -> None:
    assert exchange_package.VOLUME == 600 * 1024 * 1024
