"""The house keeps its own rules: sizes of rooms, the top level, no paths of any machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from gongkai_desktop.domain.role import USE_CASES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gongkai_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TOP_LEVEL = {
    "gongkai_desktop",
    "resources",
    "forms",
    "tests",
    "packaging",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
}


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_no_room_is_larger_than_400_lines() -> None:
    large = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in large.items() if lines > 400} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = []
    for path in SOURCES:
        if path.parent.name == "versions":  # a revision of the tables is a list, not a procedure
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                if node.end_lineno - node.lineno >= 40:
                    long.append(f"{path.name}:{node.name}")
    assert long == []


def test_the_top_level_holds_only_what_the_design_names() -> None:
    top = {path.split("/")[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_path_of_a_machine_stands_in_a_tracked_file() -> None:
    pattern = re.compile(r"(?<![\w.-])/(?:root|home|work|farm)/\w")
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".py", ".toml", ".md", ".json", ".lock", ".txt", ".qss", ".svg"}:
            text = path.read_text(encoding="utf-8")
            found += [name] if pattern.search(text) else []
    assert found == []


def test_no_unfinished_place_is_left_in_the_program() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    found = [path.name for path in SOURCES if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_use_case_of_the_program_says_which_right_it_needs() -> None:
    """A new ``workspace.change("…")`` is entered in ``domain/role.py`` under the right it needs."""
    found = {name for path in SOURCES for name in use_cases_in(path)}
    assert len(found) > 80
    assert sorted(found - USE_CASES.keys()) == []


def use_cases_in(path: Path) -> set[str]:
    """First words of every ``change("…")`` on a workspace."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on = node.func.value
        if node.func.attr == "change" and isinstance(on, ast.Name) and "workspace" in on.id:
            found |= {words.split("：")[0] for words in first_words(node.args[0])}
    return found


def first_words(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*first_words(node.body), *first_words(node.orelse)]
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return [str(node.values[0].value)]
    return []
