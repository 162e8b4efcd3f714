"""设置 for the pre-review: packs of words, seen, added to, switched off, over a real office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.documents.source import pasted
from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.services import review
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.review_settings import ReviewSettingsBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.settings.lexicon import LexiconPart


@pytest.fixture
def session(tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    yield Session(workspace)
    workspace.close()


@pytest.fixture
def own_context(context, session):
    bridge = ReviewSettingsBridge(session)
    return context._replace(ports=attrs.evolve(context.ports, review_settings=bridge))


@pytest.fixture
def part(qtbot, own_context):
    made = LexiconPart(own_context, lambda: None)
    qtbot.addWidget(made)
    made.resize(860, 560)
    made.show()
    return made


def rules(session, text: str) -> list[str]:
    day = review.Publication(day=date(2026, 11, 22))
    scanner = review.office_scanner(session.workspace)
    return [one.rule for one in review.scan(pasted(text), day, scanner).findings]


def test_an_entry_is_found_and_switched_off_with_a_reason(part, prompts, session):
    part.wanted.setText("其它")
    at = next(at for at, one in enumerate(_shown(part)) if one.key == "WZ02/其它")
    part.table.selectRow(at)
    assert "查出：" in part.detail.text()
    prompts.text = "本单位文件沿用"
    part.switch_button.click()
    assert "WZ02" not in rules(session, "会议还研究了其它事宜")
    part.table.selectRow(at)
    assert part.line().off == "本单位文件沿用" and part.switch_button.text() == "启用"
    part.switch_button.click()
    assert "WZ02" in rules(session, "会议还研究了其它事宜")


def test_words_and_facts_of_the_office_are_used_at_once(part, session):
    part.word.wrong.setText("政务大听办")
    part.word.right.setText("政务大厅办")
    part.word.submit()
    part.fact.kind.setCurrentText(FactKind.POST.value)
    part.fact.subject.setText("望山县县长")
    part.fact.detail.setText("吴立民")
    part.fact.submit()
    assert part.fact.subject.text() == ""
    assert {"BJ01", "ZZ04"} <= set(rules(session, "望山县县长吴立明在政务大听办理"))
    assert any(one.name == "本机关词表" and one.count == 2 for one in part._packs)


def test_a_pack_is_shown_before_it_is_brought_in(part, prompts, session, tmp_path):
    file = tmp_path / "county.toml"
    file.write_text("pack = 1", encoding="utf-8")
    prompts.path = file
    part.take_in()
    assert "county.toml 的 pack" in prompts.said[-1][1]
    words = '[["旺山县委", "望山县委", "旺山县委开会", "望山县委开会"]]'
    file.write_text(
        'pack = "县级词表"\nas_of = 2026-11-01\n[[group]]\nrule = "XJ01"\ngate = "政治"\n'
        f'severity = "高"\nwords = {words}\n',
        encoding="utf-8",
    )
    prompts.path = file
    part.take_in()
    assert "旺山县委" in prompts.said[-1][2]
    assert "XJ01" in rules(session, "旺山县委开会")


def _shown(part):
    return [part.model.record(at) for at in range(part.model.rowCount())]
