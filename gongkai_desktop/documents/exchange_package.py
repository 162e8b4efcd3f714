"""The exchange file (报送包, .zwgk): a ZIP that survives any carrier, sealed byte by byte.

The comment at the end of the ZIP is the SHA-256 of every byte before it, in hexadecimal: one
byte changed on the way is found, the file's name is free, and any archive program still opens it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from gongkai_desktop.documents.files import atomic_write, content_of
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.manifest import (
    Manifest,
    manifest_from_record,
    manifest_record,
)

MANIFEST = "manifest.json"
_SEAL = re.compile(rb"[0-9a-f]{64}")
_SEAL_LENGTH = 64
_LARGEST = 600 * 1024 * 1024
"""What fits on one CD (product rule); a year's package is under 200 KB."""
_LIMITS = PackageLimits(unpacked=700 * 1024 * 1024, parts=5000)
_FOLDERS = ("", "data", "files")
_ENDINGS = (".json", ".xlsx", ".txt", ".docx", ".pdf", ".png", ".jpg", ".jpeg", ".toml")
_DAMAGED = "请报送单位重新复制或者重新生成报送包"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@attrs.frozen(kw_only=True)
class Package:
    """An opened package: what it says of itself, its parts by name, and its seal."""

    manifest: Manifest
    parts: Mapping[str, bytes]
    seal: str

    def record(self, name: str) -> Any:
        """A JSON part as plain values; raises UserError where it is missing or spoilt."""
        return _json(self.parts.get(name, b""), name)


def write_package(path: Path, manifest: Manifest, parts: Mapping[str, bytes]) -> Package:
    """Write a package; the manifest's ``files`` are filled in here.

    Raises UserError where the file cannot be written.
    """
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    whole = attrs.evolve(manifest, files=hashes)
    described = json.dumps(manifest_record(whole), ensure_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: described, **parts}.items():
            archive.writestr(_entry(name), content)
        archive.comment = b"0" * _SEAL_LENGTH
    body = buffer.getvalue()[:-_SEAL_LENGTH]
    seal = hashlib.sha256(body).hexdigest()
    atomic_write(path, body + seal.encode())
    return Package(manifest=whole, parts=dict(parts), seal=seal)


def _entry(name: str) -> zipfile.ZipInfo:
    """A fixed time, so that the same content gives the same package."""
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def is_package(path: Path) -> bool:
    """Whether a file is meant as a package, by its seal or its ending; the name may be changed."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _SEAL_LENGTH))
            sealed = _SEAL.fullmatch(file.read()) is not None
    except OSError:
        sealed = False
    return sealed or path.suffix.lower() == ".zwgk"


def read_package(path: Path) -> Package:
    """Open a package and prove every part of it.

    Raises UserError for a file that is none, was changed on the way, holds what no package may
    hold, or comes from a later program. Nothing is unpacked to disk.
    """
    content = content_of(path, _LARGEST, "报送包", _DAMAGED)
    if not content.startswith(b"PK"):
        raise UserError(f"“{path.name}”不是报送包", "请选择 .zwgk 文件")
    body, seal = content[:-_SEAL_LENGTH], content[-_SEAL_LENGTH:]
    if hashlib.sha256(body).hexdigest().encode() != seal:
        raise UserError(f"“{path.name}”：文件已损坏，与生成时不一致", _DAMAGED)
    guard_package(content, path.name, _DAMAGED, _LIMITS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
        manifest = manifest_from_record(_json(parts.pop(MANIFEST, b""), MANIFEST))
        _prove(manifest, parts)
    except UserError as error:
        raise UserError(f"“{path.name}”：{error.message}", error.advice) from error
    return Package(manifest=manifest, parts=parts, seal=seal.decode())


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    for entry in archive.infolist():
        _refuse_odd(entry)
    return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _refuse_odd(entry: zipfile.ZipInfo) -> None:
    """No part may lie in another folder than the known ones or be a program."""
    name = PurePosixPath(entry.filename)
    place = "" if str(name.parent) == "." else str(name.parent)
    if place not in _FOLDERS:
        raise UserError(f"含有不该有的内容“{entry.filename[:60]}”", "请不要打开它，并告知报送单位")
    if name.suffix.lower() not in _ENDINGS:
        raise UserError(
            f"含有不允许的文件“{entry.filename[:60]}”",
            "报送包里只能有表格、文档和图片；请告知报送单位",
        )


def _prove(manifest: Manifest, parts: Mapping[str, bytes]) -> None:
    if set(manifest.files) != set(parts):
        raise UserError("文件已损坏，内容与说明不一致", _DAMAGED)
    for name, content in parts.items():
        if hashlib.sha256(content).hexdigest() != manifest.files[name]:
            raise UserError(f"文件已损坏，其中的“{name}”被改动过", _DAMAGED)


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_named_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UserError(f"其中的“{name}”读不出来", _DAMAGED) from error


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table whose names each stand once: of two values one would be read and one shown."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise UserError("内容里同一个名称写了两次，正常的报送包没有", _DAMAGED)
    return table
