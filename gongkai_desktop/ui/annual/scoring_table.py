"""评分表: the indicators an office is assessed by, changed line by line, taken in, restored."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.role import Right
from gongkai_desktop.domain.scoring import Deduction, Indicator, ScoringTable
from gongkai_desktop.ui.common.entry_list import EntryForm, EntryList
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, inset, long_field, text_field
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    icon_button,
    label,
    row,
    scrolled,
)

_FILES = "评分办法 (*.docx *.xlsx *.xls *.toml);;全部文件 (*)"
_TOML = "评分表文件 (*.toml)"
_LIST_WIDTH = 380
_BETWEEN = "|"
"""Between a named count and an expression over cells, one of which is empty."""
_PROOF_HEIGHT = 132
_MOST_POINTS = 1000.0
_CHANGED = "程序更新了评分表，与本机关改的时候不同：可以照现在的继续用，或者恢复成程序提供的。"
_TAKEN_IN = (
    "已从“{name}”读出{count}项共{full}分，还没有保存。"
    "请逐项核对分值、扣分办法和佐证台账，再点保存。"
)

Rules = tuple[Deduction, ...]


class ScoringTableView(QWidget):
    """The indicators on the left, the one in front on the right; the table's own facts below."""

    back = Signal()
    data_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ports = context.ports.statistics
        self._make_list()
        self._make_form()
        self._make_facts()
        self._assemble()

    # ---------------------------------------------------------------- building

    def _make_list(self) -> None:
        form = EntryForm[Indicator](
            line=_line,
            tip=lambda one: one.title,
            fresh=self._fresh,
            show=self._show_indicator,
            taken=self._taken,
        )
        self.indicators = EntryList("评分指标", "一项", form)
        self.indicators.setFixedWidth(_LIST_WIDTH)
        self.indicators.changed.connect(self._tell_total)
        self.indicators.added.connect(lambda: self.name.setFocus())

    def _make_form(self) -> None:
        self.group, self.name = text_field(), text_field()
        self.full = _points_field("满分")
        self.standard = long_field(lines=3)
        self.rules: list[tuple[QComboBox, QDoubleSpinBox]] = []
        self._rules = QVBoxLayout()
        self._rules.setContentsMargins(0, 0, 0, 0)
        rules = QWidget()
        rules.setLayout(column(self._rules, row(button("增加扣分办法", self._add_rule), 1)))
        rules.setAccessibleName("扣分办法")
        self.proof = QListWidget()
        self.proof.setAccessibleName("佐证台账")
        self.proof.setFixedHeight(_PROOF_HEIGHT)
        self.form = FormGrid(columns=1)
        self.form.add("类别", self.group)
        self.form.add("指标", self.name, required=True)
        self.form.add("满分", self.full)
        self.form.add("评分标准", self.standard)
        self.form.add("按件扣分（由程序数件数；没有的由人打分）", rules)
        self.form.add("佐证材料在哪些台账", self.proof)

    def _make_facts(self) -> None:
        self.title, self.source = text_field(), text_field()
        self.title.setAccessibleName("评分表名称")
        self.source.setAccessibleName("评分表出处")
        self.confirmed = QCheckBox("已按本地的评分办法核定")
        self.state = label("", "caption")
        self.total = label("", "strong")
        self.changed = InfoBanner(_CHANGED, "warning")
        self.result = InfoBanner("", "success")

    def _assemble(self) -> None:
        more = button("更多", symbol="more")
        menu = ActMenu(more)
        menu.offer("导入评分表…", self.take_in, Right.MANAGE)
        menu.offer("导出评分表…", self.write_out)
        more.setMenu(menu)
        self.undo = button("恢复", self.restore, right=Right.MANAGE)
        facts = row(label("名称", "muted"), self.title, label("出处", "muted"), self.source)
        card = Card(padding="small")
        card.body.addLayout(
            row(
                icon_button("back", "返回考核自评", self.back.emit),
                label("评分表", "heading"),
                self.total,
                1,
                self.state,
                more,
                self.undo,
                button("保存", self.save, kind="primary", right=Right.MANAGE),
            )
        )
        card.body.addWidget(self.changed)
        card.body.addWidget(self.result)
        card.body.addLayout(row(self.indicators, scrolled(self.form), gap="medium"), 1)
        card.body.addLayout(facts)
        card.body.addWidget(self.confirmed)
        self.setLayout(column(card))

    # ---------------------------------------------------------------- the table

    def open(self) -> None:
        """Show the table in force."""
        self.result.say("")
        self._show(self._ports.scoring_table())

    def _show(self, table: ScoringTable) -> None:
        self.title.setText(table.title)
        self.source.setText(table.source)
        for field in (self.title, self.source):
            field.setCursorPosition(0)
        self.confirmed.setChecked(table.confirmed)
        layer, changed = self._ports.scoring_standing()
        self.changed.setVisible(changed)
        self.state.setText(f"现在用的：{layer.label}")
        self.undo.allow(
            "现在用的就是随程序提供的，没有可以恢复的" if layer is Layer.SHIPPED else ""
        )
        self.indicators.open(table.indicators)

    def table(self) -> ScoringTable:
        """The table as it stands in the form."""
        return ScoringTable(
            title=self.title.text().strip(),
            source=self.source.text().strip(),
            indicators=self.indicators.entries,
            confirmed=self.confirmed.isChecked(),
        )

    def save(self) -> None:
        """Keep it; the assessment and its evidence follow at once."""
        made = self.table()
        if self._context.errors.guard(self, lambda: self._ports.keep_scoring(made)):
            self._show(self._ports.scoring_table())
            self.result.say("已保存，自评表和佐证材料按新的评分表。")
            self.data_changed.emit()

    def restore(self) -> None:
        """Take the own table back after asking."""
        ask = "撤回本机关的评分表，用回县级下发的或者程序提供的？改动仍在审计记录里。"
        if not self._context.prompts.confirm(self, "恢复", ask, "恢复"):
            return
        if self._context.errors.guard(self, self._ports.restore_scoring):
            self.open()
            self.result.say("已恢复。")
            self.data_changed.emit()

    def take_in(self) -> None:
        """Read a table from a file into the form; it is kept only by 保存."""
        path = self._context.prompts.open_file(self, "导入评分表", _FILES)
        if path is None:
            return

        def read() -> None:
            taken = self._ports.scoring_in(path)
            self._show(taken)
            full = sum((one.full for one in taken.indicators), Decimal(0))
            told = {"name": path.name, "count": len(taken.indicators), "full": shown(full)}
            self.result.say(_TAKEN_IN.format(**told))

        self._context.errors.guard(self, read)

    def write_out(self) -> None:
        """Write the table in force to a file."""
        path = self._context.prompts.save_file(self, "导出评分表", "评分表.toml", _TOML)
        if path is not None and self._context.errors.guard(
            self, lambda: self._ports.scoring_out(path)
        ):
            self.result.say(f"已导出到 {path.name}")

    # ---------------------------------------------------------------- its indicators

    def _fresh(self, before: Indicator | None) -> Indicator:
        """A further indicator, of the group of the one before it."""
        known = {one.key for one in self.indicators.entries}
        numbers = range(1, len(known) + 2)
        key = next(key for n in numbers if (key := f"own{n}") not in known)
        return Indicator(key=key, group=before.group if before else "", title="", full=Decimal(5))

    def _tell_total(self) -> None:
        indicators = self.indicators.entries
        full = sum((one.full for one in indicators), Decimal(0))
        self.total.setText(f"{len(indicators)} 项　共 {shown(full)} 分")
        self.form.setEnabled(bool(indicators))

    def _taken(self, before: Indicator) -> Indicator:
        """The indicator as it was typed."""
        return attrs.evolve(
            before,
            group=self.group.text().strip(),
            title=self.name.text().strip(),
            full=_points(self.full),
            standard=self.standard.toPlainText().strip(),
            rules=tuple(_rule(count, each) for count, each in self.rules),
            proof=self._proofs(),
        )

    def _show_indicator(self, one: Indicator) -> None:
        self.group.setText(one.group)
        self.name.setText(one.title)
        for field in (self.group, self.name):
            field.setCursorPosition(0)
        self.full.setValue(float(one.full))
        self.standard.setPlainText(one.standard)
        self._show_rules(one.rules)
        self._show_proofs(one.proof)

    def _proofs(self) -> tuple[str, ...]:
        items = (self.proof.item(at) for at in range(self.proof.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _show_proofs(self, proof: tuple[str, ...]) -> None:
        self.proof.clear()
        ledgers = sorted(self._ports.ledgers(), key=lambda one: one[0] not in proof)
        for key, title in ledgers:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            checked = Qt.CheckState.Checked if key in proof else Qt.CheckState.Unchecked
            item.setCheckState(checked)
            self.proof.addItem(item)

    def _add_rule(self) -> None:
        count, cells, _ = self._ports.countables()[0]
        further = Deduction(words="", each=Decimal(1), count=count, cells=cells)
        self._keep_rules(lambda rules: (*rules, further))

    def _drop_rule(self, at: int) -> None:
        self._keep_rules(lambda rules: (*rules[:at], *rules[at + 1 :]))

    def _keep_rules(self, changed: Callable[[Rules], Rules]) -> None:
        one = self.indicators.front
        if one is None:
            return
        rules = changed(self._taken(one).rules)
        self.indicators.put(attrs.evolve(self._taken(one), rules=rules))
        self._show_rules(rules)

    def _show_rules(self, rules: Rules) -> None:
        clear(self._rules)
        self.rules = []
        known = [(words, _code(count, cells)) for count, cells, words in self._ports.countables()]
        for at, rule in enumerate(rules):
            counted = _code(rule.count, rule.cells)
            others = [] if counted in [code for _, code in known] else [(rule.words, counted)]
            choice = choice_field([*known, *others], counted)
            choice.setAccessibleName(f"第{at + 1}个扣分办法数什么")
            each = _points_field(f"第{at + 1}个扣分办法每件扣几分")
            each.setValue(float(rule.each))
            out = icon_button("close", "删除这个扣分办法", partial(self._drop_rule, at))
            line = QWidget()
            line.setLayout(row(choice, label("每件扣"), each, out, 1))
            self._rules.addWidget(line)
            self.rules.append((choice, each))


def _line(one: Indicator) -> str:
    group = f"{one.group}　" if one.group else ""
    return f"{shown(one.full)}分　{group}{one.title or '（新的指标）'}"


def _points_field(name: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(0, _MOST_POINTS)
    field.setDecimals(2)
    field.setSuffix(" 分")
    field.setFixedWidth(130)
    field.setAccessibleName(name)
    inset(field)
    return field


def _points(field: QDoubleSpinBox) -> Decimal:
    return Decimal(str(field.value())).normalize() + 0


def _code(count: str, cells: str) -> str:
    return f"{count}{_BETWEEN}{cells}"


def _rule(choice: QComboBox, each: QDoubleSpinBox) -> Deduction:
    count, _, cells = str(choice.currentData()).partition(_BETWEEN)
    points = _points(each)
    words = f"{choice.currentText()}每件扣{shown(points)}分"
    return Deduction(words=words, each=points, count=count, cells=cells)
