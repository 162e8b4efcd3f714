"""文书: the chain above; below it fields and the very PDF, or the form of the step that is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.next_step import ANSWER_LETTER
from gongkai_desktop.domain.precedent import Precedent
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.layout import Panes
from gongkai_desktop.ui.common.page import KEEPS_TYPING, Context
from gongkai_desktop.ui.common.preview import PdfPreview, Place
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.tasks import Progress, Task
from gongkai_desktop.ui.common.widgets import InfoBanner, button, column, row, scrolled
from gongkai_desktop.ui.ports import LetterChoice, LetterDraft, RenderedLetter, RequestFile
from gongkai_desktop.ui.ports.letters import LetterCase
from gongkai_desktop.ui.request.chain_strip import ChainStrip
from gongkai_desktop.ui.request.findings import FindingList
from gongkai_desktop.ui.request.letter_acts import ActForm
from gongkai_desktop.ui.request.letter_fields import LetterFields
from gongkai_desktop.ui.request.letter_menu import LetterMenu
from gongkai_desktop.ui.request.letter_steps import (
    act_form,
    action_words,
    is_issued_now,
    step_right,
)
from gongkai_desktop.ui.request.like import LikeCases, place_of
from gongkai_desktop.ui.request.section import Section

_PAUSE_MS = 350
_FORM_WIDTH = 300
_MANUAL = (
    "正文以人工修改的 Word 为准。编号、签发后在 Word 里填上文号和成文日期，再存入一次，才能用印。"
    "右边是重排的样张：换行、分页、表格和图片以 Word 为准。"
)
_LEAST_WORDS = 160


class LetterSection(Section):
    """文书. ``letter`` chooses the letter; ``act`` is the form of its next step while open."""

    title = "文书"
    topic = "request.letters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = 0
        self._filled_for = ""
        self._turning: tuple[str, str] | None = None
        self._choices: list[LetterChoice] = []
        self.draft: LetterDraft | None = None
        self.act: ActForm | None = None
        self._today = context.ports.desktop.facts().today
        self.letter = QComboBox()
        self.letter.setAccessibleName("文书")
        self.letter.setMinimumWidth(250)
        self.letter.currentIndexChanged.connect(lambda _: self._begin())
        self.final = QComboBox()
        self.final.setAccessibleName("稿别")
        self.final.addItem("审签稿", False)
        self.final.addItem("用印稿", True)
        self.final.currentIndexChanged.connect(lambda _: self._render())
        self.strip = ChainStrip()
        self.next = button("", self.begin_step, kind="primary")
        self.fields = LetterFields(self._today)
        self.preview = PdfPreview(context.ports.printing.previews, context.tasks)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setMinimumHeight(_LEAST_WORDS)
        self.words.setAccessibleName("人工修改的正文")
        self.findings = FindingList()
        self.findings.chosen.connect(self.point_at)
        self.findings.mended.connect(self.fields.mend)
        self._pdf = b""
        self.menu = LetterMenu(self)
        self._pause = QTimer(self)
        self._pause.setObjectName(KEEPS_TYPING)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.fields.edited.connect(self._pause.start)
        self._pause.timeout.connect(self._typed)
        self._assemble()

    @property
    def case(self) -> LetterCase | None:
        """The record of the letter shown; None for one not begun."""
        return self.draft.case if self.draft else None

    @property
    def chosen(self) -> LetterChoice | None:
        """The letter chosen."""
        at = self.letter.currentData()
        return self._choices[at] if isinstance(at, int) and at < len(self._choices) else None

    @property
    def letter_id(self) -> str:
        """Identity of the letter shown, empty before it is on record."""
        return self.chosen.letter_id if self.chosen else ""

    @property
    def answer_begun(self) -> bool:
        """Whether an answer is under way, from whose chain the register is told."""
        return any(one.answer and _is_open(one) for one in self._choices)

    def _answer_code(self) -> str:
        """The answer under way, else the one the items call for."""
        answers = [one for one in self._choices if one.answer]
        begun = next((one for one in answers if _is_open(one)), None)
        named = next((one for one in answers if not one.letter_id), None)
        return begun.code if begun else named.code if named else ""

    def show_file(self, file: RequestFile) -> None:
        """The letters on record and those that can be made; the one being written stays."""
        super().show_file(file)
        stays = self.chosen if self._filled_for == self.register_no else None
        before = (stays.letter_id, stays.code) if stays else ("", "")
        self._list(*(self._turning or before))
        self._turning = None
        self._filled_for = ""
        if self.isVisible():
            self.came_to_front()

    def came_to_front(self) -> None:
        """Fill the form only when it is looked at."""
        if self._filled_for != self.register_no:
            self._begin()

    def choose(self, code: str) -> None:
        """Turn to a letter: the open one on record, else one to begin; * is the answer."""
        wanted = self._answer_code() if code == ANSWER_LETTER else code
        self.letter.setCurrentIndex(self.letter.findData(self._place("", wanted)))
        self.came_to_front()

    def turn_to(self, letter_id: str) -> None:
        """Turn to a letter on record."""
        self.letter.setCurrentIndex(self.letter.findData(self._place(letter_id, "")))
        self.came_to_front()

    def show_like(self) -> None:
        """The five earlier cases most like this one, beside the letter being written."""
        if self.file is None:
            return
        request = self.file.request
        text = request.corrected_text or request.request_text
        found = self.context.ports.precedents.similar(text, self.register_no)
        self.like_cases = LikeCases(self, found, self._go_to_case)
        self.like_cases.show_below(self.like)

    def _go_to_case(self, one: Precedent) -> None:
        self.go.emit(*place_of(one))

    def begin_step(self) -> None:
        """Open the form of the step that is due; what was typed is kept as a draft first."""
        if not self._saved():
            return
        case, letters = self.case, self.context.ports.letters
        if case and self.draft and is_issued_now(case, self.draft) and not letters.wanting(case.id):
            done = self.carry_out(lambda: letters.issue(case.id), "编号")
            done.done.connect(lambda _: self.menu.print_final())
        else:
            self.show_act(act_form(self.context, self, case))

    def show_act(self, form: ActForm | None) -> None:
        """Put a step's form in place of fields and page, or those back."""
        if self.act is not None:
            self._lower.removeWidget(self.act)
            self.act.deleteLater()
        self.act = form
        if form is not None:
            form.cancelled.connect(lambda: self.show_act(None))
            self._lower.addWidget(form)
            self._lower.setCurrentWidget(form)
            form.order_tabs()
            form.setFocus()
        self.next.setEnabled(form is None)

    def save(self) -> None:
        """Keep a further draft (存稿)."""
        if self._saved(asked=True):
            self.menu.note(f"已存为第{self.case.draft_no if self.case else 1}稿")

    def carry_out(self, job: Callable[[], Any], title: str) -> Task:
        """Do what changes the record on the writing thread, then show it as it now stands."""
        task = self.context.tasks.write(lambda progress: job(), title, cancellable=False)
        task.done.connect(lambda notice: self._changed(str(notice or "")))
        task.failed.connect(lambda error: self.context.errors.show(self, error))
        return task

    def ready_to_print(self) -> bool:
        """Make what is typed a draft, so that what is printed is on record."""
        return self._saved() and self.case is not None

    def give_up(self) -> None:
        """Forget what was typed and is no draft yet."""
        chosen = self.chosen
        if chosen is not None:
            self._pause.stop()
            letters = self.context.ports.letters
            letters.drop_typing(self.register_no, chosen.code, chosen.letter_id)
            self._begin()

    def begin_another(self) -> None:
        """A further letter of the same kind, with the same fields (再拟一份)."""
        chosen = self.chosen
        if chosen is not None:
            self._keep_draft(chosen.code, "", fresh=True)

    def _list(self, letter_id: str, code: str) -> None:
        self._choices = list(self.context.ports.letters.choices(self.register_no))
        self.letter.blockSignals(True)
        self.letter.clear()
        for at, one in enumerate(self._choices):
            if at and not one.letter_id and self._choices[at - 1].letter_id:
                self.letter.insertSeparator(self.letter.count())
            self.letter.addItem(_choice_words(one), at)
        self.letter.setCurrentIndex(self.letter.findData(self._place(letter_id, code)))
        self.letter.blockSignals(False)

    def _place(self, letter_id: str, code: str) -> int:
        """Where a letter stands: by identity, else the open one of its kind, else its kind."""
        for at, one in enumerate(self._choices):
            if letter_id and one.letter_id == letter_id:
                return at
        for at, one in enumerate(self._choices):
            if _is_open(one) and code in ("", one.code):
                return at
        kinds = [at for at, one in enumerate(self._choices) if not one.letter_id]
        named = [at for at in kinds if self._choices[at].code == code]
        return (named or kinds or [0])[0]

    def _assemble(self) -> None:
        form = QWidget()
        self.manual = InfoBanner(_MANUAL, "info")
        form.setLayout(column(self.manual, self.words, self.fields, 1))
        left = QWidget()
        left.setMinimumWidth(_FORM_WIDTH)
        left.setLayout(column(scrolled(form), self.findings))
        keep = button("存稿", self.save, right=Right.KEEP)
        keep.setShortcut("Ctrl+S")
        keep.setToolTip("存为新的一稿（Ctrl+S）")
        self.keep = keep
        self.preview.lead(self.final)
        self.like = button("相近案例", self.show_like, kind="quiet", symbol="precedent")
        self.like.setToolTip("内容最相近的五件和当时的处理结果")
        head = row(self.letter, self.like, self.menu.notes, 1, keep, *self.menu.buttons, self.next)
        self.unsaved = InfoBanner("", "warning")
        self.unsaved.hide()
        self.body.addLayout(head)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.unsaved)
        writing = Panes("文书", left, self.preview, shares=(2, 3))
        self._lower = Stack()
        self._lower.addWidget(writing)
        self.body.addWidget(self._lower, 1)

    def _begin(self) -> None:
        chosen = self.chosen
        if not self.register_no or chosen is None:
            return
        self._pause.stop()
        self._filled_for = self.register_no
        letters, number = self.context.ports.letters, self.register_no
        read = lambda: self._fill(letters.draft(number, chosen.code, chosen.letter_id))  # noqa: E731
        self.context.errors.guard(self, read)

    def _fill(self, draft: LetterDraft) -> None:
        self.draft = draft
        case = draft.case
        self.show_act(None)
        self.fields.show_draft(draft)
        self.strip.show_steps(case.steps if case else ())
        words = action_words(case, draft)
        self.next.setText(words)
        self.next.asks(step_right(case))
        self.next.setVisible(bool(words))
        settled = case is not None and case.settled
        manual = case is not None and case.manual
        self.fields.setVisible(not manual)
        self.fields.setEnabled(not settled)
        self.findings.setVisible(not settled)
        self.keep.setVisible(not settled and not manual)
        self.manual.setVisible(manual)
        self.words.setPlainText(case.text if case and manual else "")
        self.words.setVisible(manual)
        self._unsaved(False)
        self.final.blockSignals(True)
        self.final.setCurrentIndex(1 if draft.sheet or (case and case.letter_date) else 0)
        self.final.setVisible(not draft.sheet)
        self.final.blockSignals(False)
        self.menu.show_case(case)
        self._render()

    def _typed(self) -> None:
        """Keep what is typed and show it; signatures stand until it is made a draft."""
        chosen, case = self.chosen, self.case
        if chosen is None or (case and (case.settled or case.manual)):
            return
        letters, values = self.context.ports.letters, self.fields.values()
        differs = letters.keep_typing(self.register_no, chosen.code, values, chosen.letter_id)
        self._unsaved(differs and bool(case and case.signatures))
        self._render()

    def _unsaved(self, shown: bool) -> None:
        case = self.case
        count = case.signatures if case else 0
        words = (
            f"文稿有改动，还没有存稿。按“存稿”后，已有的{count}个签名作废（留有记录），"
            "要按新稿重新签。"
        )
        self.unsaved.say(words if shown else "")

    def _saved(self, *, asked: bool = False) -> bool:
        """Make what was typed a draft; a letter with signatures only when it was asked for."""
        chosen, case = self.chosen, self.case
        if chosen is None:
            return False
        if case and (case.settled or case.manual or (case.signatures and not asked)):
            return True
        self._pause.stop()
        return self._keep_draft(chosen.code, chosen.letter_id)

    def _keep_draft(self, code: str, letter_id: str, *, fresh: bool = False) -> bool:
        letters, values = self.context.ports.letters, self.fields.values()

        def keep(seen: Any) -> None:
            kept = letters.save(self.register_no, code, values, letter_id, fresh=fresh, seen=seen)
            self._changed(kept[1], kept[0])

        seen = self.draft.seen if self.draft and not fresh else None
        return self.context.errors.settle(self, keep, seen)

    def _changed(self, notice: str, letter_id: str = "") -> None:
        """Read everything again after the record has changed."""
        code = self.chosen.code if self.chosen else ""
        self._turning = (letter_id or self.letter_id, code)
        self.changed.emit(self.context.ports.register.open(self.register_no))
        if notice:
            self.unsaved.say(notice)

    def _render(self) -> None:
        """Compose and draw on another thread; only the newest result is shown."""
        chosen = self.chosen
        if not self.register_no or chosen is None:
            return
        self._wanted += 1
        wanted, number = self._wanted, self.register_no
        values, final = self.fields.values(), bool(self.final.currentData())
        letters = self.context.ports.letters

        def compose(progress: Progress) -> RenderedLetter:
            return letters.render(number, chosen.code, values, final, chosen.letter_id)

        task = self.context.tasks.read(compose, "排版文书")
        task.done.connect(lambda letter: self._show(letter, wanted))
        task.failed.connect(lambda error: self.context.errors.show(self, error))

    def _show(self, letter: RenderedLetter, wanted: int) -> None:
        if wanted != self._wanted:
            return
        self._pdf = letter.pdf
        self.preview.show_pdf(letter.pdf)
        self.findings.show_findings(letter.findings, self.fields.holds)

    def point_at(self, finding: Finding) -> None:
        """Show where a finding is: on the page, and in the field it was typed in."""
        self.fields.point_at(finding)
        letters, pdf = self.context.ports.letters, self._pdf

        def find(progress: Progress) -> Sequence[Place]:
            return letters.places(pdf, finding.words)

        task = self.context.tasks.read(find, "查找位置")
        task.done.connect(self.preview.mark)
        task.failed.connect(lambda error: self.context.errors.show(self, error))


def _is_open(choice: LetterChoice) -> bool:
    """Whether a letter on record still has a step before it."""
    return bool(choice.letter_id) and choice.state not in ("作废", "已送达")


def _choice_words(choice: LetterChoice) -> str:
    title = choice.title.removeprefix("政府信息公开")
    if choice.letter_id:
        return f"{title}　{choice.state}"
    return f"拟制{title}（建议）" if choice.proposed or choice.answer else f"拟制{title}"
