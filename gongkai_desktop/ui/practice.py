"""The strip over a practice file (练习模式): never to be taken for the office."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from gongkai_desktop.ui.common.page import WindowActs
from gongkai_desktop.ui.common.widgets import button, icon_label, label, row

PRACTICE = "练习　不作公文使用"
_WORDS = "单位和申请都是虚构的，怎么改都不影响本单位的数据。"


class PracticeStrip(QFrame):
    """Says what this file is, begins it anew, leaves it."""

    def __init__(self, acts: WindowActs) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setFixedHeight(38)
        title = label(PRACTICE)
        title.setObjectName("practiceTitle")
        again = button("重新开始练习", lambda: acts.practise(fresh=True), kind="quiet")
        leave = button("结束练习", acts.stop_practising)
        layout = row(icon_label("edit", "warning", 18), title, label(_WORDS), 1, again, leave)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)
        self.setAccessibleName(f"{PRACTICE}。{_WORDS}")
        self.hide()
