"""A release (发布): everything a version has to pass, from a clean clone, told in one table.

Started by ``packaging/dev.py release``. What was run, with its result and time, is written to
out/release/检查结果.txt step by step; the packages follow into out/release/版本 when all passed.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import dev

NOTES = "更新说明.txt"
PACKAGES = {
    "windows": ("Gongkai-{}-Setup.exe", "Gongkai-{}-便携版.zip"),
    "linux": ("gongkai_{}_amd64.deb", "gongkai_{}_arm64.deb"),
}
"""The files to hand out by the system they are built for; the version stands in their name."""

Step = Callable[[], str]
"""Something a version has to pass: what is wrong with it, nothing where it passed."""


@dataclass(frozen=True)
class Result:
    """One row of the table."""

    name: str
    wrong: str
    seconds: float

    @property
    def words(self) -> str:
        """The row as people read it."""
        verdict = f"未通过：{self.wrong}" if self.wrong else "通过"
        return f"{self.seconds:6.0f} 秒  {self.name}  {verdict}"


def release(*, fast: bool = False) -> int:
    """0 when every step passed and the packages lie in out/release.

    ``fast`` compresses less and leaves the package for arm64 untried: emulation takes long.
    """
    if dev.said("git", "status", "--porcelain"):
        raise SystemExit("有没有提交的改动，请先提交")
    shop = dev.ROOT / "out" / "release"
    shop.mkdir(parents=True, exist_ok=True)
    version, commit = dev.program_version(), dev.said("git", "rev-parse", "--short", "HEAD")
    head = f"公开台 {version}　提交 {commit}　{platform.system()} {platform.machine()}"
    with tempfile.TemporaryDirectory(prefix="gongkai-release-") as folder:
        clone = Path(folder) / "gongkai"
        dev.call(["git", "clone", "-q", dev.ROOT, clone])
        results = take(steps(clone, version, fast=fast), shop / "检查结果.txt", head)
        if any(one.wrong for one in results):
            print(f"未通过：{'、'.join(one.name for one in results if one.wrong)}", flush=True)
            return 1
        gather(clone, shop / version, version)
    shutil.copy(shop / "检查结果.txt", shop / version / "检查结果.txt")
    print(f"可以发布的文件在：{shop / version}")
    return 0


def steps(clone: Path, version: str, *, fast: bool) -> dict[str, Step]:
    """All steps by name, in order; each answers for itself."""
    script = [dev.base_interpreter(), clone / "packaging" / "dev.py"]
    python = clone / ".venv" / "bin" / "python"
    windows, linux = (clone / "packaging" / one / "build.py" for one in ("windows", "linux"))
    quick, tried = (["--fast"], []) if fast else ([], ["--check"])
    foreign = f"Debian 软件包（arm64），{'只打包' if fast else '安装并试用'}"
    return {
        "更新说明写着这个版本": lambda: wrong_notes(version),
        "干净的副本里检查和测试": lambda: ran([*script, "test"]),
        "Windows 安装包，安装并试用": lambda: ran([python, windows, *quick, "--check"]),
        "Debian 软件包（x86_64），安装并试用": lambda: ran([python, linux, *quick, "--check"]),
        foreign: lambda: ran([python, linux, "--arm64", *quick, *tried]),
        "各处版本一致": lambda: wrong_versions(clone, version),
    }


def take(wanted: dict[str, Step], table: Path, head: str) -> list[Result]:
    """Every step in turn; the table is on the disk after each, whatever happens then."""
    results: list[Result] = []
    for name, step in wanted.items():
        dev.stage(name)
        started = time.monotonic()
        wrong = step()
        results.append(Result(name=name, wrong=wrong, seconds=time.monotonic() - started))
        print(results[-1].words, flush=True)
        lines = [head, f"写于 {datetime.now():%Y-%m-%d %H:%M}", "", *(one.words for one in results)]
        left = len(wanted) - len(results)
        lines += [f"还有 {left} 步没有做"] if left else []
        table.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return results


def ran(command: Sequence[object]) -> str:
    """Run a program of the clone; what is wrong."""
    return "" if dev.passes("", command) else "请看上面的输出"


def wrong_notes(version: str) -> str:
    """Whether users are told of this version before any other."""
    text = (dev.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (\S+)$", text, re.MULTILINE)
    return "" if heads[:1] == [version] else f"CHANGELOG.md 最上面是 {heads[:1]}，程序是 {version}"


def wrong_versions(clone: Path, version: str) -> str:
    """Whether the program, its packages and what they say of themselves agree."""
    wrong = []
    program = [str(clone / ".venv" / "bin" / "gongkai"), "--version"]
    said = subprocess.run(program, capture_output=True, text=True).stdout.strip()
    if said != f"公开台 {version}":
        wrong.append(f"gongkai --version 是 {said}")
    lacking = [file.name for file in packages(clone, version) if not file.is_file()]
    wrong += [f"没有 {name}" for name in lacking]
    for file in packages(clone, version):
        if file.suffix == ".deb" and file.is_file():
            stated = dev.said("dpkg-deb", "-f", str(file), "Version")
            wrong += [f"{file.name} 里写的是 {stated}"] if stated != version else []
    return "；".join(wrong)


def packages(clone: Path, version: str) -> list[Path]:
    """The files to hand out, where they are built."""
    return [
        clone / "build" / system / "out" / name.format(version)
        for system, names in PACKAGES.items()
        for name in names
    ]


def gather(clone: Path, target: Path, version: str) -> None:
    """The packages, the notes (更新说明) and the hashes of all, in one folder."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in packages(clone, version):
        shutil.copy(file, target / file.name)
    shutil.copy(dev.ROOT / "CHANGELOG.md", target / NOTES)
    files = sorted(target.iterdir())
    lines = [f"{dev.digest(file.read_bytes())}  {file.name}\n" for file in files]
    (target / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
