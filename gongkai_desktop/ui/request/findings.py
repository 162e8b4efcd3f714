"""What the letter's check found (文书检查), the worst first, with the way to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QWidget

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import (
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    scrolled,
)

_SEVERITIES = {
    Severity.ERROR: ("warning", "danger", "须改正"),
    Severity.WARNING: ("warning", "warning", "请核对"),
    Severity.HINT: ("info", "muted", "提示"),
}
_FIRST, _SHORT = 3, 14
_LEAST_HEIGHT, _MOST_HEIGHT = 64, 230
"""The list takes at most half of the room it shares with the fields, within these."""


class FindingList(QWidget):
    """What the letter's check found, the worst first; ``gaps`` counts what is not filled in.

    ``chosen`` asks for the place of a finding, ``mended`` for its suggestion to be written.
    """

    chosen = Signal(object)
    mended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.gaps = 0
        self.setAccessibleName("文书检查")
        self._found: Sequence[Finding] = ()
        self._typed: Callable[[Finding], bool] = lambda finding: False
        self._all = False
        inner = QWidget()
        self._layout = column(gap="tight")
        inner.setLayout(self._layout)
        self._area: QScrollArea = scrolled(inner)
        self._area.setMaximumHeight(_MOST_HEIGHT)
        self.setLayout(column(self._area, gap="tight"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_findings(
        self, findings: Sequence[Finding], typed: Callable[[Finding], bool] | None = None
    ) -> None:
        """Replace what is shown; three at first, the rest on demand.

        ``typed`` says whether a finding speaks of something typed in a field.
        """
        order = list(Severity)
        self.gaps = sum(one.rule == "F01" for one in findings)
        self._found = sorted(findings, key=lambda one: order.index(one.severity))
        self._typed = typed or self._typed
        self._show()

    def _show(self) -> None:
        clear(self._layout)
        for finding in self._found if self._all else self._found[:_FIRST]:
            self._layout.addWidget(self._line(finding))
        hidden = len(self._found) - _FIRST
        if hidden > 0:
            words = "只看前三处" if self._all else f"另有 {hidden} 处"
            self._layout.addLayout(row(button(words, self._turn, kind="link"), 1))
        if not self._found:
            self._layout.addLayout(
                row(icon_label("done", "success", 16), label("检查通过", "caption"), 1)
            )
        self._layout.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        # The new lines have no height before they are shown.
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break anew: as high as they need, up to a limit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(200, self._area.viewport().width())
        needed = self._layout.totalHeightForWidth(width)
        needed = needed if needed > 0 else self._layout.totalSizeHint().height()
        around = self.parentWidget()
        room = max(_LEAST_HEIGHT, around.height() // 2) if around else _MOST_HEIGHT
        self._area.setFixedHeight(min(_MOST_HEIGHT, room, needed + 6))

    def _line(self, finding: Finding) -> QWidget:
        symbol, tint, words = _SEVERITIES[finding.severity]
        text = label(f"{words}：{finding.message}", "caption", wrap=True)
        text.setToolTip(f"规则 {finding.rule}")
        line = QWidget()
        head = row(icon_label(symbol, tint, 16), gap="tight")
        head.addWidget(text, 1)
        acts = self._acts(finding)
        below = row(*acts, 1, gap="tight")
        below.setContentsMargins(20, 0, 0, 0)
        line.setLayout(column(head, below if acts else None, gap="tight"))
        return line

    def _acts(self, finding: Finding) -> list[QPushButton]:
        """Go to the place; write the suggestion, where the words were typed here."""
        acts: list[QPushButton] = []
        typed = self._typed(finding)
        if finding.words or typed:
            acts.append(button("看这一处", lambda: self.chosen.emit(finding), kind="link"))
        if finding.suggestion and typed and finding.words:
            short = finding.suggestion[:_SHORT]
            more = "…" if len(finding.suggestion) > _SHORT else ""
            mend = button(f"改为“{short}{more}”", lambda: self.mended.emit(finding), kind="link")
            mend.setToolTip(plain(finding.suggestion))
            acts.append(mend)
        for act in acts:
            act.setCursor(Qt.CursorShape.PointingHandCursor)
        return acts

    def _turn(self) -> None:
        self._all = not self._all
        self._show()
