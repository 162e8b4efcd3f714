"""The exchange file (报送包, .zwgk): a ZIP that survives any carrier, sealed byte by byte.

The comment at the end of the ZIP is the SHA-256 of every byte before it, in hexadecimal: one
byte changed on the way is found, the file's name is free, and any archive program still opens it.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from gongkai_desktop.documents.files import atomic_write, content_of
from gongkai_desktop.documents.locked_zip import lock, unlock
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.manifest import (
    Manifest,
    manifest_from_record,
    manifest_record,
    written,
)
from gongkai_desktop.domain.file_type import HEAD_BYTES, doubt_of_file, refusal_of_file

MANIFEST = "manifest.json"
LOCKED = "加密内容.zip"
"""The part that holds everything personal, behind a password."""

VOLUME = 600 * 1024 * 1024
"""What fits on one CD (product rule), in bytes; a year's package is under 200 KB."""

_SEAL = re.compile(rb"[0-9a-f]{64}")
_SEAL_LENGTH = 64
_LARGEST = 2 * VOLUME
_LIMITS = PackageLimits(unpacked=1400 * 1024 * 1024, parts=5000)
_FILES, _OFFICE = "files/", (".docx", ".xlsx")
_FOLDERS = ("", "data", "files")
ENDINGS = (".json", ".xlsx", ".txt", ".docx", ".pdf", ".png", ".jpg", ".jpeg", ".toml")
_DAMAGED = "请报送单位重新复制或者重新生成报送包"
_TOGETHER = "请把各张光盘上的各卷（.001、.002）复制到同一个文件夹，不要改名，再选择 .001 导入"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class PasswordNeededError(UserError):
    """A package is locked and none of the passwords given opens it."""


@attrs.frozen(kw_only=True)
class Package:
    """A package: what it says of itself, its parts by name, its seal, the files it lies in.

    The parts of a locked package are those behind the password, too. Its files are several where
    it is too large for one CD.
    """

    manifest: Manifest
    parts: Mapping[str, bytes]
    seal: str
    files: tuple[Path, ...] = ()

    def record(self, name: str) -> Any:
        """A JSON part as plain values; raises UserError where it is missing or spoilt."""
        return _json(self.parts.get(name, b""), name)


def write_package(
    path: Path,
    manifest: Manifest,
    parts: Mapping[str, bytes],
    *,
    personal: Mapping[str, bytes] | None = None,
    password: str = "",
    volume: int = VOLUME,
) -> Package:
    """Write a package; the manifest's ``files`` are filled in here.

    ``personal`` are the parts that go behind the password. What is larger than ``volume`` bytes is
    split into ``….001``, ``….002``. Raises UserError where the file cannot be written.
    """
    for name, content in {**parts, **(personal or {})}.items():
        _refuse_content(name, content)
    open_parts = dict(parts)
    if personal:
        open_parts[LOCKED] = lock(personal, password)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in open_parts.items()}
    whole = written(attrs.evolve(manifest, files=hashes))
    described = json.dumps(manifest_record(whole), ensure_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: described, **open_parts}.items():
            archive.writestr(_entry(name), content)
        archive.comment = b"0" * _SEAL_LENGTH
    sealed = buffer.getbuffer()
    seal = hashlib.sha256(sealed[:-_SEAL_LENGTH]).hexdigest()
    sealed[-_SEAL_LENGTH:] = seal.encode()
    files = _volumes(path, sealed, volume)
    return Package(manifest=whole, parts={**parts, **(personal or {})}, seal=seal, files=files)


def _volumes(path: Path, content: memoryview, volume: int) -> tuple[Path, ...]:
    """The package written, in one file where it fits."""
    if len(content) > 2 * volume:
        size = len(content) // 1024**2
        raise UserError(f"报送包有{size}兆字节，两张光盘也放不下", "请减少附件，或者压缩扫描件")
    if len(content) <= volume:
        atomic_write(path, content)
        return (path,)
    files = []
    for at in range(0, len(content), volume):
        files.append(path.with_name(f"{path.name}.{at // volume + 1:03d}"))
        atomic_write(files[-1], content[at : at + volume])
    return tuple(files)


def _entry(name: str) -> zipfile.ZipInfo:
    """A fixed time, so that the same content gives the same package."""
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


_VOLUME_NAME = re.compile(r"(?P<whole>.+)\.(?P<no>\d{3})", re.DOTALL)


def is_package(path: Path) -> bool:
    """Whether a file is meant as a package, by its seal or its ending; the name may be changed."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _SEAL_LENGTH))
            sealed = _SEAL.fullmatch(file.read()) is not None
    except OSError:
        sealed = False
    return sealed or path.suffix.lower() == ".zwgk" or is_volume(path)


def is_volume(path: Path) -> bool:
    """Whether a file is one of several that a large package lies in (分卷)."""
    return _VOLUME_NAME.fullmatch(path.name) is not None


def without_further_volumes(paths: Sequence[Path]) -> list[Path]:
    """The files as packages: of several volumes of one only the first that was chosen."""
    first: dict[object, Path] = {}
    for path in paths:
        named = _VOLUME_NAME.fullmatch(path.name)
        first.setdefault(path.with_name(named["whole"]) if named else (path, len(first)), path)
    return list(first.values())


def manifest_of(path: Path) -> Manifest:
    """What a package says of itself, its locked part left locked.

    Raises UserError as ``read_package`` does.
    """
    return _opened(path)[0]


def read_package(path: Path, passwords: Sequence[str] = ()) -> Package:
    """Open a package and prove every part of it; a locked one with the password that fits.

    Raises UserError for a file that is none, was changed on the way, holds what no package may
    hold, or comes from a later program, PasswordNeededError for a locked one that no password
    opens. Nothing is unpacked to disk.
    """
    manifest, parts, seal = _opened(path)
    if LOCKED in parts:
        within = _unlocked(path, manifest, parts.pop(LOCKED), passwords)
        parts |= within
    elif manifest.personal:
        raise UserError(
            f"“{path.name}”：说明里写有个人信息，却没有加密", "请报送单位重新生成报送包"
        )
    return Package(manifest=manifest, parts=parts, seal=seal)


def _unlocked(
    path: Path, manifest: Manifest, content: bytes, passwords: Sequence[str]
) -> Mapping[str, bytes]:
    try:
        within = unlock(content, passwords, _LIMITS, _DAMAGED)
    except UserError as error:
        raise UserError(f"“{path.name}”：{error.message}", error.advice) from error
    if within is not None:
        try:
            for name, part in within.items():
                _refuse_name(name)
                _refuse_content(name, part)
        except UserError as error:
            raise UserError(f"“{path.name}”：{error.message}", error.advice) from error
        return within
    if passwords:
        raise PasswordNeededError(
            f"“{path.name}”的口令不对", "请向生成单位核对口令，注意大小写；文件本身没有损坏"
        )
    held = "、".join(manifest.personal) or "个人信息"
    raise PasswordNeededError(
        f"“{path.name}”里有{held}，加了口令", "请输入生成单位另外告知的口令后再导入"
    )


def _opened(path: Path) -> tuple[Manifest, dict[str, bytes], str]:
    content = _content(path)
    if not content.startswith(b"PK"):
        raise UserError(f"“{path.name}”不是报送包", "请选择 .zwgk 文件")
    seal = content[-_SEAL_LENGTH:]
    if hashlib.sha256(memoryview(content)[:-_SEAL_LENGTH]).hexdigest().encode() != seal:
        raise _unsound(path)
    guard_package(content, path.name, _DAMAGED, _LIMITS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
        manifest = manifest_from_record(_json(parts.pop(MANIFEST, b""), MANIFEST))
        _prove(manifest, parts)
    except UserError as error:
        raise UserError(f"“{path.name}”：{error.message}", error.advice) from error
    return manifest, parts, seal.decode()


def _unsound(path: Path) -> UserError:
    if is_volume(path):
        count = len(_siblings(path))
        return UserError(f"“{path.name}”分成几卷，找到的{count}卷不全或者已损坏", _TOGETHER)
    return UserError(f"“{path.name}”：文件已损坏，与生成时不一致", _DAMAGED)


def _content(path: Path) -> bytes:
    """The bytes of a package, those of its volumes put together."""
    if not is_volume(path):
        return content_of(path, _LARGEST, "报送包", _DAMAGED)
    found = _siblings(path)
    if not found:
        raise UserError(f"没有找到“{path.name}”的第1卷", _TOGETHER)
    return b"".join(content_of(one, VOLUME, "报送包的一卷", _DAMAGED) for one in found)


def _siblings(path: Path) -> list[Path]:
    """The volumes beside one of them, from .001 on."""
    named = _VOLUME_NAME.fullmatch(path.name)
    assert named is not None
    most = _LARGEST // VOLUME
    places = (path.with_name(f"{named['whole']}.{no:03d}") for no in range(1, most + 1))
    return list(itertools.takewhile(lambda one: one.exists(), places))


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    for entry in archive.infolist():
        _refuse_odd(entry)
        _refuse_content(entry.filename, archive.read(entry))
    names = [_folded(entry.filename) for entry in archive.infolist()]
    if len(set(names)) < len(names):
        raise UserError("有两个只差大小写或者写法的名称，正常的报送包没有", _DAMAGED)
    return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _folded(name: str) -> str:
    """A name as Windows compares it."""
    return unicodedata.normalize("NFC", name).casefold()


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    """No part may be a link, lie in another folder than the known ones or be a program."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UserError(
            f"含有指向别处的链接“{entry.filename[:60]}”", "请不要打开它，并告知报送单位"
        )
    if entry.filename != LOCKED:
        _refuse_name(entry.filename)


def _refuse_name(part: str) -> None:
    name = PurePosixPath(part)
    place = "" if str(name.parent) == "." else str(name.parent)
    if place not in _FOLDERS:
        raise UserError(f"含有不该有的内容“{part[:60]}”", "请不要打开它，并告知报送单位")
    if name.suffix.lower() not in ENDINGS:
        raise UserError(
            f"含有不允许的文件“{part[:60]}”",
            "报送包里只能有表格、文档和图片；请告知报送单位",
        )


def _refuse_content(part: str, content: bytes) -> None:
    """No part may be a program, a workbook or letter with macros, or other than its name says."""
    if not part.startswith(_FILES) and not part.endswith(_OFFICE):
        return
    head = content[:HEAD_BYTES]
    wrong = refusal_of_file(part, head) or doubt_of_file(part, head)
    if wrong:
        raise UserError(f"里面的文件不对：{wrong}", "请核对这个文件，换成正确的再生成")
    if part.lower().endswith(_OFFICE) and _has_macros(content):
        raise UserError(f"里面的“{part[:60]}”含有宏", "请报送单位另存为不含宏的文件后重新生成")


def _has_macros(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any("vbaproject" in name.lower() for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _prove(manifest: Manifest, parts: Mapping[str, bytes]) -> None:
    if set(manifest.files) != set(parts):
        raise UserError("文件已损坏，内容与说明不一致", _DAMAGED)
    for name, content in parts.items():
        if hashlib.sha256(content).hexdigest() != manifest.files[name]:
            raise UserError(f"文件已损坏，其中的“{name}”被改动过", _DAMAGED)


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(
            content.decode("utf-8"), object_pairs_hook=_named_once, parse_constant=_no_number
        )
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UserError(f"其中的“{name}”读不出来", _DAMAGED) from error


def _no_number(word: str) -> Any:
    """NaN and Infinity are no figures, and no JSON either."""
    raise ValueError(word)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table whose names each stand once: of two values one would be read and one shown."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise UserError("内容里同一个名称写了两次，正常的报送包没有", _DAMAGED)
    return table
