#!/usr/bin/env python3
"""Builds the Windows installer on Debian (or on Windows with NSIS and MinGW installed).

python3 packaging/windows/build.py           installer and portable folder, smallest size
python3 packaging/windows/build.py --fast    the same with quick compression
python3 packaging/windows/build.py --check   then install and try it under Wine (check.py)

Needs the environment of ``python3 packaging/dev.py setup`` and starts itself in it. Everything
lands in build/windows/; the parts to hand out in build/windows/out/ with a SHA-256 list.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "windows"
OUT = BUILD / "out"
SYSTEM_PACKAGES = ("nsis", "gcc-mingw-w64-x86-64-win32", "binutils-mingw-w64-x86-64")
PORTABLE_MARK = "便携.txt"
PORTABLE_NOTE = (
    "本文件夹是公开台的便携版：数据放在旁边的“数据”文件夹里。\r\n"
    "请整个文件夹一起复制和备份；删除本文件后，程序改用当前用户的数据文件夹。\r\n"
)


def main(arguments: Sequence[str]) -> int:
    """Build what the docstring says; prints sizes and times."""
    unknown = set(arguments) - {"--fast", "--check"}
    if unknown:
        print(__doc__)
        return 2
    restart_in_environment(arguments)
    sys.path[:0] = [str(HERE), str(ROOT / "packaging"), str(ROOT)]
    import dev

    dev.install_system_packages(SYSTEM_PACKAGES)
    started = time.monotonic()
    for folder in (OUT, BUILD / "cache"):
        folder.mkdir(parents=True, exist_ok=True)
    built = build(fast="--fast" in arguments)
    for file in built:
        print(f"{file.stat().st_size / 1e6:7.1f} MB  {file.relative_to(ROOT)}")
    print(f"用时 {time.monotonic() - started:.0f} 秒")
    if "--check" in arguments:
        import check

        return check.main([str(built[0])])
    return 0


def restart_in_environment(arguments: Sequence[str]) -> None:
    """The libraries and tools of the build are those of the locked environment."""
    name = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    python = ROOT / ".venv" / name
    if all(importlib.util.find_spec(tool) for tool in ("uv", "PySide6")):
        return
    if not python.exists():
        raise SystemExit("请先运行：python3 packaging/dev.py setup")
    again = [str(python), str(HERE / "build.py"), *arguments]
    raise SystemExit(subprocess.run(again).returncode)


def build(*, fast: bool) -> list[Path]:
    """The installer, the portable folder as a zip, and the list of their hashes."""
    import icon
    import payload

    version = program_version()
    icon.write_icon(ROOT / "resources" / "icons" / "app.svg", BUILD / "app.ico")
    launchers = [
        (compile_launcher("Gongkai.exe", version), "Gongkai.exe"),
        (compile_launcher("gongkai-console.exe", version, console=True), "bin/gongkai.exe"),
    ]
    tree = BUILD / "payload"
    payload.assemble(tree, BUILD / "cache", launchers)
    setup = make_installer(tree, version, fast=fast)
    portable = make_portable(tree, version, fast=fast)
    return [setup, portable, write_hashes([setup, portable])]


def program_version() -> str:
    """The version of the program, three numbers, from its one place."""
    from gongkai_desktop import __version__

    return __version__


def compile_launcher(name: str, version: str, *, console: bool = False) -> Path:
    """One launcher with icon, version and manifest, by MinGW."""
    for part in ("launcher.rc", "launcher.manifest", "launcher.c"):
        shutil.copy(HERE / part, BUILD / part)
    numbers = ",".join([*version.split("."), "0"])
    header = f'#define GONGKAI_VERSION "{version}"\n#define GONGKAI_NUMBERS {numbers}\n'
    (BUILD / "version.h").write_text(header, encoding="ascii")
    resource, target = BUILD / "launcher.o", BUILD / name
    run(["x86_64-w64-mingw32-windres", "-c", "65001", "launcher.rc", resource])
    kind = ["-DCONSOLE", "-mconsole"] if console else ["-mwindows"]
    gcc = ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-municode", "-static", "-Wall", *kind]
    run([*gcc, "launcher.c", resource, "-o", target])
    return target


def make_installer(tree: Path, version: str, *, fast: bool) -> Path:
    """Gongkai-Setup by NSIS; ``fast`` trades size for time."""
    target = OUT / f"Gongkai-{version}-Setup.exe"
    defined = {"VERSION": version, "PAYLOAD": tree, "OUT": target, "ICON": BUILD / "app.ico"}
    words = [f"-D{name}={value}" for name, value in defined.items()]
    quick = ["-DFAST"] if fast else []
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *words, *quick, HERE / "installer.nsi"])
    return target


def make_portable(tree: Path, version: str, *, fast: bool) -> Path:
    """The same folder as a zip, with the mark that keeps the data beside the program."""
    target = OUT / f"Gongkai-{version}-便携版.zip"
    level = 1 if fast else 9
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.writestr(f"公开台/{PORTABLE_MARK}", "\ufeff" + PORTABLE_NOTE)
        for file in sorted(path for path in tree.rglob("*") if path.is_file()):
            archive.write(file, f"公开台/{file.relative_to(tree).as_posix()}")
    return target


def write_hashes(files: Sequence[Path]) -> Path:
    """SHA256SUMS as ``sha256sum -c`` reads it."""
    target = OUT / "SHA256SUMS"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    target.write_text("".join(lines), encoding="utf-8")
    return target


def run(command: Sequence[object]) -> None:
    """Run one tool in the build folder; the build stops when it fails."""
    words = list(map(str, command))
    if subprocess.run(words, cwd=BUILD).returncode != 0:
        raise SystemExit(f"没有成功：{' '.join(words)}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
