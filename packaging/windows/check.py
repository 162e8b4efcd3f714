#!/usr/bin/env python3
"""Installs and tries the Windows installer under Wine, in a prefix of its own.

python3 packaging/windows/check.py build/windows/out/Gongkai-….exe

Fresh prefix, silent installation, what the installed program does (installed.py), the real
window drawn and photographed, refusal while it is open, upgrade over itself, no way back to an
older version, the portable folder, removal with the data kept, a folder that others use. What
only a real Windows can show (input methods, printers, virus scanners, fonts) is not shown here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import installed
from wine import ID, Trial, Wine, make_locale, make_prefix, start_display, wait_for, windows

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "windows" / "截图"
SYSTEM_PACKAGES = (
    *("wine", "wine64", "xvfb", "xauth", "x11-utils", "xdotool", "imagemagick", "locales"),
    *("fonts-noto-cjk", "gcc-mingw-w64-x86-64-win32"),
)
OPEN_REFUSED, OLDER_REFUSED = 5, 6


def main(arguments: Sequence[str]) -> int:
    """0 when every step passed; the pictures of the window lie in build/windows/截图."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print(__doc__)
        return 2
    restart_in_environment(arguments)
    sys.path.insert(0, str(ROOT / "packaging"))
    import dev

    dev.install_system_packages(SYSTEM_PACKAGES)
    make_locale()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-wine-") as folder:
        display, server = start_display()
        trial = Trial(
            wine=Wine(Path(folder), display),
            setup=Path(arguments[0]).resolve(),
            version=dev.program_version(),
            pictures=PICTURES,
        )
        try:
            return try_all(trial)
        finally:
            trial.wine.close()
            server.terminate()


def restart_in_environment(arguments: Sequence[str]) -> None:
    """The libraries that look into what was made are those of the locked environment."""
    python = ROOT / ".venv" / "bin" / "python"
    if Path(sys.prefix) == ROOT / ".venv" or not python.exists():
        return
    again = [str(python), str(Path(__file__).resolve()), *arguments]
    raise SystemExit(subprocess.run(again).returncode)


def try_all(trial: Trial) -> int:
    """Every step in turn, the first failure ends the check."""
    steps: tuple[tuple[str, Callable[[Trial], None]], ...] = (
        ("建立环境", lambda one: make_prefix(one.wine)),
        ("静默安装", install),
        ("版本处处一致", installed.versions),
        ("许可证与使用手册", installed.papers),
        ("第一次打开", installed.first_start),
        ("安装后的自检", installed.self_test),
        ("演示文书的字体都嵌入", installed.demo),
        ("导入表格（中文路径）", installed.spreadsheet),
        ("加密的数据文件", installed.encryption),
        ("配置包与更新说明的预览", installed.update),
        ("各页截图和版面预览", installed.pages),
        ("窗口、帮助、运行中拒绝安装", draw_window),
        ("双击数据文件", installed.double_click),
        ("覆盖升级", upgrade),
        ("不退回旧版本", no_way_back),
        ("便携版", portable),
        ("卸载并保留数据", uninstall),
        ("别人也用的文件夹", shared_folder),
    )
    started = time.monotonic()
    for name, step in steps:
        try:
            step(trial)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            print(f"未通过  {name}：{error}")
            return 1
        print(f"{time.monotonic() - started:5.0f} 秒  通过  {name}", flush=True)
    return 0


def install(trial: Trial) -> None:
    """Silent, for one user; start menu and file association are there."""
    wine = trial.wine
    code, said = wine.run(trial.setup, "/S")
    assert code == 0, f"退出码 {code} {said}"
    assert (wine.installed / "Gongkai.exe").is_file(), "没有装上程序"
    menu = wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/公开台"
    assert (menu / "公开台.lnk").is_file(), "开始菜单里没有程序"
    assert (menu / "卸载公开台.lnk").is_file(), "开始菜单里没有卸载"
    assert f"{ID}.Office" in wine.registry(r"Software\Classes\.gkt"), "没有关联 .gkt 文件"
    opened = wine.registry(rf"Software\Classes\{ID}.Office\shell\open\command")
    assert 'Gongkai.exe" "%1"' in opened, f"双击数据文件不会打开程序：{opened}"


def draw_window(trial: Trial) -> None:
    """The window opens with the real Windows plug-in; the installer refuses meanwhile."""
    wine = trial.wine
    with wine.window(trial.program, title=installed.UNIT, picture=trial.picture("窗口")):
        wine.press("F1")
        time.sleep(3)
        wine.photograph(trial.picture("窗口-F1"))
        code, _ = wine.run(trial.setup, "/S")
        assert code == OPEN_REFUSED, f"程序开着时安装没有被拒绝（退出码 {code}）"


def upgrade(trial: Trial) -> None:
    """What an older version left goes; data stay as they are."""
    wine = trial.wine
    stale = wine.installed / "app" / "stale.py"
    stale.touch()
    wine.write_registry(rf"Software\{ID}", "Version", "0.0.9")
    before = trial.office.read_bytes()
    code, said = wine.run(trial.setup, "/S")
    assert code == 0, said
    assert not stale.exists(), "旧版本的文件还在"
    assert trial.office.read_bytes() == before, "升级改动了数据文件"
    assert trial.version in wine.registry(rf"Software\{ID}", "Version"), "没有记下新的版本"


def no_way_back(trial: Trial) -> None:
    """An older installer leaves the newer program alone."""
    wine = trial.wine
    wine.write_registry(rf"Software\{ID}", "Version", "99.0.0")
    code, _ = wine.run(trial.setup, "/S")
    assert code == OLDER_REFUSED, f"旧安装包没有被拒绝（退出码 {code}）"
    wine.write_registry(rf"Software\{ID}", "Version", trial.version)


def portable(trial: Trial) -> None:
    """The portable folder keeps its office beside the program, in a path as offices have them."""
    archive = next(trial.setup.parent.glob("*便携版.zip"), None)
    assert archive is not None, "没有便携版"
    place = trial.folder / "U盘 资料"
    with zipfile.ZipFile(archive) as folder:
        folder.extractall(place)
    request = place / "request.json"
    request.write_text(installed.REQUEST, encoding="utf-8")
    command = place / "公开台" / "bin" / "gongkai.exe"
    code, said = trial.wine.run(command, "register", "add", windows(request))
    assert code == 0, said
    assert (place / "公开台" / "数据" / "公开台.gkt").is_file(), "数据没有放在程序旁边"


def uninstall(trial: Trial) -> None:
    """Silent removal takes the program and leaves the office."""
    wine, menu = trial.wine, "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/公开台"
    wine.run(wine.installed / "Uninstall.exe", "/S")
    assert wait_for(lambda: not wine.installed.exists()), "程序没有删净"
    assert trial.office.is_file(), "卸载删掉了数据"
    assert not (wine.user / menu).exists(), "开始菜单没有清理"
    for key in (rf"Software\{ID}", rf"Software\Classes\{ID}.Office", r"Software\Classes\.gkt"):
        assert not wine.registry(key), f"注册表没有清理：{key}"


def shared_folder(trial: Trial) -> None:
    """Named a folder with other people's things, the installer goes below it and spares them."""
    wine = trial.wine
    place = wine.folder / "prefix" / "drive_c" / "单位 资料"
    others = place / "lib" / "别人的.txt"
    others.parent.mkdir(parents=True)
    others.write_text("别人的", encoding="utf-8")
    shutil.copy(trial.setup, place / "Setup.exe")
    # The folder goes last and unquoted, as in Windows' own prompt; so it needs that prompt.
    batch = place / "install.bat"
    batch.write_bytes('"%~dp0Setup.exe" /S /D=C:\\单位 资料\r\n'.encode("gbk"))
    code, said = wine.run("cmd", "/c", r"C:\单位 资料\install.bat")
    assert code == 0, f"退出码 {code} {said}"
    mine = place / ID
    assert (mine / "Gongkai.exe").is_file(), "没有装到指定的文件夹"
    assert others.is_file(), "安装删掉了别人的文件"
    code, said = wine.run(mine / "bin" / "gongkai.exe", "--version")
    assert code == 0 and trial.version in said, said
    wine.run(mine / "Uninstall.exe", "/S")
    assert wait_for(lambda: not mine.exists()), "程序没有删净"
    assert others.is_file(), "卸载删掉了别人的文件"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
