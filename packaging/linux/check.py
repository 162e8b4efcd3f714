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
PICTURES = BUILD / "截图"
SYSTEMS = {"amd64": ("bullseye", "bookworm"), "arm64": ("bullseye",)}
"""Emulation is slow: the oldest system has to do for the architecture that is not ours."""
MIRROR = "http://deb.debian.org/debian"
HOME = "/srv/clerk"
"""Where the user of the clean system keeps things; no machine's own home folder."""
DATA = f"{HOME}/.local/share/GongkaiDesktop/公开台.gkt"
DESKTOP = ("shared-mime-info", "desktop-file-utils")
"""What every desktop has and a minimal system has not: it registers menu entries and file types."""


def main(arguments: Sequence[str]) -> int:
    """0 when every system passes."""
    package = Path(arguments[0])
    architecture = package.stem.rpartition("_")[2]
    if architecture != "amd64":
        emulate()
    for suite in SYSTEMS[architecture]:
        started = time.monotonic()
        place = clean_system(suite, architecture)
        try:
            try_in(place, package)
            keep_pictures(place, f"{suite}-{architecture}")
        finally:
            shutil.rmtree(place, ignore_errors=True)
        told = f"{suite} {architecture}：安装、自检、加密、截图、关联、升级、卸载通过"
        print(f"  {told}，用时 {time.monotonic() - started:.0f} 秒", flush=True)
    return 0


def emulate() -> None:
    """Let this machine run programs for arm64, by qemu."""
    sys.path.insert(0, str(ROOT / "packaging"))
    import dev

    dev.install_system_packages(("qemu-user-static", "binfmt-support"))
    formats = Path("/proc/sys/fs/binfmt_misc")
    if not (formats / "register").exists():
        subprocess.run(["mount", "-t", "binfmt_misc", "binfmt_misc", formats], check=True)
    if not (formats / "qemu-aarch64").exists():
        subprocess.run(["update-binfmts", "--enable", "qemu-aarch64"], check=True)


def clean_system(suite: str, architecture: str) -> Path:
    """A minimal Debian of that release."""
    place = BUILD / f"clean-{suite}-{architecture}"
    shutil.rmtree(place, ignore_errors=True)
    kind = ["--variant=minbase", f"--arch={architecture}"]
    make = ["debootstrap", *kind, suite, str(place), MIRROR]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    return place


def try_in(place: Path, package: Path) -> None:
    """Install, try, upgrade and remove: the office's data stays as it was."""
    (place / HOME.lstrip("/")).mkdir(parents=True, exist_ok=True)
    shutil.copy(package, place / "tmp" / package.name)
    inside(place, "apt-get", "-qq", "update")
    install = ("apt-get", "-qq", "install", "-y", "--no-install-recommends")
    inside(place, *install, *DESKTOP, f"/tmp/{package.name}")
    use(place, version=package.name.split("_")[1])
    registered(place)
    kept = place / DATA.lstrip("/")
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(place / "tmp/demo/office.gkt", kept)
    before = kept.read_bytes()
    inside(place, *install, "--reinstall", f"/tmp/{package.name}")
    inside(place, "gongkai", "--office", DATA, "verify")
    expect(kept.read_bytes() == before, "升级改动了数据文件")
    inside(place, "apt-get", "-qq", "remove", "-y", "gongkai")
    expect(not (place / "opt/gongkai").exists(), "卸载后留下了程序文件")
    expect(not (place / "usr/bin/gongkai").exists(), "卸载后留下了命令")
    expect(kept.read_bytes() == before, "卸载改动了数据文件")


def use(place: Path, version: str) -> None:
    """What the installed program does: main job, sample office, register, encryption, pictures."""
    said = inside(place, "gongkai", "--version")
    expect(said.strip() == f"公开台 {version}", f"版本是 {said}")
    inside(place, "gongkai", "self-test")
    inside(place, "gongkai", "--office", DATA, "register", "list", "--json", refused=True)
    inside(place, "gongkai", "demo", "/tmp/demo")
    inside(
        place, "gongkai", "--office", "/tmp/demo/office.gkt", "register", "export", "/tmp/r.xlsx"
    )
    inside(place, "gongkai", "--office", "/tmp/往来 台账.gkt", "register", "import", "/tmp/r.xlsx")
    (place / "tmp" / "word.txt").write_text("口令-Abc-2026\n", encoding="utf-8")
    password = ("--target-password-file", "/tmp/word.txt")
    inside(place, "gongkai", "office", "copy", "/tmp/demo/office.gkt", "/tmp/secret.gkt", *password)
    secret = ("--office", "/tmp/secret.gkt", "--password-file", "/tmp/word.txt")
    inside(place, "gongkai", *secret, "verify")
    content = (place / "tmp" / "secret.gkt").read_bytes()
    expect(not content.startswith(b"SQLite format 3"), "没有加密")
    manual = place / "opt/gongkai/app/manual/使用手册.html"
    expect(version in manual.read_text(encoding="utf-8"), "没有这个版本的使用手册")


def registered(place: Path) -> None:
    """The desktop knows the menu entry, and that .gkt belongs to it."""
    entry = "/usr/share/applications/gongkai.desktop"
    inside(place, "desktop-file-validate", entry)
    globs = (place / "usr/share/mime/globs2").read_text(encoding="utf-8")
    expect("application/x-gongkai-office:*.gkt" in globs, "没有登记 .gkt 文件")
    known = (place / "usr/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
    expect("application/x-gongkai-office=gongkai.desktop" in known, "双击 .gkt 不会打开程序")


def keep_pictures(place: Path, name: str) -> None:
    """The pages the installed program drew, for people to look at."""
    target = PICTURES / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(place / "tmp" / "demo" / "截图", target)


def inside(place: Path, *words: str, refused: bool = False) -> str:
    """Run a command in the clean system, what it said; ``refused`` is one that must exit 2."""
    quiet = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": HOME,
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = ["chroot", str(place), *words]
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, errors="replace")
    wanted = 2 if refused else 0
    expect(done.returncode == wanted, f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def expect(fine: bool, what: str) -> None:
    """Stop with what is wrong."""
    if not fine:
        raise SystemExit(f"安装检查没有通过：{what[-3000:]}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
