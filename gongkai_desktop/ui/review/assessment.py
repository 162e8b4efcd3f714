"""个人信息保护影响评估 of an item whose personal data go out, filled in beside its review."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.widgets import InfoBanner, button, clear, row
from gongkai_desktop.ui.ledger.form import RowForm
from gongkai_desktop.ui.ports.review import AssessmentView

_NEEDED = (
    "个人信息按“有依据”或者“接受”公开的，公开前先做影响评估（个人信息保护法第五十五条第三项）。"
)


class AssessmentSection(QWidget):
    """The form of the assessment; ``saved`` carries identity and words."""

    saved = Signal(str, object)
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        about(self, "review.assessment")
        self.form: RowForm | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)

    def show_assessment(self, view: AssessmentView, *, fixed: bool) -> None:
        """Show what was assessed, or what is known of it before."""
        clear(self._body)
        self.form = RowForm(view.form, view.cells, view.no, closable=False)
        self.form.setEnabled(not fixed)
        self.form.saved.connect(lambda words: self.saved.emit(view.row_id, words))
        if not view.row_id:
            self._body.addWidget(InfoBanner(_NEEDED))
        self._body.addWidget(self.form, 1)
        if view.row_id:
            printer = button("打印评估表", self.print_wanted.emit, symbol="print")
            self._body.addLayout(row(1, printer))
