"""What else can be done with a letter: its papers on the printer, its earlier drafts, 作废."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.paper import save_pages, written
from gongkai_desktop.ui.common.prompts import WORD
from gongkai_desktop.ui.common.widgets import button, label
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports.letters import LetterCase, Paper
from gongkai_desktop.ui.request.letter_steps import seal_form

if TYPE_CHECKING:
    from gongkai_desktop.ui.request.letters import LetterSection


class LetterMenu:
    """The menus 打印 and 更多 of the letter in front."""

    def __init__(self, section: LetterSection) -> None:
        self._section = section
        self._case: LetterCase | None = None
        self.notes = label("", "caption")
        printing = button("打印", symbol="print")
        more = button("更多", symbol="more")
        self._print, self._more = ActMenu(printing), ActMenu(more)
        printing.setMenu(self._print)
        more.setMenu(self._more)
        self.buttons: tuple[QPushButton, ...] = (printing, more)

    def show_case(self, case: LetterCase | None) -> None:
        """Offer what fits a letter as it now stands."""
        self._case = case
        self.notes.setText(_standing(case))
        self._fill_print()
        self._fill_more()

    def note(self, words: str) -> None:
        """A few words beside the letter's name."""
        self.notes.setText(words)

    def print_final(self) -> None:
        """Offer the issued letter for the printer."""
        self._write(Paper.FINAL)

    def _fill_print(self) -> None:
        case, menu = self._case, self._print
        menu.clear()
        right = Right.LOOK if case else Right.KEEP  # what is not on record yet is put there first
        draft = self._section.draft
        if draft and draft.sheet:
            menu.offer("打印…", lambda: self._write(Paper.SHEET), right)
            menu.offer("Word…", lambda: self._write(Paper.SHEET, word=True), right)
            return
        if not (case and case.manual):
            menu.offer("审签稿…", lambda: self._write(Paper.DRAFT), right)
        menu.offer("审签稿 Word…", lambda: self._write(Paper.DRAFT, word=True), right)
        if case and case.steps:
            menu.offer("审批单…", lambda: self._write(Paper.SLIP), right)
        if case and case.reply_form:
            menu.addSeparator()
            title = case.reply_form.removeprefix("政府信息公开")
            menu.offer(f"{title}…", lambda: self._write(Paper.REPLY), right)
            menu.offer(f"{title} Word…", lambda: self._write(Paper.REPLY, word=True), right)
        if case and case.letter_date:
            menu.addSeparator()
            if not case.manual:
                menu.offer("用印稿…", lambda: self._write(Paper.FINAL), right)
            menu.offer("用印稿 Word…", lambda: self._write(Paper.FINAL, word=True), right)
            menu.offer("信封面…", lambda: self._write(Paper.ENVELOPE), right)
            menu.offer("邮寄交接单…", lambda: self._write(Paper.POSTING), right)
            menu.offer("送达回证…", lambda: self._write(Paper.RECEIPT), right)

    def _fill_more(self) -> None:
        case, menu = self._case, self._more
        menu.clear()
        if case is None:
            menu.offer("放弃已填的内容", self._give_up, Right.KEEP)
            return
        if not case.settled:
            menu.offer("存入改好的 Word…", self._attach, Right.KEEP)
            self._add_versions(menu, case)
            menu.offer("放弃没有存稿的改动", self._give_up, Right.KEEP)
        if case.sealed:
            menu.offer("补印…", self._reprint, Right.KEEP)
        menu.offer("再拟一份同类文书", self._again, Right.KEEP)
        if case.status not in ("作废", "已寄出", "已送达", "已退回"):
            menu.addSeparator()
            menu.offer("作废这份文书…", self._void, Right.DECIDE)

    def _add_versions(self, menu: ActMenu, case: LetterCase) -> None:
        if len(case.versions) < 2:
            return
        earlier = menu.addMenu("改回以前的一稿")
        menu.ask(earlier.menuAction(), Right.KEEP)
        for one in case.versions[1:]:
            kind = "　人工修改" if one.manual else ""
            action = earlier.addAction(f"第{one.no}稿　{one.at}　{one.by}{kind}")
            action.setEnabled(not one.manual)
            action.triggered.connect(lambda _, no=one.no: self._restore(no))

    def _write(self, paper: Paper, *, word: bool = False) -> None:
        section = self._section
        if not section.ready_to_print() or section.case is None:
            return
        title = section.draft.title if section.draft else ""
        name = f"{section.register_no}-{title}-{paper.value}"
        letters, letter_id = section.context.ports.letters, section.case.id
        if not word:
            make = written(lambda path: letters.write(letter_id, paper, path))
            save_pages(section.context, section, f"打印{paper.value}", f"{name}.pdf", make)
            return
        path = section.context.prompts.save_file(section, paper.value, f"{name}.docx", WORD)
        if path is None:
            return
        write = lambda progress: letters.write(letter_id, paper, path)  # noqa: E731
        told = lambda _: self.note(f"已保存到 {path.name}")  # noqa: E731
        carry_out(section.context, section, f"写成{paper.value}", write, told)

    def _attach(self) -> None:
        section, case = self._section, self._case
        path = section.context.prompts.open_file(section, "改好的 Word 文件", WORD)
        if path is not None and case is not None:
            letters = section.context.ports.letters
            section.carry_out(lambda: letters.attach_word(case.id, path), "存入 Word")

    def _restore(self, no: int) -> None:
        section, case = self._section, self._case
        if case is not None:
            letters = section.context.ports.letters
            section.carry_out(lambda: letters.restore(case.id, no), "改回以前的一稿")

    def _give_up(self) -> None:
        self._section.give_up()

    def _reprint(self) -> None:
        section, case = self._section, self._case
        if case is not None:
            section.show_act(seal_form(section.context, section, case))

    def _again(self) -> None:
        self._section.begin_another()

    def _void(self) -> None:
        section, case = self._section, self._case
        if case is None:
            return
        number = f"（文号{case.number}保留，不再使用）" if case.number else ""
        reason = section.context.prompts.ask_text(section, "作废文书", f"作废的理由{number}")
        if reason is not None:
            letters = section.context.ports.letters
            section.carry_out(lambda: letters.void(case.id, reason), "作废文书")


def _standing(case: LetterCase | None) -> str:
    if case is None:
        return ""
    manual = "　人工修改" if case.manual else ""
    return "　".join(part for part in (f"第{case.draft_no}稿{manual}", case.number) if part)
