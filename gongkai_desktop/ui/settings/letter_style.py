"""标题与版式: titles and page layout of the office's letters, with a sample page beside them."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import Right
from gongkai_desktop.domain.unit import LetterLayout, NumberPlace, TitleStyle, Unit
from gongkai_desktop.ui.common.forms import FormGrid, choice_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.preview import PdfPreview
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, button, column, row, scrolled

_PAUSE_MS = 400
_FORM_WIDTH = 340
_TITLES = (
    ("统一用“政府信息公开申请答复书”", TitleStyle.UNIFIED),
    ("按结果用分类标题（不予公开告知书等）", TitleStyle.OWN),
)
_LAYOUTS = (
    ("文书式（标题居中，无红头）", LetterLayout.DOCUMENT),
    ("信函格式（红色双线）", LetterLayout.MISSIVE),
    ("套打（用印好红头的纸）", LetterLayout.PREPRINTED),
)
_PLACES = (("标题下右侧", NumberPlace.RIGHT), ("标题下居中", NumberPlace.CENTRE))


class StylePart(Card):
    """标题与版式."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("标题与版式")
        self._context, self._changed = context, changed
        self._unit = context.ports.settings.unit()
        self._wanted = 0
        self.titles = choice_field(_TITLES, self._unit.title_style)
        self.place = choice_field(_PLACES, self._unit.number_place)
        self.layout_kind = choice_field(_LAYOUTS, self._unit.layout)
        self.head = _millimetres(self._unit.head_mm, 0, 180)
        self.shift = _millimetres(self._unit.shift_mm, -30, 30)
        self.preview = PdfPreview(context.ports.printing.previews, context.tasks, "示例页")
        self.trouble = InfoBanner("", "warning")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.show_sample)
        self._assemble()
        self.show_sample()

    def unit(self) -> Unit:
        """The unit with what is chosen here."""
        return attrs.evolve(
            self._unit,
            title_style=self.titles.currentData(),
            number_place=self.place.currentData(),
            layout=self.layout_kind.currentData(),
            head_mm=self.head.value(),
            shift_mm=self.shift.value(),
        )

    def submit(self) -> None:
        """Keep what is chosen."""
        save = self._context.ports.settings.save_unit
        unit = self.unit()
        if self._context.errors.guard(self, lambda: save(unit)):
            self._unit = unit
            self._changed()
            self._context.prompts.tell(self, "标题与版式", "已保存，以后生成的文书按它印制")

    def show_sample(self) -> None:
        """A sample reply as it would be printed."""
        self._wanted += 1
        wanted, unit, forms = self._wanted, self.unit(), self._context.ports.forms

        def compose(progress: Progress) -> bytes:
            return forms.style_page(unit)

        task = self._context.tasks.read(compose, "示例页")
        task.done.connect(lambda pdf: self._printed(pdf, wanted))
        task.failed.connect(lambda error: self._refused(error, wanted))

    def _assemble(self) -> None:
        self._grid = FormGrid()
        titles = told("style.titles")
        head = told("style.head")
        shift = told("style.shift")
        self._grid.add("标题", self.titles, hint=titles)
        self._grid.add("文号位置", self.place)
        self._grid.add("版式", self.layout_kind)
        self._grid.add("红头高度", self.head, hint=head)
        self._grid.add("套打校正", self.shift, hint=shift)
        self._grid.changed.connect(self._touched)
        for one in (self.head, self.shift):
            one.valueChanged.connect(lambda _: self._touched())
        left = QWidget()
        left.setFixedWidth(_FORM_WIDTH)
        form = QWidget()
        form.setLayout(column(self._grid, 1))
        keep = row(1, button("保存", self.submit, kind="primary", right=Right.MANAGE))
        left.setLayout(column(scrolled(form), self.trouble, keep))
        self.body.addLayout(row(left, self.preview, gap="large"), 1)
        self._touched()

    def _touched(self) -> None:
        chosen = LetterLayout(self.layout_kind.currentData())
        preprinted = chosen is LetterLayout.PREPRINTED
        for one in (self.head, self.shift):
            self._grid.show_field(one, preprinted)
        self._grid.show_field(self.place, chosen is LetterLayout.DOCUMENT)
        self._pause.start()

    def _printed(self, pdf: bytes, wanted: int) -> None:
        if wanted == self._wanted:
            self.trouble.say("")
            self.preview.show_pdf(pdf)

    def _refused(self, error: BaseException, wanted: int) -> None:
        if wanted != self._wanted:
            return
        if isinstance(error, UserError):
            self.trouble.say(str(error))
        else:
            self._context.errors.show(self, error)


def _millimetres(value: float, least: float, most: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(least, most)
    field.setDecimals(1)
    field.setSuffix(" 毫米")
    field.setValue(value)
    return field
