"""人员: who works here, and whose name the operations bear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from gongkai_desktop.domain.handover import POSTS as NAMED_POSTS
from gongkai_desktop.domain.role import ROLE_WORDS, Right, Role
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import DateField, FormGrid, choice_field, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, label, row, rule, scrolled
from gongkai_desktop.ui.first_run.sign_in import SignInWindow
from gongkai_desktop.ui.ports import PersonLine

POSTS = (
    *NAMED_POSTS,
    "科室主要负责人",
    "法规审核",
    "办公室（编号、格式）",
    "分管领导",
    "主要负责人",
)
_WORDS = (
    "属性认定和依申请公开答复两项职能应分别确定具体工作人员。"
    "离任的填写离任日期，姓名留在以往的记录里。"
)
_LIST_HEIGHT = 180
_OPERATOR_HELP = told("people.operator")
_ROLE_HELP = told("people.roles")

_COLUMNS: tuple[Column[PersonLine], ...] = (
    Column(title="姓名", text=lambda one: one.name, width=96),
    Column(title="岗位", text=lambda one: one.post or "—"),
    Column(title="角色", text=lambda one: "、".join(one.roles) or "—", width=120),
    Column(title="科室", text=lambda one: one.section or "—", width=110, gives_way=1),
    Column(title="电话", text=lambda one: one.phone or "—", width=120, gives_way=2),
    Column(
        title="状态",
        text=lambda one: f"{day_words(one.until)}离任" if one.until else "在任",
        width=120,
    ),
)


class PeoplePart(Card):
    """人员: the list, a form for one, and the operator."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("人员")
        self._context, self._changed = context, changed
        self._people: Sequence[PersonLine] = ()
        self._at = PersonLine(name="")
        self.operator = choice_field(())
        self.operator.setEditable(True)
        self.operator.setMinimumWidth(180)
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "人员")
        self.table.opened.connect(lambda at: self.edit(self._people[at]))
        self.name, self.section, self.phone = text_field(), text_field(), text_field()
        self.post = choice_field([("", "")] + [(one, one) for one in POSTS])
        self.post.setEditable(True)
        self.until = DateField(self._today, "离任日期")
        self.roles = {role: _role_box(role) for role in Role}
        self._assemble()
        self.reload()

    @property
    def _today(self) -> date:
        return self._context.ports.desktop.facts().today

    def reload(self) -> None:
        """Read people and operator again."""
        settings = self._context.ports.settings
        self._people = settings.people()
        self._model.reload()
        self.operator.clear()
        for one in self._people:
            if one.until is None or one.until > self._today:
                self.operator.addItem(one.name, one.name)
        self.operator.setCurrentText(self._context.ports.desktop.facts().operator)
        self.edit(PersonLine(name=""))

    def edit(self, person: PersonLine) -> None:
        """Put someone into the form; one without an identity is new."""
        self._at = person
        self.name.setText(person.name)
        self.post.setCurrentText(person.post)
        self.section.setText(person.section)
        self.phone.setText(person.phone)
        self.until.set_day(person.until)
        for role, box in self.roles.items():
            box.setChecked(role in person.roles)
        self.save.setText("保存" if person.id else "增加")
        self._new.setVisible(bool(person.id))
        self._forget.setVisible(bool(person.id))

    def submit(self) -> None:
        """Enter or change the person in the form."""
        if self._grid.first_problem():
            return
        person = attrs.evolve(
            self._at,
            name=self.name.text().strip(),
            post=self.post.currentText().strip(),
            section=self.section.text().strip(),
            phone=self.phone.text().strip(),
            until=self.until.day,
            roles=tuple(str(role) for role, box in self.roles.items() if box.isChecked()),
        )
        self._run(lambda: self._context.ports.settings.save_person(person))

    def choose(self) -> None:
        """Change the operator; where roles are given, whoever comes is asked for the password."""
        if self._context.ports.signing.desks():
            self._sign_in()
            return
        name = self.operator.currentText().strip()
        self._run(lambda: self._context.ports.settings.choose_operator(name))

    def _sign_in(self) -> None:
        signing = self._context.ports.signing
        name = self.operator.currentText().strip()
        self._asking = SignInWindow(signing, self._context.errors, name)
        self._asking.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._asking.entered.connect(self._asking.close)
        self._asking.entered.connect(self.reload)
        self._asking.entered.connect(self._changed)
        self._asking.show()

    def own_password(self) -> None:
        """Give the operator a password of their own, or take it away."""
        ask, signing = self._context.prompts.ask_secret, self._context.ports.signing
        title, old = "我的个人口令", ""
        if signing.has_own_password():
            typed = ask(self, title, "原来的个人口令")
            if typed is None:
                return
            old = typed
        new = ask(self, title, "新的个人口令（六个以上字符，留空表示不用）")
        if new is None:
            return
        if self._context.errors.guard(self, lambda: signing.set_own_password(old, new)):
            words = "个人口令已设置，下次进入时要输入" if new else "已不用个人口令"
            self._context.prompts.tell(self, title, words)

    def clear_password(self) -> None:
        """Take the forgotten password of the person in the form away."""
        name = self._at.name
        words = f"清除后，“{name}”进入时不用个人口令。"
        if self._context.prompts.confirm(self, "清除个人口令", words, "清除"):
            self._run(lambda: self._context.ports.signing.clear_password(name))

    def _run(self, action: Callable[[], object]) -> None:
        if self._context.errors.guard(self, action):
            self.reload()
            self._changed()

    def _assemble(self) -> None:
        self._grid = FormGrid(2)
        self._grid.add("姓名", self.name, required=True)
        self._grid.add("岗位", self.post)
        chosen_roles = QWidget()
        chosen_roles.setLayout(row(*self.roles.values(), 1, gap="medium"))
        self._grid.add("角色", chosen_roles, wide=True, hint=_ROLE_HELP)
        self._grid.add("科室", self.section)
        self._grid.add("电话", self.phone)
        self._grid.add("离任日期", self.until)
        self.save = button("增加", self.submit, kind="primary", right=Right.MANAGE)
        self._new = button("改为增加", lambda: self.edit(PersonLine(name="")))
        chosen = FormGrid()
        chosen.add("现在的经办人", self.operator, hint=_OPERATOR_HELP)
        change = button("更换经办人", self.choose)
        own = button("我的个人口令…", self.own_password, symbol="lock")
        self._forget = button("清除个人口令", self.clear_password, right=Right.MANAGE)
        self.body.addWidget(label(_WORDS, "muted", wrap=True))
        operator = row(chosen, change, 1, own)
        for one in (change, own):  # beside the field, not beside its name
            operator.setAlignment(one, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(operator)
        self.body.addWidget(rule())
        content = QWidget()
        content.setLayout(column(self.table, self._grid, 1, gap="medium"))
        self.table.setMinimumHeight(_LIST_HEIGHT)
        self.body.addWidget(scrolled(content), 1)
        self.body.addLayout(row(self._forget, 1, self._new, self.save))

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._people))

    def _fetch(self, positions: Sequence[int]) -> Sequence[PersonLine]:
        return [self._people[at] for at in positions]


def _role_box(role: Role) -> QCheckBox:
    box = QCheckBox(role)
    box.setToolTip(ROLE_WORDS[role])
    return box
