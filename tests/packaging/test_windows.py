"""The Windows installer's parts that need no Windows: icon, launchers' sources, what is kept."""

import importlib.util
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    spec = importlib.util.spec_from_file_location(name, WINDOWS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_icon_holds_a_picture_for_every_scale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    icon = load("icon", monkeypatch)
    target = tmp_path / "app.ico"
    icon.write_icon(ROOT / "resources" / "icons" / "app.svg", target)
    data = target.read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icon.SIZES))
    for n, size in enumerate(icon.SIZES):
        width, _, _, _, _, _, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * n)
        assert width == size % 256
        assert data[offset : offset + 8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack_from(">II", data, offset + 16) == (size, size)
        assert offset + length <= len(data)


def test_pruning_keeps_the_libraries_the_program_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = load("payload", monkeypatch)
    qt = tmp_path / "PySide6"
    names = ["Qt6Core.dll", "QtWidgets.pyd", "QtSvg.pyd", "__init__.py", "pyside6.abi3.dll"]
    dropped = ["Qt6Quick.dll", "opengl32sw.dll", "designer.exe", "QtQml.pyd"]
    for folder in ("plugins/platforms", "plugins/sqldrivers", "plugins/imageformats"):
        (qt / folder).mkdir(parents=True)
    (qt / "translations").mkdir()
    for name in [*names, *dropped, "plugins/platforms/qwindows.dll"]:
        (qt / name).touch()
    (qt / "translations" / "qtbase_zh_CN.qm").touch()
    (qt / "translations" / "qtbase_de.qm").touch()
    for name in ("PIL/_avif.pyd", "reportlab/fonts/DarkGarden.sfd", "six/tests/test_six.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    payload.prune(tmp_path)
    assert not list(tmp_path.rglob("_avif*")) and not list(tmp_path.rglob("DarkGarden*"))
    assert (tmp_path / "six").is_dir() and not (tmp_path / "six" / "tests").exists()
    left = {str(path.relative_to(qt)) for path in qt.rglob("*") if path.is_file()}
    kept = {"plugins/platforms/qwindows.dll", "translations/qtbase_zh_CN.qm"}
    assert left == {*names, *kept}


def test_a_changed_runtime_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = load("payload", monkeypatch)
    file = tmp_path / "python311.dll"
    file.write_bytes(b"other")
    with pytest.raises(SystemExit, match="校验值不符"):
        payload.refuse_other(file, payload.RUNTIME_FILES["python311.dll"])


def test_installer_and_launcher_agree_on_the_mutex() -> None:
    launcher = (WINDOWS / "launcher.c").read_text(encoding="utf-8")
    installer = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert 'L"Local\\\\GongkaiDesktop"' in launcher
    assert '!define ID "GongkaiDesktop"' in installer and 'w "Local\\${ID}"' in installer


def test_an_installer_neither_clears_a_shared_folder_nor_goes_back() -> None:
    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    section = script[script.index('Section "程序"') :]
    assert section.index("Call OwnFolder") < section.index("RMDir /r")
    assert "SetErrorLevel 6" in script


def test_byte_code_lies_beside_its_source_wherever_the_builder_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = load("payload", monkeypatch)
    monkeypatch.setattr(sys, "version_info", (3, 11))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    packages = [tmp_path / one for one in ("lib/PySide6", "lib/sqlalchemy", "app/gongkai_desktop")]
    for folder in packages:
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("known = 1\n", encoding="utf-8")
    payload.byte_compile(tmp_path)
    assert all(list((one / "__pycache__").glob("__init__.*.pyc")) for one in packages)
