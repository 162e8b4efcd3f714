"""归档 of one request in the window: what is missing, put in, bound, closed with a reason."""

import pytest

from gongkai_desktop.ui.request.archive import ArchiveSection


@pytest.fixture
def section(shell) -> ArchiveSection:
    page = shell.open_place("request")
    page.open_request("2026-016")
    found = page.detail.section("归档")
    assert isinstance(found, ArchiveSection)
    return found


def test_what_is_missing_is_seen_in_words(section) -> None:
    assert section.state.text() == "应有 2 种材料，还缺 1 种"
    model = section.table.model()
    said = [model.data(model.index(row, 1)) for row in range(model.rowCount())]
    assert said == ["已有", "缺"]


def test_a_missing_paper_is_put_in_where_it_is_missed(section, prompts, tmp_path, settle) -> None:
    prompts.path = tmp_path / "EMS回执.jpg"
    section.table.opened.emit(1)
    settle()
    assert section.state.text() == "应有 2 种材料，齐全"
    assert section.grid.first_problem() == ""  # no reason is asked for any more


def test_a_file_with_papers_missing_is_closed_with_a_reason(section) -> None:
    section.close_file()
    assert section.context.ports.papers.kept.archived is None
    assert section.grid.first_problem() == "请填写缺少材料的原因"
    section.reason.setText("纸质原件另存档案室")
    section.file_no.setText("WS·2026-G-016")
    section.close_file()
    kept = section.context.ports.papers.kept
    assert (kept.reason, kept.file_no) == ("纸质原件另存档案室", "WS·2026-G-016")
    assert section.state.text().startswith("已于 2026-11-22 归档")


def test_evidence_and_file_are_bound_off_the_window(section, prompts, tmp_path, qtbot) -> None:
    section.make_bundle()
    assert section.context.ports.papers.bound == []  # no folder was chosen
    prompts.path = tmp_path
    section.make_bundle()
    qtbot.waitUntil(lambda: any(said[0] == "tell" for said in prompts.said))
    assert "另有 7 条" in prompts.said[-1][2]
    section.make_file()
    qtbot.waitUntil(lambda: len(section.context.ports.papers.bound) == 2)
    assert section.context.ports.papers.bound[1][0] == "bind"
