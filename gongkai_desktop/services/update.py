"""What a new version brings (程序更新): the notes beside an installer, without a network."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from gongkai_desktop import __version__
from gongkai_desktop.documents.files import text_of
from gongkai_desktop.domain.errors import UserError

_HEADING = re.compile(r"^##\s+(\d+)\.(\d+)\.(\d+)", re.MULTILINE)
_MOST_BYTES = 1024 * 1024

Version = tuple[int, ...]


@attrs.frozen(kw_only=True)
class News:
    """The notes of one version."""

    version: str
    lines: tuple[str, ...]


def version_of(text: str) -> Version:
    """A version such as 0.1.0 as figures that compare."""
    return tuple(int(part) for part in text.split("."))


def news_in(text: str, since: str = __version__) -> tuple[News, ...]:
    """The versions of some notes that are newer than ``since``, the newest first."""
    heads = list(_HEADING.finditer(text))
    found = []
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        lines = [line.strip() for line in text[head.end() : end].splitlines() if line.strip()]
        version = ".".join(head.groups())
        if version_of(version) > version_of(since):
            found.append(News(version=version, lines=tuple(map(_said, lines))))
    return tuple(sorted(found, key=lambda one: version_of(one.version), reverse=True))


def _said(line: str) -> str:
    """A line without its marks; the name of a group stands in brackets."""
    group = line.removeprefix("### ")
    return f"【{group}】" if group != line else line.removeprefix("- ")


def read_news(path: Path) -> tuple[News, ...]:
    """What the notes beside an installer (更新说明) say is newer than this program.

    Raises UserError where the file cannot be read or holds no notes.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise UserError(f"读不了文件“{path.name}”", "请核对文件后重试") from error
    text = text_of(content)
    if text is None or not _HEADING.search(text):
        raise UserError(f"“{path.name}”不是更新说明", "请选择与安装包放在一起的“更新说明”文件")
    return news_in(text)
