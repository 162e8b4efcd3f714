"""An earlier version of the draft against the one in force (版本比较), told in words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtWidgets import QCheckBox, QTextBrowser, QWidget

from gongkai_desktop.domain.review.comparison import Mark, ParagraphChange, Piece
from gongkai_desktop.ui.common.forms import choice_field, text_of
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.widgets import Card, column, label, row
from gongkai_desktop.ui.ports.review import VersionLine
from gongkai_desktop.ui.style.theme import colour

Compare = Callable[[str], Sequence[ParagraphChange]]
_HEADINGS = {Mark.CHANGED: "改动", Mark.ADDED: "新增", Mark.REMOVED: "删去"}


class VersionSection(QWidget):
    """Which version to compare, the paragraphs below."""

    def __init__(self, compare: Compare) -> None:
        super().__init__()
        about(self, "review.versions")
        self._compare = compare
        self.version = choice_field(())
        self.version.setMinimumWidth(300)
        self.version.setAccessibleName("与哪一版比较")
        self.all = QCheckBox("没有变动的段落也显示")
        self.told = label("", "muted")
        self.page = QTextBrowser()
        self.page.setAccessibleName("版本比较")
        self.version.currentIndexChanged.connect(lambda _: self.show_changes())
        self.all.toggled.connect(lambda _: self.show_changes())
        card = Card(padding="small")
        card.body.addLayout(row(label("旧稿", "caption"), self.version, self.told, 1, self.all))
        card.body.addWidget(self.page, 1)
        self.setLayout(column(card))

    def show_versions(self, versions: Sequence[VersionLine]) -> None:
        """The versions there are; the latest is compared."""
        self.version.blockSignals(True)
        self.version.clear()
        for one in versions:
            self.version.addItem(one.words, one.at)
        self.version.blockSignals(False)
        self.page.clear()
        self.told.setText("" if versions else "只有现在这一稿；重新扫描以后，以前的稿子在这里比较")
        self.version.setVisible(bool(versions))
        self.all.setVisible(bool(versions))

    def show_changes(self) -> None:
        """Compare the chosen version."""
        at = text_of(self.version)
        if not at:
            return
        changes = self._compare(at)
        counts = [
            f"{word}{sum(one.mark is mark for one in changes)}段"
            for mark, word in _HEADINGS.items()
        ]
        changed = any(one.mark is not Mark.SAME for one in changes)
        self.told.setText("　".join(counts) if changed else "文字没有变动")
        shown = [one for one in changes if self.all.isChecked() or one.mark is not Mark.SAME]
        self.page.setHtml("".join(_paragraph(one) for one in shown))


def _paragraph(one: ParagraphChange) -> str:
    place = f"{'旧稿' if one.mark is Mark.REMOVED else ''}第{one.number}段"
    head = f"{place}（{_HEADINGS.get(one.mark, one.mark.value)}）"
    words = "".join(_piece(piece, whole=one.mark is not Mark.CHANGED) for piece in one.pieces)
    return (
        f'<p style="margin:8px 0 0 0;color:{colour("muted").name()}">{head}</p>'
        f'<p style="margin:2px 0 6px 0">{words}</p>'
    )


def _piece(piece: Piece, *, whole: bool) -> str:
    """A stretch with its mark written out: colour is never the only sign."""
    words = escape(piece.text)
    if piece.mark is Mark.REMOVED:
        struck = f'<s style="color:{colour("danger").name()}">{words}</s>'
        return struck if whole else f"【删：{struck}】"
    if piece.mark is Mark.ADDED:
        fresh = f'<u style="color:{colour("success").name()}">{words}</u>'
        return fresh if whole else f"【增：{fresh}】"
    return words
