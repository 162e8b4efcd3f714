"""文书格式: each form's paragraphs and fields, printed on samples beside them; restore, layers."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QMenu, QTabWidget, QToolButton, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.draft import FormDraft, FormState
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import text_field
from gongkai_desktop.ui.common.layout import Panes
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.preview import PdfPreview
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    column,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.settings.form_fields import Cells, Fields
from gongkai_desktop.ui.settings.form_paragraphs import Paragraphs

_PAUSE_MS = 500
_NOTHING_OWN = "这份文书没有本机关自己的格式，没有可以恢复的"
_EDITOR_WIDTH = 380
TOML = "格式文件 (*.toml)"
_BROKEN = "本机关的格式读不出来，现在用的是程序提供的：{}"
_CHANGED = "程序更新了这份格式，与当初修改时的不同。请看两份，再决定用哪一份。"


class FormsPart(Card):
    """文书格式."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("", padding="medium")
        self._context, self._changed = context, changed
        self._port = context.ports.forms
        self._draft: FormDraft | None = None
        self._states: list[FormState] = []
        self._wanted = 0
        self._filling = False
        self.form = QComboBox()
        self.form.setAccessibleName("文书")
        self.form.setMinimumWidth(290)
        self.form.setMaxVisibleItems(24)
        self.heading = text_field()
        self.own_title = text_field()
        self.paragraphs, self.fields, self.cells = Paragraphs(), Fields(), Cells()
        self.preview = PdfPreview(context.ports.printing.previews, context.tasks, "试印")
        self.trouble = InfoBanner("", "warning")
        self.notice = InfoBanner("", "info")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.test_print)
        self._assemble()
        self._connect()
        self.show_states()

    def show_states(self, key: str = "") -> None:
        """The list of forms anew, the one with ``key`` in front."""
        self._states = list(self._port.states())
        self.form.blockSignals(True)
        self.form.clear()
        for state in self._states:
            self.form.addItem(_line(state), state.key)
        self.form.setCurrentIndex(max(0, self.form.findData(key)))
        self.form.blockSignals(False)
        self.open_form()

    def open_form(self, layer: Layer | None = None) -> None:
        """Show the chosen form; ``layer`` shows another layer's wording to compare."""
        key = str(self.form.currentData() or "")
        opened = self._context.errors.guard(self, lambda: self._take(key, layer))
        if opened:
            self._tell_state(key, layer)
            self.test_print()

    def draft(self) -> FormDraft | None:
        """The form as it now stands on the page."""
        if self._draft is None:
            return None
        return attrs.evolve(
            self._draft,
            title=self.heading.text().strip(),
            own_title=self.own_title.text().strip(),
            parts=self.paragraphs.parts(),
            fields=self.fields.fields(),
            cells=self.cells.cells(),
            remarks=self.cells.lines() if self._draft.cells else self._draft.remarks,
        )

    def test_print(self) -> None:
        """Print the draft on its samples; what is wrong is said and the last good page stays."""
        draft = self.draft()
        if draft is None:
            return
        self._wanted += 1
        wanted, port = self._wanted, self._port

        def compose(progress: Progress) -> bytes:
            return port.sample_page(draft)

        task = self._context.tasks.read(compose, "试印")
        task.done.connect(lambda pdf: self._printed(pdf, wanted))
        task.failed.connect(lambda error: self._refused(error, wanted))

    def save(self) -> None:
        """Keep the wording as the office's own."""
        draft = self.draft()
        if draft is not None and self._context.errors.guard(self, lambda: self._port.save(draft)):
            self._changed()
            self.show_states(draft.key)
            self.notice.say("已保存为本机关的格式，以后生成的文书按它印制；已经生成的不变。")

    def restore(self) -> None:
        """Take the office's own wording back, after asking."""
        key = str(self.form.currentData() or "")
        words = "恢复后本机关修改的文字不再使用（操作记录里仍可查到）。"
        if not self._context.prompts.confirm(self, "恢复格式", words, "恢复"):
            return
        if self._context.errors.guard(self, lambda: self._port.restore(key)):
            self._changed()
            self.show_states(key)

    def _assemble(self) -> None:
        self.insert = QToolButton()
        self.insert.setText("插入字段")
        self.insert.setProperty("kind", "menu")
        self.insert.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more = QToolButton()
        self.more.setText("更多")
        self.more.setProperty("kind", "menu")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.undo = button("恢复", self.restore, right=Right.MANAGE)
        self.undo.setToolTip("不再使用本机关修改的文字，恢复县级下发的或者随程序提供的格式")
        self.body.addLayout(
            wrapping(
                self.form,
                self.insert,
                1,
                self.more,
                self.undo,
                button("保存", self.save, kind="primary", right=Right.MANAGE),
            )
        )
        self.choice = _Choice(self)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.trouble)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("文书格式的各部分")
        self.tabs.setMinimumWidth(_EDITOR_WIDTH)
        self.heading.setAccessibleName("标题")
        self.own_title.setAccessibleName("分类标题")
        heads = row(label("标题", "caption"), self.heading)
        own = row(label("分类标题", "caption"), self.own_title)
        words = QWidget()
        words.setLayout(column(heads, own, self.paragraphs, 1))
        for content, title in ((words, "段落"), (self.fields, "字段"), (self.cells, "表格")):
            self.tabs.addTab(scrolled(content), title)
        self.body.addWidget(Panes("文书格式", self.tabs, self.preview, shares=(5, 3)), 1)

    def _connect(self) -> None:
        self.form.currentIndexChanged.connect(lambda _: self.open_form())
        self.paragraphs.asked_for_own.connect(self._make_own)
        for part in (self.paragraphs, self.fields, self.cells):
            part.edited.connect(self._edited)
        for one in (self.heading, self.own_title):
            one.textChanged.connect(lambda _: self._edited())

    def _edited(self) -> None:
        if not self._filling:
            self._pause.start()

    def _take(self, key: str, layer: Layer | None) -> None:
        draft = self._port.draft(key, layer)
        self._draft = draft
        self._filling = True
        self.heading.setText(draft.title)
        self.own_title.setText(draft.own_title)
        self.own_title.setEnabled(bool(draft.own_title))
        self.paragraphs.show_parts(draft.parts, draft.conditions)
        self.fields.show_fields(draft.fields)
        self.cells.show_cells(draft.cells, draft.remarks)
        self._filling = False
        self.tabs.setTabVisible(2, bool(draft.cells))
        menu = QMenu(self.insert)
        for name in draft.labels:
            menu.addAction(name).triggered.connect(self._inserter(name))
        self.insert.setMenu(menu)
        self.more.setMenu(self._more_menu(key))

    def _inserter(self, name: str) -> Callable[[], None]:
        return lambda: self.paragraphs.insert(f"{{{name}}}")

    def _more_menu(self, key: str) -> ActMenu:
        menu = ActMenu(self.more)
        menu.offer("试印示例", self.test_print)
        menu.offer("导出格式文件…", lambda: self._write_out(key))
        ours, theirs = Layer.OFFICE, Layer.COUNTY
        menu.offer("导入为本机关的格式…", lambda: self._take_in(key, ours), Right.MANAGE)
        menu.offer("导入县级下发的格式…", lambda: self._take_in(key, theirs), Right.MANAGE)
        return menu

    def _tell_state(self, key: str, layer: Layer | None) -> None:
        state = next(one for one in self._states if one.key == key)
        self.undo.allow("" if state.layer is Layer.OFFICE else _NOTHING_OWN)
        self.notice.say("")
        self.choice.show_state(state, layer)

    def _make_own(self, at: int) -> None:
        part = self.paragraphs.cards[at].part()
        self.paragraphs.replace(at, self._port.own_paragraphs(part))

    def _printed(self, pdf: bytes, wanted: int) -> None:
        if wanted == self._wanted:
            self.trouble.say("")
            self.preview.show_pdf(pdf)

    def _refused(self, error: BaseException, wanted: int) -> None:
        if wanted != self._wanted:
            return
        if isinstance(error, UserError):
            self.trouble.say(f"还不能试印：{error}")
        else:
            self._context.errors.show(self, error)

    def _write_out(self, key: str) -> None:
        name = f"{key.partition('/')[2]}.toml"
        path = self._context.prompts.save_file(self, "导出格式文件", name, TOML)
        if path is not None:
            self._context.errors.guard(self, lambda: self._port.write_out(key, path))

    def _take_in(self, key: str, layer: Layer) -> None:
        path = self._context.prompts.open_file(self, "导入格式文件", TOML)
        if path is None:
            return
        if self._context.errors.guard(self, lambda: self._port.take_in(key, path, layer)):
            self._changed()
            self.show_states(key)

    def keep_ours(self) -> None:
        """Keep the own wording though the shipped one has changed."""
        key = str(self.form.currentData() or "")
        if self._context.errors.guard(self, lambda: self._port.keep_ours(key)):
            self.show_states(key)


class _Choice(QWidget):
    """Shipped and own wording side by side in time: look at each, then choose."""

    def __init__(self, part: FormsPart) -> None:
        super().__init__()
        self._banner = InfoBanner("", "warning")
        self.theirs = button("看程序提供的", lambda: part.open_form(Layer.SHIPPED))
        self.ours = button("看现在用的", lambda: part.open_form())
        self.keep = button("保留现在用的", part.keep_ours, right=Right.MANAGE)
        self.take = button("改用程序提供的", part.restore, right=Right.MANAGE)
        buttons = row(self.theirs, self.ours, 1, self.keep, self.take)
        self.setLayout(column(self._banner, buttons, gap="tight"))

    def show_state(self, state: FormState, layer: Layer | None) -> None:
        """Only there while something is to be decided, or another layer is looked at."""
        words = (
            f"本机关的格式读不出来，现在用的是程序提供的：{state.broken}" if state.broken else ""
        )
        self._banner.say(words or (_CHANGED if state.changed else ""))
        self.setVisible(bool(words) or state.changed)
        self.theirs.setEnabled(layer is None)
        self.ours.setEnabled(layer is not None)
        self.take.setEnabled(state.layer is Layer.OFFICE)


def _line(state: FormState) -> str:
    mark = {Layer.OFFICE: "（本机关改过）", Layer.COUNTY: "（县级下发）"}.get(state.layer, "")
    code = state.code if state.key.startswith("letters/") else "表单"
    return f"{code}　{state.title}{'（待选择）' if state.changed or state.broken else mark}"
