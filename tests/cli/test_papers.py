"""``bundle`` and ``archive`` from a shell."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest


@pytest.mark.parametrize(("command", "name"), [("bundle", "证据材料"), ("archive", "案卷")])
def test_the_papers_of_a_request_are_bound(
    run: Callable, office: Path, tmp_path: Path, command: str, name: str
) -> None:
    answer = run(command, "2025-004", tmp_path / "out", "--json", "--office", office)
    assert answer.code == 0
    pdf = tmp_path / "out" / f"{name}_2025-004.pdf"
    assert answer.document["pdf"] == str(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == answer.document["pages"]
    assert {"title", "first", "last", "apart"} <= set(answer.document["papers"][0])
    assert "申请表" in answer.document["missing"]
    assert "缺：申请表" in run(command, "2025-004", tmp_path / "out", "--office", office).out


def test_an_unknown_number_and_a_file_for_a_folder_are_refused(
    run: Callable, office: Path, tmp_path: Path
) -> None:
    run("bundle", "1999-001", tmp_path / "out", "--office", office).refused("1999-001")
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    run("bundle", "2025-004", taken, "--office", office).refused("taken")
