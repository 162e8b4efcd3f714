"""``gongkai audit``: list, show and export, personal data masked throughout."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_list_is_the_latest_first(run: Run, office: Path) -> None:
    run("backup", office.parent / "b", "--office", office)
    found = run("audit", "list", "--limit", "2", "--json", "--office", office).document
    assert found[0]["use_case"] == "备份"
    assert found[0]["seq"] == found[1]["seq"] + 1
    words = run("audit", "list", "--words", "没有此人", "--office", office)
    assert (words.code, "没有符合条件的记录" in words.out) == (0, True)


def test_an_entry_is_shown_without_numbers(run: Run, office: Path) -> None:
    changes = run("audit", "show", "1", "--json", "--office", office).document
    told = "".join(one["before"] + one["after"] for one in changes)
    assert changes
    assert "130000000" not in told
    run("audit", "show", "99999", "--office", office).refused("没有第99999条")


def test_the_export_is_a_workbook_and_is_recorded(run: Run, office: Path) -> None:
    target = office.parent / "审计.xlsx"
    done = run("audit", "export", target, "--json", "--office", office).document
    assert done["entries"] > 0
    assert target.is_file()
    (latest,) = run("audit", "list", "--limit", "1", "--json", "--office", office).document
    assert latest["use_case"] == "导出审计"
    run("audit", "list", "--from", "昨天", "--office", office).refused("--from")
