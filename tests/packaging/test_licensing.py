"""The licences that go with a package: every component has its text, or there is no package."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def licensing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licensing", ROOT / "packaging" / "licensing.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def component(home: Path, name: str, metadata: str, *texts: str) -> None:
    info = home / "lib" / f"{name}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\n{metadata}\n", encoding="utf-8")
    for text in texts:
        (info / text).parent.mkdir(parents=True, exist_ok=True)
        (info / text).write_text("terms", encoding="utf-8")


def gathered(licensing: ModuleType, home: Path) -> Path:
    python = home / "python.txt"
    python.write_text("PSF", encoding="utf-8")
    licensing.gather(home, python)
    return home / "licences"


def test_texts_in_folders_of_any_name_come_along_and_the_list_names_all(
    licensing: ModuleType, tmp_path: Path
) -> None:
    component(tmp_path, "alpha-1.0", "License-Expression: MIT", "licenses/BUILD/zlib.txt")
    component(tmp_path, "beta-2.0", "Classifier: License :: OSI Approved :: BSD License", "COPYING")
    folder = gathered(licensing, tmp_path)
    assert (folder / "alpha-1.0" / "licenses" / "BUILD" / "zlib.txt").is_file()
    assert (folder / "beta-2.0" / "COPYING").is_file()
    lines = (folder / licensing.LIST).read_text(encoding="utf-8-sig").splitlines()
    assert lines[2:] == ["alpha 1.0　MIT", "beta 2.0　BSD License"]


def test_qt_comes_with_the_terms_it_is_used_under(licensing: ModuleType, tmp_path: Path) -> None:
    name = "PySide6_Essentials-6.8.0.2"
    component(tmp_path, name, "License: LGPL", "licenses/LicenseRef-Qt-Commercial.txt")
    folder = gathered(licensing, tmp_path)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.txt").read_text("utf-8")
    assert not list(folder.rglob("LicenseRef*"))


def test_a_component_without_any_text_stops_the_build(
    licensing: ModuleType, tmp_path: Path
) -> None:
    component(tmp_path, "gamma-3.0", "License: MIT")
    with pytest.raises(SystemExit, match=r"gamma 3\.0 没有许可证全文"):
        gathered(licensing, tmp_path)


def test_every_added_text_exists(licensing: ModuleType) -> None:
    wanted = {text for texts in licensing.ADDED.values() for text in texts}
    assert wanted <= {file.name for file in licensing.TEXTS.iterdir()}
