"""粘贴清洗: what a web page leaves in a text is taken out where it is pasted, never unseen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from gongkai_desktop.ui.common.forms import long_field, text_field
from gongkai_desktop.ui.common.pasting import DONE, OFFER
from gongkai_desktop.ui.review.marked_text import MarkedText

DIRTY = "全面推進(jìn)政務(wù)公開工作,２０２２年 落 實(shí)　條例"
CLEAN = "全面推进政务公开工作,2022年落实条例"


def pasted(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_a_ledger_field_cleans_and_undo_brings_the_text_back(qtbot, app) -> None:
    field = long_field("前文。")
    qtbot.addWidget(field)
    field.moveCursor(field.textCursor().MoveOperation.End)
    field.insertFromMimeData(pasted(DIRTY))
    assert field.toPlainText() == f"前文。{CLEAN}"
    assert field.note.text() == DONE and not field.note.isHidden()
    field.undo()
    assert field.toPlainText() == f"前文。{DIRTY}"


@pytest.mark.parametrize("make", [lambda: long_field(verbatim=True), MarkedText])
def test_where_the_very_words_count_cleaning_is_offered(qtbot, app, make) -> None:
    field = make()
    qtbot.addWidget(field)
    field.insertFromMimeData(pasted(DIRTY))
    assert field.toPlainText() == DIRTY
    assert field.note.text() == OFFER and not field.note.isHidden()
    field.note.click()
    assert field.toPlainText() == CLEAN and field.note.isHidden()


def test_clean_text_is_pasted_without_a_word(qtbot, app) -> None:
    field = long_field()
    qtbot.addWidget(field)
    field.insertFromMimeData(pasted("申请公开2022年征地批复（附图）。"))
    assert field.toPlainText() == "申请公开2022年征地批复（附图）。" and field.note.isHidden()


def test_a_line_keeps_a_name_in_traditional_characters(qtbot, app) -> None:
    field = text_field()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.clipboard().setText("陳(chén)　某，３７０１")
    field.paste()
    assert field.text() == "陳某，3701"
