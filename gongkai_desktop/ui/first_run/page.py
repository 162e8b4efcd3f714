"""First run (首次使用): the unit's particulars in three short pages, or the sample office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.unit_guess import is_public_service
from gongkai_desktop.services.first_run import Configuration
from gongkai_desktop.services.secret import SHORTEST_PASSWORD, encryption_missing
from gongkai_desktop.services.unit_guess import guessed, kind_guessed
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.prompts import GKT, Prompts
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    column,
    icon_button,
    icon_label,
    label,
    row,
    rule,
    scrolled,
)
from gongkai_desktop.ui.help.panel import offer_help
from gongkai_desktop.ui.settings.unit_form import UnitForm
from gongkai_desktop.ui.style.theme import space

_STEPS = (
    (
        "单位",
        "印在每件文书上的名称，与印章一致。带 * 的必须填写，其余可以以后在“设置”里补。",
        ("name", "kind", "prefix"),
    ),
    (
        "复议机关和法院",
        "答复书末尾告知申请人向哪里申请复议、向哪个法院起诉。下面按单位名称先填好了，请核对；"
        "实行行政案件集中管辖的地方，法院按当地规定改。",
        ("government", "superior", "local_government", "court"),
    ),
    (
        "经办人和联系方式",
        "操作记录写经办人的姓名；其余印在文书上，告诉申请人找谁、怎么找。",
        ("office_phone", "office_name", "office_address", "office_postcode"),
    ),
)
_UNIT_STEP, _REMEDY_STEP = 1, 2
_NEEDED = ("office_phone",)
"""Asked for here, since every receipt and notice says it."""
_WELCOME = (
    "公开台帮助政府信息公开工作人员登记申请、推算答复期限、拟制文书、汇总年度报告。"
    "数据只在本机的一个文件里，不联网。"
)
_TIMES = "按“开始填写”填写本单位的信息，约需三分钟。也可以先用虚构的数据练习一遍，练完再填。"
_PACKAGE = "县级主管部门发来配置包（.zwgk 文件）的，先读入：单位清单、放假安排和格式都在里面。"
_BRING = "换了电脑、接手别人的工作，或者手里有备份（.gkt 文件）的，用它接着办。"
_CHOICE_WIDTH = 150
_LOCK_WORDS = "设了口令，数据文件、附件和备份都加密；随后请在“设置—口令与加密”里打印恢复密钥。"
_OTHER_RULES = (
    "从名称看像是公共企事业单位：信息公开依照有关法律法规和国务院主管部门的规定，申请人可以向主管部门申诉"
    "（条例第五十五条），不适用这里的复议、诉讼告知。请先问主管部门，确属法律法规授权管理公共事务的再用。"
)
_MOST_TOLD = 6
SECRECY_NOTICE = "本程序只能用于非涉密计算机，不得录入国家秘密、工作秘密"


class FirstRun(QWidget):
    """``finished`` carries the Unit and the operator's name; ``sample`` asks for the practice
    file instead, ``brought`` for an office that lies elsewhere or a backup of one. Enter goes on,
    so that the keyboard alone is enough.

    ``look_into`` reads a county's configuration; the one read is kept in ``configuration``.
    ``review_body`` says who reviews the acts of a unit, nothing where a name it needs is unset.
    """

    finished = Signal(object, str)
    sample = Signal()
    brought = Signal(object)

    def __init__(
        self,
        prompts: Prompts,
        errors: ErrorDesk,
        review_body: Callable[[Unit], str],
        look_into: Callable[[Path], Configuration] | None = None,
    ) -> None:
        super().__init__()
        self._look_into = look_into
        self.configuration: Configuration | None = None
        self._agreed = ""
        self._review_body = review_body
        self.setObjectName("page")
        self.setWindowTitle("公开台　首次使用")
        self.setMinimumSize(QSize(760, 440))
        self._prompts, self._errors = prompts, errors
        self._stack = Stack()
        self._forms: list[UnitForm] = []
        self._stack.addWidget(self._welcome())
        self._unit = self._guessed = Unit()
        self._kind_chosen = False
        self.operator = text_field()
        self.password, self.again = _secret_field(), _secret_field()
        self.body, self.other_rules = InfoBanner(""), InfoBanner("", "warning")
        self._where = label("", "muted")
        self._back = button("上一步", lambda: self._move(-1))
        self.next = button("开始填写", self.proceed, kind="primary")
        self._sample = button("先练习一遍", self.sample.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.setSpacing(space("large"))
        layout.addWidget(InfoBanner(SECRECY_NOTICE, "warning"))
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._actions())
        self.help = offer_help(self, "first_run")
        self._show_place()
        self.next.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self, self._enter)

    @property
    def form(self) -> UnitForm:
        """The form in front."""
        return self._forms[self._stack.currentIndex() - 1]

    def proceed(self) -> None:
        """On to the next page when this one is complete; at the end hand over the unit."""
        at = self._stack.currentIndex()
        if at > 0:
            if self.form.first_problem() or (at == _REMEDY_STEP and not self._show_body()):
                return
            if at == _REMEDY_STEP and not self._sure(self.form.unit()):
                return
            self._unit = self.form.unit()
        if at == 0:
            self._begin_from_list()
        if at == _UNIT_STEP:
            self._guess()
        if at == len(_STEPS):
            if self._lock.first_problem():
                return
            self.finished.emit(self._unit, self.operator.text().strip())
            return
        self._forms[at:] = []
        page = self._page(at)
        while self._stack.count() > at + 1:
            self._drop(self._stack.widget(at + 1))
        self._stack.addWidget(page)
        self._move(1)

    def read_configuration(self) -> None:
        """Read what the county office sent; the unit is chosen from its list."""
        path = self._prompts.open_file(self, "读入配置包", "配置包 (*.zwgk)")
        if path is not None:
            self._errors.guard(self, lambda: self._show_configuration(path))

    def _show_configuration(self, path: Path) -> None:
        assert self._look_into is not None
        found = self.configuration = self._look_into(path)
        self.own.clear()
        self.own.addItem("请选择本单位", None)
        for code, name in found.units:
            self.own.addItem(name, (code, name))
        self.own.setVisible(bool(found.units))
        told = "；".join(found.notes[:_MOST_TOLD])
        self._package.say(
            f"已读入 {found.issuer.name}的配置包 {path.name}，建立数据文件时采用：{told}"
        )

    def forget_configuration(self) -> None:
        """Go on without the package that was read."""
        self.configuration = None
        self.own.hide()
        self._package.say("")

    def _sure(self, unit: Unit) -> bool:
        """A package that may be meant for another office is pointed out before there is one."""
        against = "；".join(self.configuration.doubts(unit)) if self.configuration else ""
        if not against or against == self._agreed:
            return True
        words = (
            f"读入的配置包可能不是给本单位的：{against}。\n\n"
            "拿不准的，按“取消”，回到第一页按“不用这份配置包”。"
        )
        if self._prompts.confirm(self, "核对配置包", words, "仍然采用"):
            self._agreed = against
            return True
        return False

    def _begin_from_list(self) -> None:
        """The unit chosen from the county's list is filled in already."""
        chosen = self.own.currentData()
        if chosen and not self._unit.name:
            code, name = chosen
            self._unit = attrs.evolve(self._unit, code=code, name=name)

    def _guess(self) -> None:
        """What the name tells is filled in to be checked; what was guessed of another name goes."""
        before, unit = self._guessed, self._unit
        if unit.government == before.government:
            unit = attrs.evolve(unit, government="")
        if unit.superior == before.superior:
            unit = attrs.evolve(unit, superior="")
        if unit.court == before.court:
            unit = attrs.evolve(unit, court="")
        self._unit = self._guessed = guessed(unit)

    def _guess_kind(self) -> None:
        """The kind follows the name until someone chooses it."""
        form = self.form
        if not self._kind_chosen:
            kind = kind_guessed(form.fields["name"].text().strip())
            form.kind.setCurrentIndex(form.kind.findData(kind.value))

    def _choose_kind(self) -> None:
        self._kind_chosen = True

    def bring(self) -> None:
        """Ask for the data file or backup that is to be used here."""
        path = self._prompts.open_file(self, "用已有的数据", GKT)
        if path is not None:
            self.brought.emit(path)

    def _enter(self) -> None:
        """Enter presses the button it stands on, else goes on."""
        held = self.focusWidget()
        if isinstance(held, QPushButton):
            held.click()
        else:
            self.proceed()

    def _show_body(self) -> bool:
        """Say who will review: what the applicants are told rests on it."""
        unit = self.form.unit()
        self.other_rules.say(_OTHER_RULES if is_public_service(unit.name) else "")
        body = self._review_body(unit)
        if body:
            self.body.say(f"答复书将告知：向{body}申请行政复议，向{unit.court or '……'}提起诉讼。")
        else:
            self.body.say(f"按“{unit.kind.label}”，还缺少确定行政复议机关所需的名称，请补填。")
        return bool(body)

    def _drop(self, page: QWidget | None) -> None:
        if page is None:
            return
        self._stack.removeWidget(page)
        page.deleteLater()

    def _page(self, at: int) -> QWidget:
        title, words, names = _STEPS[at]
        last = at + 1 == len(_STEPS)
        asked = []
        if last:  # made anew with its page: the one before went with the page before
            self.operator = text_field(self.operator.text())
            asked = [("经办人姓名", self.operator)]
        form = UnitForm(self._unit, names, seal=last, before=asked, needed=_NEEDED)
        self._forms.append(form)
        card = Card()
        card.body.addWidget(label(title, "title"))
        card.body.addWidget(label(words, "muted", wrap=True))
        card.body.addWidget(form)
        if last:
            card.body.addWidget(self._password_grid())
            card.body.addWidget(label(_LOCK_WORDS, "caption", wrap=True))
            missing = encryption_missing()
            if missing:
                card.body.addWidget(InfoBanner(missing, "warning"))
                self._lock.setEnabled(False)
        if at + 1 == _UNIT_STEP:
            form.fields["name"].editingFinished.connect(self._guess_kind)
            form.kind.activated.connect(self._choose_kind)
        if at + 1 == _REMEDY_STEP:
            self.body, self.other_rules = InfoBanner(""), InfoBanner("", "warning")
            self.other_rules.hide()
            card.body.addWidget(self.body)
            card.body.addWidget(self.other_rules)
            form.changed.connect(self._show_body)
        card.body.addStretch(1)
        return scrolled(card)

    def _password_grid(self) -> FormGrid:
        """A password for the data file, for whoever wants one from the beginning."""
        self.password, self.again = _secret_field(), _secret_field()
        self._lock = FormGrid(2)
        self._lock.add(
            "给数据文件设口令（可以留空）",
            self.password,
            hint=told("secret.password"),
            check=self._password_problem,
        )
        self._lock.add("口令再输一遍", self.again, check=self._differs)
        return self._lock

    def _password_problem(self) -> str:
        typed = self.password.text()
        return f"请用{SHORTEST_PASSWORD}个以上字符" if 0 < len(typed) < SHORTEST_PASSWORD else ""

    def _differs(self) -> str:
        return "" if self.again.text() == self.password.text() else "两次输入的口令不同"

    def _move(self, by: int) -> None:
        self._stack.setCurrentIndex(self._stack.currentIndex() + by)
        self._show_place()
        if self._stack.currentIndex() > 0:
            self.form.begin()
        if self._stack.currentIndex() == _REMEDY_STEP:
            self._show_body()

    def _show_place(self) -> None:
        at = self._stack.currentIndex()
        self._back.setVisible(at > 0)
        self._sample.setVisible(at == 0)
        self._where.setText(f"第 {at} 步，共 {len(_STEPS)} 步" if at else "")
        self.next.setText({0: "开始填写", len(_STEPS): "完成"}.get(at, "下一步"))

    def _actions(self) -> QHBoxLayout:
        help_mark = icon_button("help", "这里的帮助（F1）", lambda: self.help.toggle(self))
        return row(self._sample, self._where, 1, help_mark, self._back, self.next)

    def _welcome(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(40, 24, 40, 24)
        card.body.addLayout(row(icon_label("app", size=40), label("欢迎使用公开台", "title"), 1))
        card.body.addWidget(label(_WELCOME, wrap=True))
        card.body.addWidget(label(_TIMES, "muted", wrap=True))
        card.body.addWidget(rule())
        drop = button("不用这份配置包", self.forget_configuration, kind="link")
        self._package = InfoBanner("", "success", drop)
        self._package.hide()
        self.own = choice_field([])
        self.own.setAccessibleName("本单位")
        self.own.hide()
        self.read = button("读入配置包…", self.read_configuration, symbol="import")
        words = label(_PACKAGE, "muted", wrap=True)
        for one in (self.read, words):
            one.setVisible(self._look_into is not None)
        bring = button("用已有的数据…", self.bring, symbol="backup")
        for one in (self.read, bring):
            one.setFixedWidth(_CHOICE_WIDTH)
        for choice, told_of_it in ((self.read, words), (bring, label(_BRING, "muted", wrap=True))):
            line = row(choice, gap="medium")
            line.addWidget(told_of_it, 1)
            card.body.addLayout(line)
        card.body.addWidget(self.own)
        card.body.addWidget(self._package)
        card.body.addStretch(1)
        holder = QWidget()
        holder.setLayout(column(card))
        return holder


def _secret_field() -> QLineEdit:
    field = text_field()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
