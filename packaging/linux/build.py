#!/usr/bin/env python3
"""Builds the Debian packages for 统信 UOS、银河麒麟、Debian (root on Debian 12, x86_64).

python3 packaging/linux/build.py           the package for x86_64, in build/linux/out/
python3 packaging/linux/build.py --arm64   the one for arm64 instead, compiled across
python3 packaging/linux/build.py --fast    with quick compression
python3 packaging/linux/build.py --check   then install it in clean systems and try it (check.py)

The interpreter is compiled in a Debian 11 chroot, from the source that Debian itself signs. The
package for x86_64 runs from glibc 2.28 on (统信 UOS V20), the one for arm64 from 2.31, as Qt's
wheels do. Needs the environment of ``packaging/dev.py setup``.
"""

from __future__ import annotations

import gzip
import os
import re
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
COMPILER = ("gcc", "libc6-dev", "make", "dpkg-dev", "xz-utils")
HEADERS = (
    *("libssl-dev", "zlib1g-dev", "libffi-dev", "libbz2-dev", "liblzma-dev", "libexpat1-dev"),
    "uuid-dev",
)
TRIPLET = {"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}
MACHINE = {"amd64": 0x3E, "arm64": 0xB7}
"""``e_machine`` of an ELF file."""
GLIBC = {"amd64": 28, "arm64": 31}
"""The second figure of the oldest glibc: 2.28 has 统信 UOS V20, 2.31 银河麒麟 V10 SP1."""
OLD_VERSIONS = "".join(
    f'__asm__(".symver {name},{name}@GLIBC_2.2.5");\n'
    for name in ("exp", "exp2", "log", "log2", "pow")
)
"""glibc 2.29 gave these a second version; compiled with the first they run on older systems."""
# The newest PySide6 whose wheels run on that glibc; the program asks nothing newer of Qt.
QT = {"amd64": "6.9.3", "arm64": "6.8.0.2"}
WHEELS = {"amd64": "x86_64-manylinux_2_28", "arm64": "aarch64-manylinux_2_31"}
FIXES = re.compile(r"CVE|-gh-|crash|deadlock|nullptr")
"""Debian's patches that mend something, by name; the others suit CPython to Debian's own layout."""
NEEDED = ("_ctypes", "_hashlib", "_lzma", "_bz2", "pyexpat", "zlib")
"""Modules without which the program does not run; SQLite comes with the one that encrypts."""
LEFT_OUT = ("_ssl", "nis", "_sqlite3")
"""Modules for a network, which the program does not know; a second SQLite."""
SYSTEM = ("libc.", "libm.", "libpthread.", "libdl.", "ld-linux", "librt.", "libutil.", "libcrypt.")
"""Libraries every system has in a form that fits: those of glibc."""
RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libxcb-util1": "libxcb-util0"}
"""The same library under the name of newer Debian, or of Debian 10 (UOS V20)."""
LAUNCHER = """#!/bin/sh
# 公开台: the interpreter that came with it, and nothing of the user's own Python.
exec /opt/gongkai/runtime/bin/python3.11 -I -X utf8 -m gongkai_desktop "$@"
"""


def main(arguments: Sequence[str]) -> int:
    """Build what the docstring says; prints size and time."""
    if set(arguments) - {"--check", "--arm64", "--fast"}:
        print(__doc__)
        return 2
    restart_in_environment(arguments)
    sys.path[:0] = [str(HERE), str(ROOT / "packaging"), str(ROOT / "packaging" / "windows")]
    sys.path.insert(0, str(ROOT))
    import dev

    if os.geteuid() != 0:
        raise SystemExit("请以 root 运行：要建立 Debian 11 的编译环境")
    across = "--arm64" in arguments
    dev.install_system_packages([*TOOLS, "binutils-aarch64-linux-gnu"] if across else TOOLS)
    started = time.monotonic()
    OUT.mkdir(parents=True, exist_ok=True)
    package = build("arm64" if across else "amd64", fast="--fast" in arguments)
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


def build(architecture: str, *, fast: bool) -> Path:
    """The package of an architecture; ``fast`` trades size for time."""
    import licensing
    import payload

    from gongkai_desktop import __version__

    # The foreign interpreter is made with the help of the own one.
    for one in ("amd64", architecture):
        if not compiled(one).is_dir():
            compile_interpreter(one)
    tree = BUILD / f"tree-{architecture}"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / HOME
    shutil.copytree(compiled(architecture), home / "runtime", symlinks=True)
    install_libraries(home / "lib", architecture)
    licensing.gather(home, CHROOT / "src" / "LICENSE")
    prune(home, architecture)
    payload.copy_program(home / "app")
    payload.make_manual(home / "app" / "manual")
    payload.byte_compile(home)
    refuse_foreign(home, architecture)
    paths = home / "runtime" / "lib" / "python3.11" / "site-packages" / "gongkai.pth"
    paths.write_text(f"/{HOME}/lib\n/{HOME}/app\n", encoding="utf-8")
    place_in_system(tree, __version__, architecture)
    package = OUT / f"gongkai_{__version__}_{architecture}.deb"
    compression = ("-Zgzip", "-z1") if fast else ("-Zxz", "-z6")
    run("dpkg-deb", "--root-owner-group", *compression, "--build", tree, package)
    return package


def compiled(architecture: str) -> Path:
    """Where the interpreter of an architecture lies once it is made."""
    return CHROOT / f"out-{architecture}" / HOME / "runtime"


def compile_interpreter(architecture: str) -> None:
    """CPython 3.11 of Debian's own source with its fixes, for the oldest glibc."""
    make_chroot()
    across = architecture != "amd64"
    prepare_compiler(architecture, across=across)
    options = ["--with-system-expat", "--without-ensurepip", "--disable-test-modules"]
    if across:
        options += cross_options(TRIPLET[architecture])
    else:
        (CHROOT / "old.h").write_text(OLD_VERSIONS, encoding="ascii")
        options += ["ac_cv_func_sem_clockwait=no", "CFLAGS_NODIST='-include /old.h'"]
    place = f"/build-{architecture}"
    shutil.rmtree(CHROOT / place.lstrip("/"), ignore_errors=True)
    steps = (
        f"mkdir {place} && cd {place}",
        f"/src/configure -q --prefix=/{HOME}/runtime {' '.join(options)}",
        "make -s -j$(nproc)",
        f"make -s install DESTDIR=/out-{architecture}",
    )
    log = f"/build-{architecture}.log"
    quiet = f"{{ {' && '.join(steps)}; }} >{log} 2>&1 || {{ tail -40 {log} >&2; exit 1; }}"
    inside("sh", "-c", quiet)
    # A module whose library was not found is left out in silence; the program needs these.
    modules = compiled(architecture) / "lib" / "python3.11" / "lib-dynload"
    lacking = [name for name in NEEDED if not any(modules.glob(f"{name}.*.so"))]
    if lacking:
        shutil.rmtree(compiled(architecture))
        raise SystemExit(f"解释器缺少模块：{'、'.join(lacking)}")


def make_chroot() -> None:
    """A Debian 11 with the interpreter's source in it."""
    if not (CHROOT / "etc").is_dir():
        needed = "--include=ca-certificates"
        run("debootstrap", "--variant=minbase", needed, "bullseye", CHROOT, MIRROR)
    if not (CHROOT / "src").is_dir():
        shutil.move(fetch_source(), CHROOT / "src")


def prepare_compiler(architecture: str, *, across: bool) -> None:
    """Compiler and headers, the foreign ones beside those of the chroot's own architecture."""
    packages = [*COMPILER, *HEADERS]
    if across:
        inside("dpkg", "--add-architecture", architecture)
        packages += [f"{name}:{architecture}" for name in HEADERS]
        packages += [f"gcc-{TRIPLET[architecture]}", f"libc6-dev-{architecture}-cross"]
    inside("apt-get", "-qq", "update")
    inside("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages)


def cross_options(triplet: str) -> list[str]:
    """How the source is told that it is compiled for another machine."""
    own = f"/out-amd64/{HOME}/runtime/bin/python3.11"
    # What cannot be found out without running what was compiled.
    known = ["ac_cv_file__dev_ptmx=yes", "ac_cv_file__dev_ptc=no", "ac_cv_buggy_getaddrinfo=no"]
    return [
        f"--build={TRIPLET['amd64']}",
        f"--host={triplet}",
        f"--with-build-python={own}",
        *known,
    ]


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
    # The fix of CVE-2026-4224 counts on Debian's way, which puts this module into the program.
    expat = tree / "Modules" / "pyexpat.c"
    expat.write_text(f"#define Py_BUILD_CORE_MODULE 1\n{expat.read_text('utf-8')}", "utf-8")
    return tree


def lay_fixes(tree: Path, patches: Path) -> None:
    """Debian's fixes, in its order; one that does not fit is named, and the build goes on."""
    for name in (patches / "series").read_text(encoding="utf-8").split():
        if not FIXES.search(name):
            continue
        command = ["patch", "-p1", "-s", "-f", "-i", str(patches / name)]
        fits = subprocess.run([*command, "--dry-run"], cwd=tree, stdout=subprocess.DEVNULL)
        if fits.returncode:
            print(f"  没有采用的修补：{name}")
            continue
        subprocess.run(command, cwd=tree, check=True)


def install_libraries(folder: Path, architecture: str) -> None:
    """The locked versions as wheels for the oldest glibc; Qt the newest that has them."""
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
        # Copied, since what lies here is stripped, and uv's own store is to stay as it was.
        *(*uv, "install", "-q", *target, "--only-binary", ":all:", "--require-hashes"),
        *("--link-mode", "copy", "--target", folder, "-r", needed),
    )


def prune(home: Path, architecture: str) -> None:
    """Leave out what the program never loads."""
    import payload

    prune_qt(home / "lib" / "PySide6")
    prune_runtime(home / "runtime")
    library = home / "runtime" / "lib" / "python3.11"
    with_symbols = [*library.rglob("*.so"), *(home / "lib" / "sqlcipher3").glob("*.so")]
    with_symbols += (home / "lib" / "sqlalchemy").rglob("*.so")
    for file in [home / "runtime" / "bin" / "python3.11", *with_symbols]:
        run(f"{TRIPLET[architecture]}-strip", "--strip-unneeded", file)
    target = home / "runtime" / "lib"
    bundle_system_libraries(library / "lib-dynload", target, TRIPLET[architecture])
    payload.drop_needless(home / "lib")


def prune_qt(qt: Path) -> None:
    """Keep the modules that are imported, and what their plug-ins load."""
    import payload

    imported = ("Core", "Gui", "Widgets", "PrintSupport", "Svg", "Network")
    by_plugins = ("DBus", "XcbQpa", "OpenGL", "WaylandClient")
    libraries = {f"libQt6{name}.so.6" for name in (*imported, *by_plugins)}
    modules = {f"Qt{name}.abi3.so" for name in imported}
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


def prune_runtime(runtime: Path) -> None:
    """Drop what serves developers: headers, archives, tests, tools."""
    import payload

    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(runtime / name, ignore_errors=True)
    library = runtime / "lib" / "python3.11"
    unused = ("idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "pydoc_data", "test")
    for folder in [library / name for name in unused] + list(library.glob("config-3.11-*")):
        shutil.rmtree(folder, ignore_errors=True)
    for file in [*runtime.rglob("*.a"), *library.rglob("*.opt-?.pyc")]:
        file.unlink()
    payload.keep_only(runtime / "bin", lambda path: path.name == "python3.11")


def bundle_system_libraries(modules: Path, target: Path, triplet: str) -> None:
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
            shutil.copy(CHROOT / "usr" / "lib" / triplet / library, target / library)
        run("patchelf", "--set-rpath", "$ORIGIN/../..", module)


def refuse_foreign(home: Path, architecture: str) -> None:
    """Stop the build at a file of another architecture, or one that needs a newer glibc."""
    for file in sorted(path for path in home.rglob("*") if path.is_file()):
        with file.open("rb") as opened:
            if opened.read(4) != b"\x7fELF":
                continue
        content = file.read_bytes()
        needed = [int(figure) for figure in re.findall(rb"\0GLIBC_2\.(\d+)(?=[\0.])", content)]
        if int.from_bytes(content[18:20], "little") != MACHINE[architecture]:
            raise SystemExit(f"{file.relative_to(home)} 不是 {architecture} 的程序")
        if max(needed, default=0) > GLIBC[architecture]:
            raise SystemExit(f"{file.relative_to(home)} 需要 glibc 2.{max(needed)}")


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
    depends = ", ".join(f"{one} | {RENAMED[one]}" if one in RENAMED else one for one in needed)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = (
        (HERE / "control")
        .read_text(encoding="utf-8")
        .format(
            version=version,
            architecture=architecture,
            size=size,
            depends=depends,
            glibc=f"2.{GLIBC[architecture]}",
        )
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
