"""审计: what a shell prints or exports is noted once it is written, and not before."""

from pathlib import Path

import pytest

from gongkai_desktop.services.workspace import open_workspace
from tests.cli.conftest import Run

NO = "2026-011"
PRINTS = {
    "letter": (("letter", "make", NO, "A1", "--pdf"), "打印文书"),
    "sheet": (("sheet", NO, "--pdf"), "打印期限演算单"),
    "bundle": (("bundle", NO), "生成证据材料"),
    "archive": (("archive", NO), "装订案卷"),
    "statistics": (("statistics", "compile", "month", "2026-10", "--xlsx"), "导出统计报表"),
    "statistics on paper": (("statistics", "compile", "month", "2026-10", "--pdf"), "打印统计报表"),
    "assessment": (("statistics", "score", "2026", "--pdf"), "打印自评表"),
    "evidence": (("statistics", "score", "2026", "--evidence"), "导出佐证材料"),
    "tables": (("annual", "compile", "2025", "--xlsx"), "导出年度报告"),
    "report": (("annual", "compile", "2025", "--docx"), "导出年度报告"),
    "register": (("register", "export"), "导出登记簿"),
    "ledger": (("ledger", "export", "mail_in"), "导出台账"),
}


def noted(office: Path) -> list[tuple[str, str]]:
    """Use case and file of every entry, the latest first."""
    workspace = open_workspace(office)
    with workspace.office.read() as reader:
        found = [(one.use_case, str(one.notes.get("file", ""))) for one in reader.audit.entries(3)]
    workspace.close()
    return found


@pytest.mark.parametrize(("words", "use_case"), PRINTS.values(), ids=PRINTS.keys())
def test_every_print_is_noted(
    run: Run, office: Path, words: tuple[str, ...], use_case: str
) -> None:
    folder = use_case in ("生成证据材料", "装订案卷", "导出佐证材料")
    target = office.parent / ("出" if folder else f"出.{_ending(words)}")
    assert run(*words, target, "--office", office).code in (0, 1)
    entry = next(one for one in noted(office) if one[0] == use_case)
    assert entry[1] in {target.name, *(path.name for path in target.parent.rglob("*.pdf"))}


@pytest.mark.parametrize("key", ["letter", "sheet", "statistics", "statistics on paper", "tables"])
def test_what_could_not_be_written_is_not_noted(run: Run, office: Path, key: str) -> None:
    words, use_case = PRINTS[key]
    blocked = office.parent / "文件"
    blocked.write_text("不是文件夹")
    run(*words, blocked / f"出.{_ending(words)}", "--office", office).refused()
    assert use_case not in {one for one, _ in noted(office)}


def _ending(words: tuple[str, ...]) -> str:
    last = words[-1].removeprefix("--")
    return last if last in ("pdf", "xlsx", "docx") else "xlsx"
