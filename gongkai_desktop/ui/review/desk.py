"""One item at the desk: text with findings, questions, signatures, particulars, versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.review.comparison import ParagraphChange
from gongkai_desktop.domain.review.handling import Action
from gongkai_desktop.domain.review.item import ReviewItem, SecretMarkError
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import StatusBadge
from gongkai_desktop.ui.common.layout import Panes
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    column,
    icon_button,
    label,
    row,
)
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports.review import FindingLine, ReviewView
from gongkai_desktop.ui.review.assessment import AssessmentSection
from gongkai_desktop.ui.review.columns import state_tone, state_words
from gongkai_desktop.ui.review.findings import FindingPanel
from gongkai_desktop.ui.review.gates import GateSection
from gongkai_desktop.ui.review.handled import HandledSection
from gongkai_desktop.ui.review.marked_text import MarkedText
from gongkai_desktop.ui.review.particulars import ReviewParticulars
from gongkai_desktop.ui.review.signing import REVIEW_SHEET, SECRECY_SHEET, SigningSection
from gongkai_desktop.ui.review.versions import VersionSection

_READABLE = "*.docx *.xlsx *.xls *.pdf *.html *.htm *.txt *.csv *.zip *.doc *.ofd"
_DRAFTS = f"文稿和附件 ({_READABLE});;所有文件 (*)"
_SECTIONS = (
    "文稿与扫描", "关口问题", "审签与发布", "登记内容", "版本比较", "处理记录", "影响评估",
)  # fmt: skip
TEXT, GATES, SIGNING, PARTICULARS, VERSIONS, HANDLED, ASSESSMENT = range(7)
_HANDLED = "对扫描提示的每一次处理，撤回的也留在这里。"


class ReviewDesk(QWidget):
    """Everything about one item; ``changed`` comes whenever it was changed here."""

    back = Signal()
    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ports = context.ports.reviews
        self._view: ReviewView | None = None
        self.name = label("", "title")
        self.badge = StatusBadge()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("待发布信息的各部分")
        self.tabs.setExpanding(False)
        for title in _SECTIONS:
            self.tabs.addTab(title)
        self.text = MarkedText()
        self.findings = FindingPanel()
        self.gates = GateSection()
        self.signing = SigningSection(self._ports.today(), self._ports.people())
        self.particulars = ReviewParticulars(self._ports.checklist(), self._ports.today())
        self.versions = VersionSection(self._compare)
        self.handled = HandledSection("处理记录", _HANDLED)
        self.assessment = AssessmentSection()
        self.unscanned = InfoBanner("", "warning")
        self.scan_button = button(
            "扫描", self.scan, kind="primary", symbol="search", right=Right.KEEP
        )
        self._files_button = button(
            "选择文件", self._choose_files, symbol="attach", right=Right.KEEP
        )
        self._mask_button = button(
            "脱敏副本", self._mask, kind="quiet", symbol="lock", right=Right.KEEP
        )
        self._mask_button.setToolTip("另存一份遮挡了个人信息的副本，原稿不动")
        self._void_button = button(
            "作废", self._void, kind="quiet", symbol="void", right=Right.DECIDE
        )
        self._stack = Stack()
        self._connect()
        self._assemble()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_section)
        self.text.textChanged.connect(self._offer_scan)
        self.findings.chosen.connect(self.text.choose)
        self.findings.decided.connect(self._decide)
        for undone in (self.findings.revoked, self.handled.revoked):
            undone.connect(lambda one: self._do(lambda view: self._ports.revoke(view, one)))
        self.assessment.saved.connect(
            lambda row_id, words: self._do(
                lambda view: self._ports.save_assessment(view.item.id, row_id, words)
            )
        )
        self.assessment.print_wanted.connect(
            lambda: self._print("影响评估表", self._ports.assessment_sheet)
        )
        self.gates.answered.connect(
            lambda key, one: self._do(lambda view: self._ports.reply(view.item.id, {key: one}))
        )
        self.signing.signed.connect(
            lambda one: self._do(lambda view: self._ports.sign(view.item.id, one))
        )
        self.signing.published.connect(
            lambda day, who, link: self._do(
                lambda view: self._ports.publish(view.item.id, day, who, link)
            )
        )
        self.signing.again.connect(
            lambda name, day, note: self._do(
                lambda view: self._ports.send_again(view.item.id, name, day, note)
            )
        )
        self.signing.print_wanted.connect(self._print_sheet)
        self.particulars.saved.connect(self._save)
        QShortcut(QKeySequence("Alt+Left"), self, self.back.emit)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.scan_button.click)

    def _assemble(self) -> None:
        draft = Card(padding="small")
        buttons = (self._mask_button, self._files_button, self.scan_button)
        draft.body.addLayout(row(label("文稿", "heading"), 1, *buttons))
        draft.body.addWidget(self.unscanned)
        draft.body.addWidget(self.text, 1)
        scanned = Panes("预审", draft, self.findings, shares=(3, 2))
        for section in (
            scanned,
            self.gates,
            self.signing,
            self.particulars,
            self.versions,
            self.handled,
            self.assessment,
        ):
            self._stack.addWidget(section)
        head = row(
            icon_button("back", "返回列表（Alt+←）", self.back.emit),
            self.name,
            self.badge,
            1,
            self._void_button,
        )
        self.setLayout(column(head, self.tabs, self._stack, gap="small"))

    def begin(self) -> None:
        """The form of a new item; the other sections come after it is saved."""
        self._view = None
        self.name.setText("新的待发布信息")
        self.badge.hide()
        self._void_button.hide()
        self.tabs.setTabVisible(ASSESSMENT, False)
        for at in (TEXT, GATES, SIGNING, VERSIONS, HANDLED):
            self.tabs.setTabEnabled(at, False)
        self.particulars.show_item(ReviewItem(title=""))
        self.tabs.setCurrentIndex(PARTICULARS)

    def open(self, item_id: str, then: Callable[[], object]) -> None:
        """Read one item and show its text, ``then`` come to the front; large files take a while."""

        def show(view: ReviewView) -> None:
            self._forget()
            self.show_view(view)
            self.tabs.setCurrentIndex(TEXT)
            then()

        read = lambda progress: self._ports.open(item_id, progress)  # noqa: E731
        carry_out(self._context, self, "打开文稿", read, show, cancellable=True, reads=True)

    def _forget(self) -> None:
        """Another item comes: nothing of the one before stays."""
        for part in (self.gates, self.text, self.findings):
            part.forget()

    def show_view(self, view: ReviewView) -> None:
        """Show an item as it now stands."""
        self._view = view
        self.name.setText(f"{view.item.no}　{view.item.title}")
        self.badge.show_state(state_words(view.state), state_tone(view.state))
        self.badge.show()
        self._void_button.setVisible(not view.fixed)
        for at in (TEXT, GATES, SIGNING):
            self.tabs.setTabEnabled(at, True)
        self.tabs.setTabEnabled(VERSIONS, bool(view.versions))
        self.tabs.setTabEnabled(HANDLED, bool(view.handled))
        self.tabs.setTabVisible(ASSESSMENT, view.personal)
        self.handled.show_handled(view.handled, fixed=view.fixed)
        self.versions.show_versions(view.versions)
        self.text.setReadOnly(view.fixed or not view.pasted)
        self.text.show_text(view.text, view.findings)
        self.unscanned.say("；".join(view.unscanned))
        looked = bool(view.text or view.unscanned or view.item.files)
        self.findings.show_findings(view.findings, fixed=view.fixed, scanned=looked)
        self.gates.show_gates(view.gates, view.item.replies, fixed=view.fixed)
        self.signing.show_view(view)
        self.particulars.show_item(view.item, fixed=view.fixed)
        self._files_button.allow("已经发布或者作废，文稿不再改动" if view.fixed else "")
        self._mask_button.setVisible(any(_is_personal(one) for one in view.findings))
        self._name_tabs(view)
        self._offer_scan()

    def _show_section(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        if at == ASSESSMENT:
            self._context.errors.guard(self, self._show_assessment)
        if at == VERSIONS:
            self._context.errors.guard(self, self.versions.show_changes)

    def _show_assessment(self) -> None:
        view = self._view
        if view is not None:
            self.assessment.show_assessment(self._ports.assessment(view.item.id), fixed=view.fixed)

    def _compare(self, at: str) -> Sequence[ParagraphChange]:
        return self._ports.compare(self._view.item.id, at) if self._view else ()

    def scan(self) -> None:
        """Keep the pasted text and scan it."""
        words = self.text.toPlainText()
        self._scan_with(lambda view, report: self._ports.paste(view.item.id, words, report))

    def _name_tabs(self, view: ReviewView) -> None:
        asked = sum(len(gate.questions) for gate in view.gates)
        answered = sum(
            one.key in view.item.replies for gate in view.gates for one in gate.questions
        )
        self.tabs.setTabText(GATES, f"关口问题 {answered}/{asked}")

    def _offer_scan(self) -> None:
        view = self._view
        if view is None:
            return
        changed = self.text.toPlainText() != view.text
        self.scan_button.setVisible(view.pasted and not view.fixed)
        typed = bool(self.text.toPlainText().strip())
        self.scan_button.allow(
            "" if typed and changed else "文稿没有改动" if typed else "先粘贴文稿"
        )
        self.scan_button.setText("扫描" if not view.text else "保存并重新扫描")
        self.scan_button.setToolTip("Ctrl+回车")

    def _do(self, action: Callable[[ReviewView], ReviewView]) -> bool:
        """Change the open item and show what became of it."""
        view = self._view
        if view is None:
            return False

        def run() -> None:
            self.show_view(action(view))
            self.changed.emit()

        return self._context.errors.guard(self, run)

    def _scan_with(self, action: Callable[[ReviewView, Report], ReviewView]) -> None:
        """The same for what may take long: off the window's thread."""
        view = self._view
        if view is None:
            return
        self.scan_button.setEnabled(False)
        self.findings.count.setText("正在扫描…")
        task = self._context.tasks.write(lambda progress: action(view, progress), "扫描文稿")
        task.left = lambda: "文稿没有放入，原来的还在"
        task.done.connect(self._scanned)
        task.failed.connect(self._failed)
        task.stopped.connect(self._stopped)

    def _scanned(self, view: ReviewView) -> None:
        self.show_view(view)
        self.changed.emit()

    def _stopped(self) -> None:
        self._offer_scan()
        self.findings.count.setText("已取消扫描")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, SecretMarkError):
            # Not even the window keeps the text.
            self.text.clear()
        self._offer_scan()
        self.findings.count.setText("没有扫描成")
        self._context.errors.show(self, error)

    def _decide(self, line: object, action: object, scope: object, reason: str) -> None:
        done = self._do(lambda view: self._ports.decide(view, line, action, scope, reason))  # type: ignore[arg-type]
        if done and action is Action.CHANGED:
            self.text.choose(line)  # type: ignore[arg-type]
            self.text.edit_chosen()

    def _save(self, item: ReviewItem) -> None:
        if self._view is not None:
            self._amend(item, self._view)
            return

        def enter() -> None:
            self._forget()
            self.show_view(self._ports.begin(item))
            self.tabs.setCurrentIndex(TEXT)
            self.text.setFocus()
            self.changed.emit()

        self._context.errors.guard(self, enter)

    def _amend(self, item: ReviewItem, view: ReviewView) -> None:
        def amend(seen: ReviewItem) -> None:
            self._ports.amend(item, seen)
            self._read_again(view.item.id)

        self._context.errors.settle(self, amend, view.item)

    def _read_again(self, item_id: str) -> None:
        """Another day, attribute or kind is another scan."""
        read = lambda progress: self._ports.open(item_id, progress)  # noqa: E731
        carry_out(self._context, self, "重新扫描", read, self._scanned, reads=True)

    def _choose_files(self) -> None:
        paths = self._context.prompts.open_files(self, "选择文稿和附件", _DRAFTS)
        if paths:
            self._scan_with(lambda view, report: self._ports.put_files(view.item.id, paths, report))

    def _mask(self) -> None:
        """A masked copy of every file in turn, each where the clerk says."""
        view = self._view
        for name in [one.name for one in view.item.files] if view else ():
            path = self._context.prompts.save_file(self, f"{name}的脱敏副本", _copy_name(name), ANY)
            if path is not None and view is not None:
                self._copy_masked(view.item.id, name, path)

    def _copy_masked(self, item_id: str, name: str, path: Path) -> None:
        write = lambda progress: self._ports.masked_copy(item_id, name, path, progress)  # noqa: E731
        told = lambda places: self._context.prompts.tell(  # noqa: E731
            self, "脱敏副本", f"{path.name}：遮挡了{places}处"
        )
        carry_out(self._context, self, "脱敏副本", write, told, cancellable=True)

    def _void(self) -> None:
        reason = self._context.prompts.ask_text(self, "作废待发布信息", "作废理由")
        if reason is not None:
            self._do(lambda view: self._ports.void(view.item.id, reason))

    def _print_sheet(self, name: str) -> None:
        sheets = {REVIEW_SHEET: self._ports.sheet, SECRECY_SHEET: self._ports.secrecy_sheet}
        self._print(name, sheets[name])

    def _print(self, name: str, sheet: Callable[[str], bytes]) -> None:
        view = self._view
        if view is None:
            return
        make = lambda: sheet(view.item.id)  # noqa: E731
        save_pages(self._context, self, f"打印{name}", f"{name}{view.item.no}.pdf", make)


def _is_personal(line: FindingLine) -> bool:
    return line.finding.rule.startswith("YS")


def _copy_name(name: str) -> str:
    path = Path(name)
    return f"{path.stem}（脱敏）{path.suffix}"
