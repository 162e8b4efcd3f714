"""更新与数据包 in the window: old and new before anything is taken; refusals in one line."""

from datetime import date

import attrs
import pytest
from PySide6.QtWidgets import QLabel

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.numbering import CASE_PATTERN
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import exchange
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.exchange import ExchangeBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.settings.update import UpdatePart

DAY = date(2026, 11, 23)


@pytest.fixture
def package(tmp_path):
    county = open_workspace(tmp_path / "county.gkt", today=DAY, create=True)
    unit = Unit(name="望山县政务公开办公室", prefix="望办", code="000", number_pattern=CASE_PATTERN)
    save_unit(county, unit)
    yield exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path / "配置.zwgk").path
    county.close()


@pytest.fixture
def part(qtbot, context, tmp_path):
    bureau = open_workspace(tmp_path / "013.gkt", today=DAY, create=True)
    save_unit(bureau, Unit(name="望山县水利局", prefix="望水", code="013"))
    ports = attrs.evolve(context.ports, exchanges=ExchangeBridge(Session(bureau)))
    made = UpdatePart(context._replace(ports=ports), lambda: None)
    qtbot.addWidget(made)
    made.show()
    yield made
    bureau.close()


def words(part):
    return [one.text() for one in part.findChildren(QLabel)]


def test_old_stands_beside_new_and_is_taken_when_asked_for(part, package, prompts, settle):
    prompts.path = package
    assert not part.take.isEnabled()
    part.read_package()
    settle()
    shown = words(part)
    at = shown.index("文号格式")
    assert shown[at + 1 : at + 3] == [Unit().number_pattern, CASE_PATTERN]
    part.take.click()
    settle()
    part.read_package()
    settle()
    assert "没有改变" in part.said
    assert not part.take.isEnabled()


def test_a_file_that_is_no_package_is_refused_in_one_line(part, prompts, tmp_path, settle):
    prompts.path = tmp_path / "通知.zwgk"
    prompts.path.write_bytes(b"PK" * 500)
    part.read_package()
    settle()
    kind, message, _ = prompts.said[-1]
    assert kind == "trouble" and "\n" not in message
    assert not part.take.isEnabled()


def test_notes_of_an_older_version_bring_nothing(part, prompts, tmp_path):
    prompts.path = tmp_path / "更新说明.txt"
    prompts.path.write_text("## 0.0.1\n- 旧的\n", encoding="utf-8")
    part.read_news()
    assert part.said
    assert not part.take.isEnabled()


def test_another_county_s_package_is_pointed_out_and_asked_about(
    part, prompts, settle, tmp_path, context
):
    other = open_workspace(tmp_path / "other.gkt", today=DAY, create=True)
    unit = Unit(name="邻山县政务公开办公室", prefix="邻办", code="900", number_pattern=CASE_PATTERN)
    save_unit(other, unit)
    path = exchange.pack(other, PackageKind.CONFIGURATION, "2026", tmp_path / "他县.zwgk").path
    other.close()
    prompts.path = path
    part.read_package()
    settle()
    assert not part.doubts.isHidden() and "邻山县" in part.doubts.accessibleName()
    prompts.yes = False
    part.take.click()
    settle()
    assert part.undo.isHidden()
    prompts.yes = True
    part.take.click()
    settle()
    assert not part.undo.isHidden() and "邻山县" in part.taken.text()
    part.undo.click()
    assert "已撤回" in part.said and part.undo.isHidden()
