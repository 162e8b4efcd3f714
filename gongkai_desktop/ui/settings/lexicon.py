"""词库: the packs of the scan, their entries, words and facts of the office's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.domain.review.finding import Gate, Severity
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import (
    FormGrid,
    choice_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    column,
    label,
    row,
)
from gongkai_desktop.ui.ports.review_settings import PackLine, WordLine

_TOML = "词表文件 (*.toml)"
_DETAIL_HEIGHT = 58
_MOST_SHOWN = 90
_COLUMNS: tuple[Column[WordLine], ...] = (
    Column(title="查什么", text=lambda one: one.words, tip=lambda one: one.words),
    Column(title="应为", text=lambda one: one.meaning, tip=lambda one: one.meaning),
    Column(title="关口", text=lambda one: one.gate, width=92, gives_way=1),
    Column(title="程度", text=lambda one: one.severity or "—", width=64, gives_way=2),
    Column(title="状态", text=lambda one: "停用" if one.off else "在用", width=64),
)
_SUBJECTS = {
    FactKind.POST: ("职务", "姓名", "现任和任过该职的人，用顿号隔开"),
    FactKind.NAME: ("机构全称", "不算错的写法", "与全称只差一个字、本来正确的写法，可以不填"),
    FactKind.MEETING: ("会议", "召开日期", "写成 二十一大、二十届五中全会；日期如 2027-10-18"),
    FactKind.DOCUMENT: ("标题", "文号", "文号带年份，如 望政办〔2026〕3号；标题、文号至少填一项"),
}


class LexiconPart(Card):
    """词库."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("", padding="medium")
        self._context, self._changed = context, changed
        self._port = context.ports.review_settings
        self._packs: list[PackLine] = []
        self.pack = choice_field([("全部词表", "")])
        self.pack.setMinimumWidth(250)
        self.pack.setAccessibleName("词表")
        self.wanted = text_field(placeholder="查词、提示或规则号")
        self.model = ListTableModel(_COLUMNS, self)
        self.table = RecordTable(self.model, "词条")
        self.detail = label("", "muted", wrap=True, select=True)
        self.result = InfoBanner("", "success")
        self.switch_button = button("停用…", self.switch, right=Right.MANAGE)
        self.remove_button = button("移除词表", self.remove, kind="quiet", right=Right.MANAGE)
        self.word = _WordForm(self)
        self.fact = _FactForm(self)
        self._assemble()
        self.pack.currentIndexChanged.connect(lambda _: self.show_words())
        self.wanted.textChanged.connect(lambda _: self.show_words())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_word())
        self.show_packs()

    def _assemble(self) -> None:
        take = button("导入词表…", self.take_in, symbol="attach", right=Right.MANAGE)
        self.count = label("", "caption")
        self.wanted.setMinimumWidth(180)
        self.detail.setMinimumHeight(_DETAIL_HEIGHT)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        words.setLayout(
            column(
                wrapping(self.pack, self.wanted, 1, self.remove_button, take),
                self.table,
                self.detail,
                row(self.count, 1, self.switch_button),
            )
        )
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("词库的各部分")
        for content, title in ((words, "词条"), (self.word, "添加错词"), (self.fact, "添加事实")):
            self.tabs.addTab(content, title)
        self.result.hide()
        self.body.addWidget(self.result)
        self.body.addWidget(self.tabs, 1)

    def show_packs(self, key: str = "") -> None:
        """Read the packs again, the one with ``key`` in front."""
        self._packs = list(self._port.packs())
        self.pack.blockSignals(True)
        self.pack.clear()
        self.pack.addItem("全部词表", "")
        for one in self._packs:
            self.pack.addItem(f"{one.name}（{one.count}条）", one.key)
        self.pack.setCurrentIndex(max(0, self.pack.findData(key)))
        self.pack.blockSignals(False)
        self.show_words()

    def show_words(self) -> None:
        """The entries of the chosen pack with the words looked for."""
        chosen = self._chosen_pack()
        lines = self._port.words(chosen.key if chosen else "", self.wanted.text())
        self.model.show_rows(lines)
        self.remove_button.setVisible(chosen is not None and chosen.ours)
        self.count.setText(
            f"{len(lines)} 条"
            + (
                f"　截至 {chosen.as_of.isoformat()}　{chosen.layer}"
                if chosen
                else "　每条可以停用；扫描立即按这里的词库进行"
            )
        )
        self.show_word()

    def show_word(self) -> None:
        """What the entry in front rests on, with its examples."""
        one = self.line()
        self.switch_button.allow("" if one else "先在表里选中一条")
        if one is None:
            self.detail.setText(f"选中一条看它的例句、依据，可以停用{self._source()}")
            return
        self.switch_button.setText("启用" if one.off else "停用…")
        parts = (
            f"已停用：{one.off}" if one.off else "",
            f"查出：{one.wrong[0]}" if one.wrong else f"{one.words}：{one.meaning}",
            f"不报：{one.right[0]}" if one.right else "",
            f"{one.pack} {one.key}" + (f"　依据：{one.basis}" if one.basis else ""),
        )
        shown = (part[:_MOST_SHOWN] for part in parts if part)
        self.detail.setText("\n".join(shown) + self._source())

    def _source(self) -> str:
        """Where the chosen pack comes from, as a line of its own."""
        chosen = self._chosen_pack()
        return f"\n来源：{chosen.source}" if chosen and chosen.source else ""

    def line(self) -> WordLine | None:
        """The entry in front."""
        at = self.table.currentIndex()
        return self.model.record(at.row()) if at.isValid() else None

    def switch(self) -> None:
        """Switch the entry in front on, or off with a reason."""
        one = self.line()
        if one is None:
            return
        reason = ""
        if not one.off:
            asked = self._context.prompts.ask_text(self, f"停用“{one.words}”", "停用理由")
            if asked is None:
                return
            reason = asked
        done = "已启用" if one.off else "已停用"
        self.keep(lambda: self._port.switch(one.key, bool(one.off), reason), done)

    def take_in(self) -> None:
        """Bring a pack in after it was seen."""
        path = self._context.prompts.open_file(self, "导入词表", _TOML)
        if path is None:
            return
        seen: list[str] = []
        if not self._context.errors.guard(self, lambda: seen.append(self._port.preview(path))):
            return
        if self._context.prompts.confirm(self, "导入词表", seen[0], "导入"):
            self.keep(lambda: self._port.take_in(path), "已导入")

    def remove(self) -> None:
        """Take an imported pack back, with a reason."""
        chosen = self._chosen_pack()
        if chosen is None:
            return
        reason = self._context.prompts.ask_text(self, f"移除“{chosen.name}”", "移除理由")
        if reason is not None:
            self.keep(lambda: self._port.remove(chosen.key, reason), "已移除")

    def keep(self, action: Callable[[], object], done: str) -> bool:
        """Change the packs; errors in one place, the list read again."""
        self.result.say("")
        if not self._context.errors.guard(self, action):
            return False
        key = str(self.pack.currentData() or "")
        self.show_packs(key)
        self.result.say(f"{done}，以后的扫描按新的词库进行")
        self._changed()
        return True

    def add_word(self, wrong: str, right: str, gate: Gate, severity: Severity) -> bool:
        """Add a word of the office's own."""
        return self.keep(
            lambda: self._port.add_word(wrong, right, gate, severity), f"已添加“{wrong}”"
        )

    def add_fact(self, kind: FactKind, subject: str, detail: str, attribute: str) -> bool:
        """Add a fact of the office's own."""
        return self.keep(
            lambda: self._port.add_fact(kind, subject, detail, attribute),
            f"已添加“{subject or detail}”",
        )

    def _chosen_pack(self) -> PackLine | None:
        key = self.pack.currentData()
        return next((one for one in self._packs if one.key == key), None)


class _WordForm(QWidget):
    """A wrong word, the right one, how much it weighs."""

    def __init__(self, part: LexiconPart) -> None:
        super().__init__()
        self._part = part
        self.wrong, self.right = text_field(), text_field()
        self.gate = choice_field([(one.value, one.value) for one in Gate], Gate.WORDING.value)
        self.severity = choice_field(
            [(one.value, one.value) for one in Severity], Severity.MEDIUM.value
        )
        self.grid = FormGrid(2)
        self.grid.add("错词", self.wrong, required=True)
        self.grid.add("应为", self.right, required=True)
        self.grid.add("关口", self.gate)
        self.grid.add("程度", self.severity)
        add = button("添加", self.submit, kind="primary", right=Right.MANAGE)
        self.setLayout(column(self.grid, row(1, add), 1))

    def submit(self) -> None:
        """Add it when nothing is missing."""
        if self.grid.first_problem():
            return
        words = (self.wrong.text().strip(), self.right.text().strip())
        gate, severity = Gate(text_of(self.gate)), Severity(text_of(self.severity))
        if self._part.add_word(*words, gate, severity):
            self.wrong.clear()
            self.right.clear()


class _FactForm(QWidget):
    """A leader's post, a name of an institution, or a document not public."""

    def __init__(self, part: LexiconPart) -> None:
        super().__init__()
        self._part = part
        self.kind = choice_field([(one.value, one.value) for one in FactKind])
        self.subject, self.detail = text_field(), text_field()
        self.attribute = choice_field([(one, one) for one in ("不予公开", "依申请公开")])
        self.grid = FormGrid(2)
        help_ = told("lexicon.text")
        self.grid.add("种类", self.kind, hint=help_)
        self.grid.add("公开属性", self.attribute)
        self.grid.add("对象", self.subject)
        self.grid.add("说明", self.detail)
        self.hint = label("", "caption", wrap=True)
        add = button("添加", self.submit, kind="primary", right=Right.MANAGE)
        self.setLayout(column(self.grid, self.hint, row(1, add), 1))
        self.kind.currentIndexChanged.connect(lambda _: self._fit())
        self._fit()

    def submit(self) -> None:
        """Add it."""
        kind = FactKind(text_of(self.kind))
        attribute = text_of(self.attribute) if kind is FactKind.DOCUMENT else ""
        if self._part.add_fact(kind, self.subject.text(), self.detail.text(), attribute):
            self.subject.clear()
            self.detail.clear()

    def _fit(self) -> None:
        kind = FactKind(text_of(self.kind))
        subject, detail, words = _SUBJECTS[kind]
        self.subject.setPlaceholderText(subject)
        self.detail.setPlaceholderText(detail)
        self.hint.setText(words)
        self.grid.show_field(self.attribute, kind is FactKind.DOCUMENT)
