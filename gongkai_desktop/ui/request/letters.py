"""文书: fields on the left, the very PDF on the right, and what is wrong with it below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.preview import PdfPreview
from gongkai_desktop.ui.common.prompts import PDF, WORD
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import (
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports import RenderedLetter, RequestFile
from gongkai_desktop.ui.request.letter_fields import LetterFields
from gongkai_desktop.ui.request.section import Section

_PAUSE_MS = 350
_FORM_WIDTH = 340
_SEVERITIES = {
    Severity.ERROR: ("warning", "danger", "须改正"),
    Severity.WARNING: ("warning", "warning", "请核对"),
    Severity.HINT: ("info", "muted", "提示"),
}


class LetterSection(Section):
    """文书."""

    title = "文书"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = 0
        self._filled_for = ""
        self.letter = QComboBox()
        self.letter.setAccessibleName("文书种类")
        self.letter.setMinimumWidth(230)
        self.letter.currentIndexChanged.connect(lambda _: self._begin())
        self.final = QComboBox()
        self.final.setAccessibleName("稿别")
        self.final.addItem("审签稿", False)
        self.final.addItem("用印稿", True)
        self.final.currentIndexChanged.connect(lambda _: self._render())
        self.fields = LetterFields(context.ports.desktop.facts().today)
        self.preview = PdfPreview(context.ports.letters.pictures, context.tasks)
        self.findings = FindingList()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.fields.edited.connect(self._pause.start)
        self._pause.timeout.connect(self._render)
        self._assemble()

    def show_file(self, file: RequestFile) -> None:
        """The letters that can be made now; the one being written stays."""
        super().show_file(file)
        before = self.letter.currentData() if self._filled_for == self.register_no else None
        choices = self.context.ports.letters.choices(self.register_no)
        self.letter.blockSignals(True)
        self.letter.clear()
        for choice in choices:
            words = f"{choice.title}（建议）" if choice.proposed else choice.title
            self.letter.addItem(words, choice.code)
        self.letter.setCurrentIndex(max(0, self.letter.findData(before)))
        self.letter.blockSignals(False)
        self._filled_for = ""
        if self.isVisible():
            self.came_to_front()

    def came_to_front(self) -> None:
        """Fill the form only when it is looked at."""
        if self._filled_for != self.register_no:
            self._begin()

    def choose(self, code: str) -> None:
        """Begin one letter, the proposed one when none is named."""
        self.letter.setCurrentIndex(max(0, self.letter.findData(code)) if code else 0)
        self.came_to_front()

    def _assemble(self) -> None:
        form = QWidget()
        self._left = column(self.fields, 1)
        form.setLayout(self._left)
        area = scrolled(form)
        left = QWidget()
        left.setFixedWidth(_FORM_WIDTH)
        left.setLayout(column(area, self.findings))
        pdf = button("保存 PDF", lambda: self._keep(word=False), kind="primary", symbol="letter")
        word = button("保存 Word", lambda: self._keep(word=True), symbol="file")
        head = row(self.letter, self.final, 1, word, pdf)
        self.body.addLayout(head)
        self.body.addLayout(row(left, self.preview, gap="large"), 1)

    def _begin(self) -> None:
        code = self.letter.currentData()
        if not self.register_no or code is None:
            return
        self._filled_for = self.register_no
        letters = self.context.ports.letters
        self.context.errors.guard(
            self, lambda: self.fields.show_draft(letters.draft(self.register_no, code))
        )
        self._render()

    def _render(self) -> None:
        """Compose and draw on another thread; only the newest result is shown."""
        code = self.letter.currentData()
        if not self.register_no or code is None:
            return
        self._wanted += 1
        wanted, number = self._wanted, self.register_no
        values, final = self.fields.values(), bool(self.final.currentData())
        letters = self.context.ports.letters

        def compose(progress: Progress) -> RenderedLetter:
            return letters.render(number, code, values, final)

        task = self.context.tasks.read(compose, "排版文书")
        task.done.connect(lambda letter: self._show(letter, wanted))
        task.failed.connect(lambda error: self.context.errors.show(self, error))

    def _show(self, letter: RenderedLetter, wanted: int) -> None:
        if wanted != self._wanted:
            return
        self.preview.show_pdf(letter.pdf)
        self.findings.show_findings(letter.findings)

    def _keep(self, *, word: bool) -> None:
        code = str(self.letter.currentData() or "")
        title = self.letter.currentText().removesuffix("（建议）")
        ending = "docx" if word else "pdf"
        name = f"{self.register_no}-{title}-{self.final.currentText()}.{ending}"
        path = self.context.prompts.save_file(self, f"保存{title}", name, WORD if word else PDF)
        if path is None or not code:
            return
        number, final = self.register_no, bool(self.final.currentData())
        values: Mapping[str, Any] = self.fields.values()
        letters = self.context.ports.letters

        def keep(progress: Progress) -> RequestFile:
            return letters.keep(number, code, values, path, word=word, final=final)

        task = self.context.tasks.write(keep, "保存文书", cancellable=False)
        task.done.connect(lambda file: self._kept(file, path.name))
        task.failed.connect(lambda error: self.context.errors.show(self, error))

    def _kept(self, file: RequestFile, name: str) -> None:
        self.changed.emit(file)
        self.context.prompts.tell(self, "文书", f"已保存到 {name}")


class FindingList(QWidget):
    """What the letter's check found, the worst first."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("文书检查")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Replace what is shown; three at most, the rest counted."""
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
