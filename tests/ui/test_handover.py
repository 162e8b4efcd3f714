"""岗位与交接 in the settings: posts, what passes, the sheet."""

import pytest

from gongkai_desktop.ui.settings.handover import HandoverPart


@pytest.fixture
def part(shell) -> HandoverPart:
    page = shell.open_place("settings")
    page.arrive("handover")
    found = page.part()
    assert isinstance(found, HandoverPart)
    return found


def marks(part: HandoverPart) -> list[str]:
    model = part.table.model()
    return [model.data(model.index(at, 0)) for at in range(model.rowCount())]


def test_what_the_giver_holds_passes_until_said_otherwise(part) -> None:
    assert marks(part) == ["移交", "保留", "列明"]
    part.table.opened.emit(1)
    part.table.opened.emit(2)
    assert marks(part) == ["移交", "移交", "列明"]
    part.giver.setCurrentText("戊某某")
    assert marks(part) == ["保留", "移交", "列明"]
    part.choose_all()
    assert marks(part)[:2] == ["移交", "移交"]


def test_the_hand_over_is_asked_for_and_its_sheet_written(part, prompts, tmp_path, qtbot) -> None:
    part.submit()
    assert part.grid.first_problem() == "请填写接交人"
    part.successor.setCurrentText("庚某")
    part.posts.setCurrentIndex(1)
    prompts.yes, prompts.path = False, tmp_path / "交接单.pdf"
    part.submit()
    assert part._ports.done == []
    assert "现在不由" not in prompts.said[-1][2]
    part.choose_all()
    part.submit()
    assert "其中1项现在不由丁某承办" in prompts.said[-1][2], "what others hold is said before"
    part.table.opened.emit(1)
    part.write_sheet()
    qtbot.waitUntil(lambda: prompts.said[-1][:2] == ("trouble", "还没有交接单"))
    prompts.yes = True
    part.submit()
    qtbot.waitUntil(lambda: bool(part._ports.done))
    (transfer,) = part._ports.done
    assert (transfer.giver, transfer.successor) == ("丁某", "庚某")
    assert transfer.keys == ("request:2026-015",)
    assert transfer.posts == ("依申请公开答复办理",)
    qtbot.waitUntil((tmp_path / "交接单.pdf").is_file)
    assert (tmp_path / "交接单.pdf").read_bytes() == b"%PDF-sheet"


def test_a_post_without_a_holder_is_told_and_filled(part, prompts) -> None:
    assert "没有确定人员" in part.doubt.accessibleName()
    prompts.text = "戊某某"
    part._appoint("公文公开属性认定")
    assert part.doubt.isHidden()
