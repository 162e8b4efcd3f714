"""预审与脱敏: the questions of the gates, the levels of review, what is masked and how."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSpinBox, QTabWidget, QWidget

from gongkai_desktop.domain.review.item import Levels
from gongkai_desktop.domain.review.masking import Mask
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import number_field, text_field
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
from gongkai_desktop.ui.ports.review_settings import MASKS
from gongkai_desktop.ui.settings.own_entry import OwnEntryFoot
from gongkai_desktop.ui.settings.questions import QuestionsPart

_LEVELS = "每一审由谁签、同时做哪一校，都可以按本单位的制度改。审完最后一级才能登记发布。"
_SMALL = "小单位例外：允许同一人签两审，用到时印在审核单上"
_SECRECY = "保密审查单独签名（保密审查单），没有签的不能终审"
_MASKS = (
    "保留前几位、后几位，中间换成星号；住址保留到乡镇、街道、村。脱敏副本和打印件都按这里的规则。"
)
_SAMPLES = {
    "YS01": "110105199003071233",
    "YS02": "110105900307123",
    "YS03": "13812345678",
    "YS04": "0431-87654321",
    "YS05": "6222021001116245702",
    "YS07": "E12345678",
    "YS08": "吉A12345",
    "YS09": "青石镇北坪村三组15号",
    "YS10": "zhangsan@qq.com",
    "YS13": "110105199003071233",
}


class ReviewPart(Card):
    """预审与脱敏."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("", padding="medium")
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("预审设置的各部分")
        self.questions = QuestionsPart(context, changed)
        self.levels = LevelsPart(context, changed)
        self.masks = MasksPart(context, changed)
        for part, title in (
            (self.questions, "关口问题"),
            (self.levels, "三审三校"),
            (self.masks, "脱敏规则"),
        ):
            self.tabs.addTab(part, title)
        self.body.addWidget(self.tabs, 1)


class LevelsPart(QWidget):
    """The levels of review in order, the 校 and the post of each."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._changed = context, changed
        self.rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout()
        self.small = QCheckBox(_SMALL)
        self.secrecy = QCheckBox(_SECRECY)
        self.result = InfoBanner("", "success")
        holder = QWidget()
        holder.setLayout(self._grid)
        content = QWidget()
        about = label(_LEVELS, "muted", wrap=True)
        content.setLayout(column(about, holder, self.small, self.secrecy, self.result, 1))
        add = button("增加一审", self.add, symbol="plus")
        save = button("保存", self.submit, kind="primary", right=Right.MANAGE)
        self.setLayout(column(scrolled(content), row(add, 1, save)))
        self.show_levels(context.ports.review_settings.levels())

    def show_levels(self, levels: Levels) -> None:
        """Fill the form."""
        clear(self._grid)
        self.rows = []
        self.result.say("")
        for at, words in enumerate(("审级", "同时做的校次", "通常由谁签")):
            self._grid.addWidget(label(words, "heading"), 0, at)
        for at, name in enumerate(levels.names):
            proof = levels.proofs[at] if at < len(levels.proofs) else ""
            post = levels.posts[at] if at < len(levels.posts) else ""
            fields = (text_field(name), text_field(proof), text_field(post))
            for place, (field, said) in enumerate(
                zip(fields, ("审级", "校次", "由谁签"), strict=True)
            ):
                field.setAccessibleName(f"第{at + 1}级{said}")
                self._grid.addWidget(field, at + 1, place)
            out = icon_button("close", f"删除第{at + 1}级", partial(self.remove, at))
            self._grid.addWidget(out, at + 1, 3)
            self.rows.append(fields)
        self.small.setChecked(levels.small_unit)
        self.secrecy.setChecked(levels.secrecy)

    def levels(self) -> Levels:
        """The levels as filled in."""
        said = [[field.text().strip() for field in fields] for fields in self.rows]
        return Levels(
            names=tuple(one[0] for one in said),
            proofs=tuple(one[1] for one in said),
            posts=tuple(one[2] for one in said),
            small_unit=self.small.isChecked(),
            secrecy=self.secrecy.isChecked(),
        )

    def add(self) -> None:
        """One more level at the end."""
        now = self.levels()
        self.show_levels(
            attrs.evolve(
                now, names=(*now.names, ""), proofs=(*now.proofs, ""), posts=(*now.posts, "")
            )
        )
        self.rows[-1][0].setFocus()

    def remove(self, at: int) -> None:
        """Take a level out."""
        now = self.levels()
        left = [n for n in range(len(now.names)) if n != at]
        self.show_levels(
            attrs.evolve(
                now,
                names=tuple(now.names[n] for n in left),
                proofs=tuple(now.proofs[n] for n in left),
                posts=tuple(now.posts[n] for n in left),
            )
        )

    def submit(self) -> None:
        """Keep them."""
        now = self.levels()
        keep = self._context.ports.review_settings.save_levels
        if self._context.errors.guard(self, lambda: keep(now)):
            self.result.say("已保存，没有审完的信息按新的审级继续")
            self._changed()


class MasksPart(QWidget):
    """Each kind of personal data: masked or not, how many signs stay, an example."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self._port = context.ports.review_settings
        self._changed = changed
        self.rows: list[MaskRow] = []
        self._grid = QGridLayout()
        holder = QWidget()
        holder.setLayout(self._grid)
        content = QWidget()
        content.setLayout(column(label(_MASKS, "muted", wrap=True), holder, 1))
        self.foot = OwnEntryFoot(context, MASKS, "脱敏规则", self._keep, self.show_masks)
        self.setLayout(column(scrolled(content), self.foot))
        self.show_masks()

    def show_masks(self) -> None:
        """Read the rules again."""
        clear(self._grid)
        for at, words in enumerate(("遮挡", "保留前几位", "保留后几位", "样子")):
            self._grid.addWidget(label(words, "heading"), 0, at)
        self.rows = [MaskRow(one) for one in self._port.masks()]
        for at, made in enumerate(self.rows, start=1):
            for place, field in enumerate((made.on, made.head, made.tail, made.sample)):
                self._grid.addWidget(field, at, place)
        self._grid.setColumnStretch(3, 1)

    def _keep(self) -> None:
        self._port.save_masks([one.mask() for one in self.rows])
        self._changed()


class MaskRow:
    """The fields of one rule."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self.on = QCheckBox(mask.name)
        self.on.setChecked(mask.on)
        self.head = self._count(mask.head, "保留前几位")
        self.tail = self._count(mask.tail, "保留后几位")
        self.sample = label("", "muted")
        self.on.toggled.connect(lambda _: self._show())
        self._show()

    def _count(self, value: int, said: str) -> QSpinBox:
        field = number_field(0, 12, value, width=90)
        field.setAccessibleName(f"{self._mask.name}：{said}")
        field.setEnabled(not self._mask.address)
        field.valueChanged.connect(lambda _: self._show())
        return field

    def mask(self) -> Mask:
        """The rule as filled in."""
        return attrs.evolve(
            self._mask,
            on=self.on.isChecked(),
            head=self.head.value(),
            tail=self.tail.value(),
        )

    def _show(self) -> None:
        if not hasattr(self, "sample"):
            return
        words = _SAMPLES.get(self._mask.rule, "")
        now = self.mask()
        self.sample.setText(now.applied(words) if now.on else f"{words}（不遮挡）")
