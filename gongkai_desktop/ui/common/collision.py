"""Both versions of what two people changed at once (编辑冲突), side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gongkai_desktop.domain.collision import Clash
from gongkai_desktop.ui.common.sides import side_by_side
from gongkai_desktop.ui.common.widgets import InfoBanner, button, enter_means, label, row, scrolled
from gongkai_desktop.ui.style.theme import space

_ADVICE = (
    "下面左边是别人刚保存的，右边是您填的。保留别人的，就回到表单照着改；以您填的为准，"
    "别人写的留在更正记录和审计里。其他没有冲突的改动，两人的都会保留。"
)

_HEADINGS = ("项目", "别人刚保存的", "您填的")


class CollisionDialog(QDialog):
    """Accepted means: save one's own all the same."""

    def __init__(self, parent: QWidget | None, message: str, clashes: Sequence[Clash]) -> None:
        super().__init__(parent)
        self.setWindowTitle("两个人同时改了同一处")
        self.setMinimumSize(QSize(640, 320))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(space("medium"))
        layout.addWidget(InfoBanner(f"{message}。", "warning"))
        layout.addWidget(label(_ADVICE, "muted", wrap=True))
        rows = [(one.title, one.theirs, one.mine) for one in clashes]
        layout.addWidget(scrolled(side_by_side(_HEADINGS, rows)), 1)
        theirs = button("保留别人的", self.reject, kind="primary")
        layout.addLayout(row(1, button("以我填的为准", self.accept), theirs))
        enter_means(self, theirs)
        theirs.setFocus()
