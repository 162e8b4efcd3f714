"""What the check found beside the letter: the way to its place, the suggestion with one click."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import Field
from gongkai_desktop.ui.ports import LetterDraft
from gongkai_desktop.ui.request.findings import FindingList
from gongkai_desktop.ui.request.letter_fields import LetterFields

WRONG = Finding(
    rule="D03",
    severity=Severity.WARNING,
    message="该条只有一款，不写款",
    words="第三十六条第一款第（四）项",
    suggestion="第三十六条第（四）项",
)
ELSEWHERE = Finding(rule="R02", severity=Severity.ERROR, message="应当先复议", words="可以直接")
GAP = Finding(rule="F01", severity=Severity.WARNING, message="还没有填写", field="unclear")


@pytest.fixture
def fields(app, qtbot) -> LetterFields:
    made = LetterFields(date(2026, 11, 22))
    qtbot.addWidget(made)
    asked = (Field(name="unclear", label="不明确之处", sample="长" * 30),)
    words = "根据条例第三十六条第一款第（四）项的规定"
    made.show_draft(
        LetterDraft(code="B1", title="补正告知书", fields=asked, values={"unclear": words})
    )
    return made


def test_words_that_were_typed_are_found_selected_and_mended(fields, qtbot) -> None:
    assert fields.holds(WRONG) and fields.holds(GAP) and not fields.holds(ELSEWHERE)
    assert fields.point_at(WRONG)
    assert fields.field("unclear").textCursor().selectedText() == WRONG.words
    with qtbot.waitSignal(fields.edited):
        assert fields.mend(WRONG)
    assert fields.values()["unclear"] == "根据条例第三十六条第（四）项的规定"
    assert not fields.mend(WRONG)


def buttons(found: FindingList) -> list[QPushButton]:
    return [one for one in found.findChildren(QPushButton) if not one.isHidden()]


def test_each_finding_offers_what_can_be_done(app, fields, qtbot) -> None:
    found = FindingList()
    qtbot.addWidget(found)
    found.show_findings([WRONG, ELSEWHERE], fields.holds)
    words = [one.text() for one in buttons(found)]
    assert words == ["看这一处", "看这一处", "改为“第三十六条第（四）项”"]
    with qtbot.waitSignal(found.mended) as mended:
        buttons(found)[-1].click()
    assert mended.args == [WRONG]


def test_the_rest_is_shown_on_demand(app, qtbot) -> None:
    found = FindingList()
    qtbot.addWidget(found)
    found.show_findings([GAP] * 5)
    assert found.gaps == 5
    more = next(one for one in buttons(found) if one.text() == "另有 2 处")
    more.click()
    assert any(one.text() == "只看前三处" for one in buttons(found))
