"""Installs the Debian package in clean systems, tries the installed program, removes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "linux"
SYSTEMS = ("bullseye", "bookworm")
MIRROR = "http://deb.debian.org/debian"
HOME = "/srv/clerk"
"""Where the user of the clean system keeps things; no machine's own home folder."""
DATA = f"{HOME}/.local/share/GongkaiDesktop/公开台.gkt"


def main(arguments: Sequence[str]) -> int:
    """0 when every system passes."""
    package = Path(arguments[0])
    for suite in SYSTEMS:
        started = time.monotonic()
        place = clean_system(suite)
        try:
            try_in(place, package)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        print(f"  {suite}：安装、自检、截图、卸载通过，用时 {time.monotonic() - started:.0f} 秒")
    return 0


def clean_system(suite: str) -> Path:
    """A minimal Debian of that release."""
    place = BUILD / f"clean-{suite}"
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(
        ["debootstrap", "--variant=minbase", suite, str(place), MIRROR],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return place


def try_in(place: Path, package: Path) -> None:
    """Install, self-test, draw the window, write an office, remove: its data stays."""
    (place / HOME.lstrip("/")).mkdir(parents=True, exist_ok=True)
    shutil.copy(package, place / "tmp" / package.name)
    inside(place, "apt-get", "-qq", "update")
    inside(
        place, "apt-get", "-qq", "install", "-y", "--no-install-recommends", f"/tmp/{package.name}"
    )
    inside(place, "gongkai", "--version")
    inside(place, "gongkai", "self-test")
    inside(place, "gongkai", "screenshots", "/tmp/shots", "--size", "1093x614")
    expect(any((place / "tmp" / "shots").glob("01-*.png")), "没有截图")
    inside(place, "gongkai", "--office", DATA, "register", "list", "--json", refused=True)
    inside(place, "gongkai", "demo", "/tmp/demo")
    for name in ("applications/gongkai.desktop", "mime/packages/gongkai.xml"):
        expect((place / "usr/share" / name).is_file(), f"缺少 {name}")
    kept = place / DATA.lstrip("/")
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(place / "tmp/demo/office.gkt", kept)
    inside(place, "apt-get", "-qq", "remove", "-y", "gongkai")
    expect(not (place / "opt/gongkai").exists(), "卸载后留下了程序文件")
    expect(kept.is_file(), "卸载删掉了数据文件")


def inside(place: Path, *words: str, refused: bool = False) -> None:
    """Run a command in the clean system; ``refused`` is one that must exit 2."""
    quiet = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": HOME,
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        ["chroot", str(place), *words], env=quiet, capture_output=True, text=True, errors="replace"
    )
    expect(
        done.returncode == (2 if refused else 0), f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    )


def expect(fine: bool, what: str) -> None:
    """Stop with what is wrong."""
    if not fine:
        raise SystemExit(f"安装检查没有通过：{what[-3000:]}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
