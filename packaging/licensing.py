"""Gathers the licence of everything a package ships (许可证): one folder, one list.

A wheel brings its own licence texts; what it bundles without a text, or names without one, lies
in packaging/licences/. A component without any text stops the build.
"""

from __future__ import annotations

import re
import shutil
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "packaging" / "licences"
FONTS = ROOT / "resources" / "fonts"
LIST = "组件清单.txt"

NAMED = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
QT = ("Qt-说明.txt", "LGPL-3.txt", "GPL-3.txt")
ADDED = {
    "pyside6_essentials": QT,
    "shiboken6": QT,
    # SQLCipher and OpenSSL are compiled into the module, iconv into the one of lxml.
    "sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt"),
    "lxml": ("LGPL-2.1.txt",),
    "chinese_calendar": ("chinese_calendar.txt",),
}
"""Texts of packaging/licences/ by the component that needs them beside its own."""


def gather(home: Path, python_licence: Path) -> None:
    """Fill ``licences`` of an installation from its ``lib``; SystemExit where a text is lacking."""
    target = home / "licences"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "LICENSE", target / "公开台-LICENSE.txt")
    shutil.copy(python_licence, target / "Python-LICENSE.txt")
    shutil.copytree(FONTS / "licences", target / "fonts")
    # Fandol's licence asks for the means by which the fonts were made from their source.
    shutil.copy(FONTS / "README.md", target / "fonts" / "说明.md")
    shutil.copy(ROOT / "packaging" / "fonts.py", target / "fonts" / "fonts.py")
    for text in TEXTS.iterdir():
        shutil.copy(text, target / text.name)
    lines = [component(info, target) for info in sorted((home / "lib").glob("*.dist-info"))]
    head = ["随公开台安装的组件、版本、许可证，全文在本文件夹。", ""]
    (target / LIST).write_text("\r\n".join([*head, *lines, ""]), encoding="utf-8-sig")


def component(info: Path, target: Path) -> str:
    """Copy the texts of one component; its line of the list."""
    name, _, version = info.name.removesuffix(".dist-info").partition("-")
    own = texts_of(info)
    added = ADDED.get(name.lower(), ())
    if not own and not added:
        raise SystemExit(f"{name} {version} 没有许可证全文，请放进 packaging/licences")
    for file in own:
        place = target / f"{name}-{version}" / file.relative_to(info).as_posix()
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    return "　".join(filter(None, (f"{name} {version}", stated_in(info), "、".join(added))))


def texts_of(info: Path) -> list[Path]:
    """The licence texts a wheel brought; a reference to terms that are not ours is none."""
    files = [path for path in info.rglob("*") if path.is_file()]
    return [
        file
        for file in files
        if (NAMED.search(file.name) or "licenses" in file.relative_to(info).parts)
        and "LicenseRef" not in file.name
    ]


def stated_in(info: Path) -> str:
    """The licence in the component's own words, one line."""
    about: Message = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    stated = about.get("License-Expression") or about.get("License") or ""
    if not stated.strip() or "\n" in stated.strip():
        classified = [one for one in about.get_all("Classifier", []) if "License ::" in one]
        stated = classified[0].rpartition(":: ")[2] if classified else ""
    return stated.strip()
