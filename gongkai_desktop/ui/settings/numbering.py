"""文号: the family of numbers, and every number given with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtWidgets import QComboBox

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.number_list import NumberLine, NumberState
from gongkai_desktop.domain.numbering import (
    CASE_PATTERN,
    DEFAULT_PATTERN,
    check_pattern,
    letter_number,
)
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import FormGrid, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages, written
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, button, label, row
from gongkai_desktop.ui.common.work import look_up

_FAMILIES = (("按类字各编各的号", DEFAULT_PATTERN), ("案号加后缀", CASE_PATTERN))
_HINT = attrs.evolve(told("numbering.pattern"), example=DEFAULT_PATTERN)
_COLUMNS: tuple[Column[NumberLine], ...] = (
    Column(title="文号", text=lambda one: one.use.number, width=176),
    Column(title="情况", text=lambda one: _state_words(one), width=92),
    Column(title="文书", text=lambda one: _short_title(one), width=118),
    Column(title="登记号", text=lambda one: one.use.register_no or "—", width=86),
    Column(title="成文日期", text=lambda one: day_words(one.use.day), width=96),
    Column(title="说明", text=lambda one: one.use.note),
)


def _short_title(line: NumberLine) -> str:
    return line.use.title.removeprefix("政府信息公开") or "—"


def _state_words(line: NumberLine) -> str:
    return "空号，待说明" if line.is_open else line.use.state.value


class NumberingPart(Card):
    """文号: the pattern with an example that follows what is typed, and the list of a year."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("文号")
        self._context, self._changed = context, changed
        self._unit = context.ports.settings.unit()
        self.pattern = text_field(self._unit.number_pattern)
        self.family = QComboBox()
        self.family.setAccessibleName("文号格式的种类")
        for words, pattern in _FAMILIES:
            self.family.addItem(words, pattern)
        self.family.activated.connect(
            lambda _: self.pattern.setText(str(self.family.currentData()))
        )
        self.family.setCurrentIndex(max(0, self.family.findData(self._unit.number_pattern)))
        grid = FormGrid(columns=2)
        grid.add("种类", self.family)
        grid.add("文号格式", self.pattern, required=True, hint=_HINT)
        self._example = label("", "muted")
        keep = button("保存", self.submit, kind="primary", right=Right.MANAGE)
        self.body.addWidget(grid)
        self.body.addLayout(row(self._example, 1, keep))
        self.numbers = NumberList(context)
        self.body.addWidget(self.numbers, 1)
        self.pattern.textChanged.connect(lambda _: self._show_example())
        self._show_example()

    def submit(self) -> None:
        """Keep the pattern."""
        unit = attrs.evolve(self._unit, number_pattern=self.pattern.text().strip())
        save = self._context.ports.settings.save_unit
        if self._context.errors.guard(self, lambda: save(unit)):
            self._changed()

    def _show_example(self) -> None:
        pattern = self.pattern.text().strip()
        prefix = self._unit.prefix or "望资"
        try:
            check_pattern(pattern)
        except UserError as error:
            self._example.setText(str(error))
            return
        words = letter_number(
            pattern,
            prefix=prefix,
            kind_word="答",
            year=2026,
            serial=3,
            case_serial=18,
            suffix="公告",
        )
        self._example.setText(f"例：{words}")


_NONE = "还没有取过文号"


class NumberList(Card):
    """Every number of a year; gaps are explained here and the list is printed."""

    def __init__(self, context: Context) -> None:
        super().__init__(padding="small")
        self._context, self._letters = context, context.ports.letters
        self._lines: Sequence[NumberLine] = ()
        self.year = QComboBox()
        self.year.setAccessibleName("年份")
        self.year.currentIndexChanged.connect(lambda _: self.refresh())
        self.open = InfoBanner("", "warning")
        self.explain = button("说明空号…", self._explain, right=Right.KEEP)
        printing = button("打印文号登记表", self._print, symbol="print")
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "文号登记", empty="这一年还没有取过文号")
        head = label("文号登记", "heading")
        self.body.addLayout(row(head, self.year, 1, self.explain, printing))
        self.body.addWidget(self.open)
        self.body.addWidget(self.table, 1)
        self._printing = printing
        printing.allow(_NONE)
        look_up(context, self, "查找文号", self._letters.number_years, self._offer)

    def _offer(self, years: Sequence[int]) -> None:
        """Offer the years; the first one is read."""
        for year in years:
            self.year.addItem(f"{year}年", year)
        self._printing.allow("" if years else _NONE)

    def refresh(self) -> None:
        """Read the numbers of the year again."""
        year, numbers = int(self.year.currentData()), self._letters.numbers
        look_up(
            self._context,
            self,
            "查找文号",
            lambda: (year, numbers(year)),
            lambda found: self._show(*found),
        )

    def _show(self, year: int, lines: Sequence[NumberLine]) -> None:
        if year != self.year.currentData():
            return
        self._lines = lines
        gaps = [one for one in self._lines if one.is_open]
        self.open.say(f"有{len(gaps)}个空号还没有说明：选中后按“说明空号”写明原因" if gaps else "")
        self._model.reload()

    def _explain(self) -> None:
        at = self.table.currentIndex().row()
        line = self._lines[at] if 0 <= at < len(self._lines) else None
        line = line or next((one for one in self._lines if one.is_open), None)
        if line is None or line.use.state is not NumberState.GAP:
            self._context.prompts.tell(self, "说明空号", "请先选中一个空号")
            return
        reason = self._context.prompts.ask_text(
            self, "说明空号", f"{line.use.number}没有用在文书上的原因"
        )
        if reason is not None:
            number = line.use.number
            explain = lambda: self._letters.explain_number(number, reason)  # noqa: E731
            if self._context.errors.guard(self, explain):
                self.refresh()

    def _print(self) -> None:
        year = int(self.year.currentData())
        name = f"文号登记表_{year}.pdf"
        make = written(lambda path: self._letters.write_numbers(year, path))
        save_pages(self._context, self, "打印文号登记表", name, make)

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._lines))

    def _fetch(self, positions: Sequence[int]) -> Sequence[NumberLine]:
        return [self._lines[at] for at in positions]
