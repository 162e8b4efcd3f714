"""``office copy`` in the shell: the copy answers like the original, a refusal is one line."""

from pathlib import Path

from tests.cli.conftest import Run


def test_copy_answers_like_the_original(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "新电脑" / "公开台.gkt"
    answer = run("office", "copy", office, target, "--json")
    assert answer.code == 0
    assert answer.document["rows"]["request"] == 60
    assert len(answer.document["audit_head"]["hash"]) == 64
    listed = ("register", "list", "--json", "--office")
    assert run(*listed, target).document == run(*listed, office).document
    assert run("verify", "--office", target).code == 0


def test_target_in_use_is_refused(run: Run, office: Path) -> None:
    run("office", "copy", office, office).refused("已经存在")


def test_missing_source_is_refused(run: Run, nowhere: Path, tmp_path: Path) -> None:
    run("office", "copy", nowhere, tmp_path / "新.gkt").refused("尚无数据")


def test_unreadable_password_is_refused(run: Run, office: Path, tmp_path: Path) -> None:
    target, password = tmp_path / "新.gkt", tmp_path / "无口令.txt"
    run("office", "copy", office, target, "--target-password-file", password).refused("口令文件")
    assert not target.exists()
