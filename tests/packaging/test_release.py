"""A release: what stops it, the table it leaves, the files it hands out, one version everywhere."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script on a committed checkout of its own, whose steps all pass."""
    for name in ("dev", "release"):
        spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
    dev = sys.modules["dev"]
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "said", lambda *words: "" if "status" in words else "1.2.3")
    monkeypatch.setattr(dev, "call", lambda command: None)
    monkeypatch.setattr(dev, "passes", lambda name, command: True)
    (tmp_path / "gongkai_desktop").mkdir()
    (tmp_path / "gongkai_desktop" / "__init__.py").write_text('__version__ = "1.2.3"\n')
    tell(tmp_path, "1.2.3", "1.2.2")
    monkeypatch.setattr(module, "wrong_versions", lambda clone, version: build(module, clone))
    return module


def build(release: ModuleType, clone: Path) -> str:
    """Stands for the builds: every package is there."""
    for file in release.packages(clone, "1.2.3"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file.name.encode())
    return ""


def tell(folder: Path, *versions: str) -> None:
    text = "".join(f"## {version}\n\n- 新。\n\n" for version in versions)
    (folder / "CHANGELOG.md").write_text(f"# 更新说明\n\n{text}", encoding="utf-8")


def table(folder: Path) -> str:
    return (folder / "out" / "release" / "检查结果.txt").read_text(encoding="utf-8")


def test_nothing_is_released_that_is_not_committed(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release.dev, "said", lambda *words: " M README.md")
    with pytest.raises(SystemExit, match="没有提交"):
        release.release()


def test_a_release_holds_the_packages_the_notes_the_table_and_their_hashes(
    release: ModuleType, tmp_path: Path
) -> None:
    assert release.release() == 0
    made = tmp_path / "out" / "release" / "1.2.3"
    assert {one.name for one in made.iterdir()} == {
        "Gongkai-1.2.3-Setup.exe", "Gongkai-1.2.3-便携版.zip",
        "gongkai_1.2.3_amd64.deb", "gongkai_1.2.3_arm64.deb",
        "更新说明.txt", "检查结果.txt", "SHA256SUMS",
    }  # fmt: skip
    setup = release.dev.digest(b"Gongkai-1.2.3-Setup.exe")
    assert f"{setup}  Gongkai-1.2.3-Setup.exe" in (made / "SHA256SUMS").read_text(encoding="utf-8")
    assert "未通过" not in table(tmp_path) and "没有做" not in table(tmp_path)


def test_notes_that_tell_of_another_version_first_stop_the_release(
    release: ModuleType, tmp_path: Path
) -> None:
    tell(tmp_path, "1.3.0", "1.2.3")
    assert release.release() == 1
    assert "未通过：CHANGELOG.md" in table(tmp_path)


def test_a_step_that_fails_releases_nothing_and_hides_no_other(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(release.dev, "passes", lambda name, words: "--arm64" not in words)
    assert release.release() == 1
    rows = table(tmp_path).splitlines()[3:]
    assert [row for row in rows if "未通过" in row] == [row for row in rows if "arm64" in row]
    assert len(rows) == len(release.steps(tmp_path, "1.2.3", fast=False))
    assert not (tmp_path / "out" / "release" / "1.2.3").exists()


def test_the_table_is_on_the_disk_when_a_step_is_interrupted(
    release: ModuleType, tmp_path: Path
) -> None:
    def killed() -> str:
        raise KeyboardInterrupt

    written = tmp_path / "检查结果.txt"
    with pytest.raises(KeyboardInterrupt):
        release.take({"甲": lambda: "", "乙": killed}, written, "公开台")
    assert written.read_text(encoding="utf-8").splitlines()[3:] == [
        "     0 秒  甲  通过",
        "还有 1 步没有做",
    ]


def test_fast_is_quick_compression_and_no_emulation(
    release: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    noted = lambda name, words: commands.append(list(map(str, words))) or True  # noqa: E731
    monkeypatch.setattr(release.dev, "passes", noted)
    assert release.release(fast=True) == 0
    builds = [command for command in commands if command[1].endswith("build.py")]
    assert len(builds) == 3 and all("--fast" in command for command in builds)
    (foreign,) = [command for command in commands if "--arm64" in command]
    assert "--check" not in foreign


def test_the_notes_begin_with_the_version_of_the_program() -> None:
    heads = re.findall(r"^## (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert heads[0] == __version__


def test_the_version_is_written_in_one_place() -> None:
    places = [*ROOT.glob("packaging/**/*.py"), *ROOT.glob("gongkai_desktop/**/*.py")]
    places += [ROOT / "pyproject.toml", *ROOT.glob("packaging/*/*.nsi")]
    written = re.compile(rf"\bversion\w*\W{{1,4}}{re.escape(__version__)}\b", re.IGNORECASE)
    found = [path.name for path in places if written.search(path.read_text(encoding="utf-8"))]
    assert found == []
