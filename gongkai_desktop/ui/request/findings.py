"""What the letter's check found (文书检查), the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.ui.common.widgets import clear, icon_label, label, row

_SEVERITIES = {
    Severity.ERROR: ("warning", "danger", "须改正"),
    Severity.WARNING: ("warning", "warning", "请核对"),
    Severity.HINT: ("info", "muted", "提示"),
}


class FindingList(QWidget):
    """What the letter's check found, the worst first; ``gaps`` counts what is not filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps = 0
        self.setAccessibleName("文书检查")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Replace what is shown; three at most, the rest counted."""
        self.gaps = sum(one.rule == "F01" for one in findings)
        clear(self._layout)
        order = list(Severity)
        worst = sorted(findings, key=lambda one: order.index(one.severity))
        for finding in worst[:3]:
            symbol, tint, words = _SEVERITIES[finding.severity]
            text = label(f"{words}：{finding.message}", "caption", wrap=True)
            line = QWidget()
            layout = row(icon_label(symbol, tint, 16), gap="tight")
            layout.addWidget(text, 1)
            line.setLayout(layout)
            self._layout.addWidget(line)
        if len(worst) > 3:
            self._layout.addWidget(label(f"另有 {len(worst) - 3} 处", "caption"))
        if not worst:
            self._layout.addLayout(
                row(icon_label("done", "success", 16), label("检查通过", "caption"), 1)
            )
