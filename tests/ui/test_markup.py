"""Words that look like HTML stay words: in lists, labels, tips and message boxes."""

from datetime import date
from pathlib import Path

import attrs
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QWidget

from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import ledger
from gongkai_desktop.services.request import register
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.dialogs import WindowPrompts
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.places import PLACES
from gongkai_desktop.ui.shell import Shell
from tests.hostile.scenario import MAIL, new_request

EVIL = '<b>甲</b><img src="file:///etc/passwd"><a href="http://10.1.1.1/">点</a>'


def acts(words: str) -> bool:
    """Whether Qt would draw the words as markup that came from somebody's typing."""
    return any(tag in words for tag in ("<img", "<a ", "<b>"))


def test_no_place_of_the_window_draws_markup_that_was_typed(qtbot, tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "公开台.gkt", today=date(2026, 11, 22), create=True)
    save_unit(workspace, Unit(name=f"望山县{EVIL}局", prefix="望资"))
    request = attrs.evolve(new_request(EVIL), request_text=EVIL, section=EVIL, remarks=EVIL)
    number = register(workspace, request).request.register_no
    ledger.add(workspace, "mail_in", {**MAIL, "signer": EVIL})
    prompts = UnattendedPrompts()
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.show()
    for place in PLACES:
        shell.open_place(place.key)
    shell.open_place("request", number)
    labels = [one for one in shell.findChildren(QLabel) if "点" in one.text()]
    assert labels
    assert [one.text() for one in labels if one.textFormat() != Qt.TextFormat.PlainText] == []
    assert [one.toolTip() for one in shell.findChildren(QWidget) if acts(one.toolTip())] == []
    for view in shell.findChildren(QAbstractItemView):
        model = view.model()
        if not isinstance(model, QAbstractTableModel):
            continue
        for row in range(min(model.rowCount(), 5)):
            for column in range(model.columnCount()):
                tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
                assert not acts(tip or "")
    context.tasks.finish()
    workspace.close()


def test_a_message_says_the_words_of_a_file_name_as_they_are(qtbot, monkeypatch) -> None:
    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box) or 0)
    parent = QWidget()
    qtbot.addWidget(parent)
    prompts = WindowPrompts()
    prompts.tell(parent, "已保存", EVIL)
    prompts.trouble(parent, f"“{EVIL}”打不开", EVIL)
    prompts.confirm(parent, "作废", EVIL, "作废")
    assert all(box.textFormat() == Qt.TextFormat.PlainText for box in shown)
    assert len(shown) == 3
    assert not acts(shown[1].informativeText())


def test_plain_words_stay_as_they_are() -> None:
    assert plain("a&b，第一行\n第二行") == "a&b，第一行\n第二行"
    shown = QTextDocument()
    for words in (EVIL, "3<5，且 a&b", "<br>\n&amp;"):
        shown.setHtml(plain(words))
        assert shown.toPlainText() == words
