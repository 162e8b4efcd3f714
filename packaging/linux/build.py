#!/usr/bin/env python3
"""Builds the Debian package for 统信 UOS、银河麒麟、Debian (root on Debian 12).

python3 packaging/linux/build.py           the package, in build/linux/out/
python3 packaging/linux/build.py --check   then install it in clean systems and try it (check.py)

The interpreter is compiled in a Debian 11 chroot, from the source that Debian itself signs, so
that the package runs from glibc 2.31 on. Needs the environment of ``packaging/dev.py setup``.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "linux"
OUT = BUILD / "out"
CHROOT = BUILD / "debian11"
HOME = "opt/gongkai"
MIRROR = "http://deb.debian.org/debian"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
TOOLS = ("debootstrap", "dpkg-dev", "binutils", "patchelf")
COMPILER = (
    *("gcc", "libc6-dev", "make", "libssl-dev", "zlib1g-dev", "libffi-dev", "libsqlite3-dev"),
    *("libbz2-dev", "liblzma-dev", "libexpat1-dev", "uuid-dev", "xz-utils"),
)
# The newest PySide6 whose wheels run on glibc 2.31; the program asks nothing newer of Qt.
QT = {"amd64": "6.9.3", "arm64": "6.8.0.2"}
WHEELS = {"amd64": "x86_64-manylinux_2_31", "arm64": "aarch64-manylinux_2_31"}
# Fits no longer after the fixes before it, or is about what the program has no part of.
PATCHES_LEFT_OUT = ("CVE-2023-41105", "CVE-2026-4224")
NEEDED = ("_ctypes", "_hashlib", "_lzma", "_bz2", "_sqlite3", "pyexpat", "zlib")
"""Modules without which the program does not run."""
LEFT_OUT = ("_ssl", "nis")
"""Modules for a network, which the program does not know."""
SYSTEM = ("libc.", "libm.", "libpthread.", "libdl.", "ld-linux", "librt.", "libutil.", "libcrypt.")
"""Libraries every system has in a form that fits: those of glibc."""
LAUNCHER = """#!/bin/sh
# 公开台: the interpreter that came with it, and nothing of the user's own Python.
exec /opt/gongkai/runtime/bin/python3.11 -I -X utf8 -m gongkai_desktop "$@"
"""


def main(arguments: Sequence[str]) -> int:
    """Build what the docstring says; prints size and time."""
    if set(arguments) - {"--check"}:
        print(__doc__)
        return 2
    restart_in_environment(arguments)
    sys.path[:0] = [str(HERE), str(ROOT / "packaging"), str(ROOT / "packaging" / "windows")]
    sys.path.insert(0, str(ROOT))
    import dev

    if os.geteuid() != 0:
        raise SystemExit("请以 root 运行：要建立 Debian 11 的编译环境")
    dev.install_system_packages(TOOLS)
    started = time.monotonic()
    OUT.mkdir(parents=True, exist_ok=True)
    package = build()
    print(f"{package.stat().st_size / 1e6:7.1f} MB  {package.relative_to(ROOT)}")
    print(f"用时 {time.monotonic() - started:.0f} 秒")
    if "--check" in arguments:
        import check

        return check.main([str(package)])
    return 0


def restart_in_environment(arguments: Sequence[str]) -> None:
    """The libraries and tools of the build are those of the locked environment."""
    python = ROOT / ".venv" / "bin" / "python"
    if Path(sys.prefix) == ROOT / ".venv":
        return
    if not python.exists():
        raise SystemExit("请先运行：python3 packaging/dev.py setup")
    again = [str(python), str(HERE / "build.py"), *arguments]
    raise SystemExit(subprocess.run(again).returncode)


def build() -> Path:
    """The package of this machine's architecture."""
    import payload

    from gongkai_desktop import __version__

    architecture = said("dpkg", "--print-architecture")
    if not (CHROOT / "out" / HOME / "runtime").is_dir():
        compile_interpreter()
    tree = BUILD / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / HOME
    shutil.copytree(CHROOT / "out" / HOME / "runtime", home / "runtime", symlinks=True)
    install_libraries(home / "lib", architecture)
    gather_licences(home)
    prune(home)
    payload.copy_program(home / "app")
    payload.make_manual(home / "app" / "manual")
    payload.byte_compile(home)
    paths = home / "runtime" / "lib" / "python3.11" / "site-packages" / "gongkai.pth"
    paths.write_text(f"/{HOME}/lib\n/{HOME}/app\n", encoding="utf-8")
    place_in_system(tree, __version__, architecture)
    package = OUT / f"gongkai_{__version__}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z4", "--build", tree, package)
    return package


def compile_interpreter() -> None:
    """CPython 3.11 of Debian's own source with its security fixes, for glibc 2.31."""
    if not (CHROOT / "etc").is_dir():
        run(
            "debootstrap",
            "--variant=minbase",
            "--include=ca-certificates",
            "bullseye",
            CHROOT,
            MIRROR,
        )
    inside("apt-get", "-qq", "update")
    inside("apt-get", "-qq", "install", "-y", "--no-install-recommends", *COMPILER)
    source = fetch_source()
    shutil.rmtree(CHROOT / "src", ignore_errors=True)
    shutil.move(source, CHROOT / "src")
    options = "--with-system-expat --without-ensurepip --disable-test-modules"
    steps = (
        f"cd /src && ./configure -q --prefix=/{HOME}/runtime {options}",
        "make -s -j$(nproc)",
        "make -s install DESTDIR=/out",
    )
    inside("sh", "-c", " && ".join(steps))
    # A module whose library was not found is left out in silence; the program needs these.
    inside(f"/out/{HOME}/runtime/bin/python3.11", "-c", f"import {', '.join(NEEDED)}")


def fetch_source() -> Path:
    """The source package, its signature checked by apt, with the security fixes laid on."""
    shop = BUILD / "source"
    shutil.rmtree(shop, ignore_errors=True)
    (shop / "lists" / "partial").mkdir(parents=True)
    listed = shop / "source.list"
    listed.write_text(f"deb-src [signed-by={KEYRING}] {MIRROR} bookworm main\n", encoding="ascii")
    options = [f"Dir::Etc::sourcelist={listed}", "Dir::Etc::sourceparts=-"]
    options += [f"Dir::State::lists={shop / 'lists'}", "APT::Get::List-Cleanup=0"]
    flags = [part for option in options for part in ("-o", option)]
    run("apt-get", "-qq", *flags, "update")
    subprocess.run(
        ["apt-get", "-qq", *flags, "source", "--download-only", "python3.11"], cwd=shop, check=True
    )
    tree, debian = shop / "tree", shop / "debian-part"
    for folder, pattern, strip in ((tree, "*.orig.tar.*", 1), (debian, "*.debian.tar.*", 0)):
        folder.mkdir()
        (archive,) = shop.glob(pattern)
        run("tar", "xf", archive, "-C", folder, f"--strip-components={strip}")
    lay_fixes(tree, debian / "debian" / "patches")
    return tree


def lay_fixes(tree: Path, patches: Path) -> None:
    """Debian's security fixes, in its order."""
    for name in (patches / "series").read_text(encoding="utf-8").split():
        if "CVE" not in name or name.startswith(PATCHES_LEFT_OUT):
            continue
        command = ["patch", "-p1", "-s", "-f", "-i", str(patches / name)]
        fits = subprocess.run([*command, "--dry-run"], cwd=tree, stdout=subprocess.DEVNULL)
        if fits.returncode:
            print(f"  没有采用的修补：{name}")
            continue
        subprocess.run(command, cwd=tree, check=True)


def install_libraries(folder: Path, architecture: str) -> None:
    """The locked versions as wheels for glibc 2.31; Qt the newest that has them."""
    needed, pins = BUILD / "requirements.txt", BUILD / "constraints.txt"
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8").splitlines()
    lines = [line.rstrip(" \\") for line in lock if "==" in line and not line.startswith(" ")]
    kept = [line for line in lines if not line.lower().startswith(("pyside6", "shiboken6"))]
    pins.write_text("\n".join([*kept, f"PySide6-Essentials=={QT[architecture]}", ""]), "utf-8")
    target = ("--python-platform", WHEELS[architecture], "--python-version", "3.11")
    uv = (sys.executable, "-m", "uv", "pip")
    run(
        *(*uv, "compile", "-q", "--no-header", "--generate-hashes", *target),
        *("--only-binary", ":all:", "--constraint", pins, ROOT / "pyproject.toml", "-o", needed),
    )
    run(
        *(*uv, "install", "-q", *target, "--only-binary", ":all:", "--require-hashes"),
        *("--target", folder, "-r", needed),
    )


def prune(home: Path) -> None:
    """Leave out what the window never loads."""
    import payload

    qt = home / "lib" / "PySide6"
    kept = ("Core", "Gui", "Widgets", "PrintSupport", "Svg", "Network", "DBus", "XcbQpa", "OpenGL")
    libraries = {f"libQt6{name}.so.6" for name in (*kept, "WaylandClient")}
    modules = {f"Qt{name}.abi3.so" for name in kept}
    plugins = {
        *("platforms", "platforminputcontexts", "xcbglintegrations", "imageformats"),
        *("iconengines", "printsupport", "wayland-shell-integration", "wayland-decoration-client"),
        "wayland-graphics-integration-client",
    }
    named = {"plugins", "translations", "lib"}
    payload.keep_only(
        qt,
        lambda path: (
            path.name in modules | {"Qt"}
            or path.name.startswith("libpyside6.abi3")
            or path.suffix == ".py"
        ),
    )
    payload.keep_only(qt / "Qt", lambda path: path.name in named)
    payload.keep_only(
        qt / "Qt" / "lib", lambda path: path.name in libraries or path.name.startswith("libicu")
    )
    payload.keep_only(qt / "Qt" / "plugins", lambda path: path.name in plugins)
    chinese = {"qt_zh_CN.qm", "qtbase_zh_CN.qm"}
    payload.keep_only(qt / "Qt" / "translations", lambda path: path.name in chinese)
    runtime = home / "runtime"
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(runtime / name, ignore_errors=True)
    library = runtime / "lib" / "python3.11"
    unused = ("idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "pydoc_data", "test")
    for folder in [library / name for name in unused] + list(library.glob("config-3.11-*")):
        shutil.rmtree(folder, ignore_errors=True)
    for file in [runtime / "bin" / "python3.11", *library.rglob("*.so")]:
        run("strip", "--strip-unneeded", file)
    for file in library.rglob("*.opt-?.pyc"):
        file.unlink()
    bundle_system_libraries(library / "lib-dynload", runtime / "lib")
    payload.keep_only(runtime / "bin", lambda path: path.name == "python3.11")
    shutil.rmtree(home / "lib" / "bin", ignore_errors=True)
    for folder in sorted((home / "lib").rglob("*"), reverse=True):
        if folder.is_dir() and folder.name in {"tests", "test", "testing", "__pycache__"}:
            shutil.rmtree(folder)


def bundle_system_libraries(modules: Path, target: Path) -> None:
    """What the interpreter's modules load of Debian 11 comes along: newer systems have others."""
    for name in LEFT_OUT:
        for file in modules.glob(f"{name}.*.so"):
            file.unlink()
    for module in sorted(modules.glob("*.so")):
        for line in said("readelf", "-d", str(module)).splitlines():
            if "(NEEDED)" not in line:
                continue
            library = line.split("[")[1].rstrip("]")
            if library.startswith(SYSTEM):
                continue
            source = next((CHROOT / "usr/lib").glob(f"*-linux-gnu/{library}"))
            shutil.copy(source, target / library)
        run("patchelf", "--set-rpath", "$ORIGIN/../..", module)


def gather_licences(home: Path) -> None:
    """Licence texts as they came with every package, one folder each."""
    import payload

    target = home / "licences"
    target.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", target / "公开台-LICENSE.txt")
    shutil.copytree(ROOT / "resources" / "fonts" / "licences", target / "fonts")
    shutil.copy(CHROOT / "src" / "LICENSE", target / "Python-LICENSE.txt")
    shutil.copy(ROOT / "packaging" / "windows" / "licences" / "Qt-说明.txt", target / "Qt-说明.txt")
    for info in sorted((home / "lib").glob("*.dist-info")):
        place = target / info.name.removesuffix(".dist-info")
        place.mkdir()
        named = [file for file in info.rglob("*") if payload.LICENCE_NAMES.search(file.name)]
        for file in [path for path in named if path.is_file()] or [info / "METADATA"]:
            shutil.copy(file, place / file.name)


def place_in_system(tree: Path, version: str, architecture: str) -> None:
    """Command, menu entry, icon, file type, and what dpkg has to know."""
    from gongkai_desktop.ui.display import FOR_X11, TO_DRAW

    for place, name in (
        ("usr/share/applications", "gongkai.desktop"),
        ("usr/share/mime/packages", "gongkai.xml"),
        ("usr/share/doc/gongkai", "copyright"),
    ):
        put(tree / place / name, (HERE / name).read_bytes())
    put(tree / "usr/bin/gongkai", LAUNCHER.encode(), executable=True)
    icon = (ROOT / "resources" / "icons" / "app.svg").read_bytes()
    put(tree / "usr/share/icons/hicolor/scalable/apps/gongkai.svg", icon)
    news = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0)
    put(tree / "usr/share/doc/gongkai/changelog.gz", news)
    needed = sorted({*TO_DRAW.values(), *FOR_X11.values()})
    depends = ", ".join(f"{one} | {one}t64" if one == "libglib2.0-0" else one for one in needed)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = (
        (HERE / "control")
        .read_text(encoding="utf-8")
        .format(version=version, architecture=architecture, size=size, depends=depends)
    )
    put(tree / "DEBIAN" / "control", control.encode())


def put(path: Path, content: bytes, *, executable: bool = False) -> None:
    """One file of the package."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755 if executable else 0o644)


def inside(*words: object) -> None:
    """Run a command in the Debian 11 chroot."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    command = ["chroot", str(CHROOT), *map(str, words)]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def run(*words: object) -> None:
    """Run a command that must succeed."""
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)


def said(*words: str) -> str:
    """What a command prints."""
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
