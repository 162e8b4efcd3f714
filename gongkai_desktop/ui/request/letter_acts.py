"""The forms of a letter's steps: a signature, the seal, the posting, what became of the parcel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from gongkai_desktop.domain.approval import Signing, StepRole
from gongkai_desktop.domain.delivery import DeliveryMethod, mail_no_doubt, mail_no_of
from gongkai_desktop.domain.help import Told
from gongkai_desktop.domain.letter.course import Delivery, Opinion
from gongkai_desktop.domain.role import Right
from gongkai_desktop.domain.seal import SEALS, Sealing
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    reached_in,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import button, column, follow, label, row, scrolled
from gongkai_desktop.ui.ports.letters import LetterCase, LetterStep

Choose = Callable[[], Path | None]

_NUMBER_HELP = told("act.number")
_MAIL_HELP = told("act.mail")
_FILE_HELP = told("act.file")


class ActForm(QWidget):
    """A step's form: title, fields, save and cancel. ``submitted`` carries what was filled in."""

    submitted = Signal(object)
    cancelled = Signal()
    right = Right.KEEP

    def __init__(self, title: str, today: date, note: str = "") -> None:
        super().__init__()
        self.today = today
        self.grid = FormGrid(columns=3)
        self.save = button("登记", self.submit, kind="primary", right=self.right)
        self.hint = label(note, "caption")
        self.hint.setMinimumWidth(1)
        self.cancel = button("取消", self.cancelled.emit)
        head = row(label(title, "strong"), self.hint, self.cancel, self.save, gap="medium")
        head.setStretch(1, 1)
        content = QWidget()
        content.setLayout(column(self.grid, 1))
        self.setLayout(column(head, scrolled(content), gap="medium"))
        self.save.setShortcut("Ctrl+Return")
        self.save.setToolTip("登记（Ctrl+Enter）")

    def order_tabs(self) -> None:
        """Tab leads from the last field to the buttons above; called once all fields stand."""
        follow(*reached_in(self.grid), self.save, self.cancel)

    def say(self, words: str) -> None:
        """A few words beside the title: what to watch here."""
        self.hint.setText(words)
        self.hint.setToolTip(plain(words))

    def submit(self) -> None:
        """Hand on what was filled in when nothing is missing."""
        if not self.grid.first_problem():
            self.submitted.emit(self.entry())

    def entry(self) -> object:
        """What was filled in."""
        return None

    def day_field(self, title: str, day: date | None, *, required: bool = True) -> DateField:
        """A date not in the future."""
        field = DateField(self.today, title)
        field.set_day(day)
        late = lambda: "日期晚于今天，请核对" if field.day and field.day > self.today else ""  # noqa: E731
        self.grid.add(title, field, required=required, check=late)
        return field

    def reason_field(self, wanting: Sequence[str]) -> QWidget:
        """Where findings that want a reason are explained; hidden while there are none."""
        field = long_field(lines=2, placeholder="写明为什么照此办理，随审批单存卷")
        words = "\n".join(f"· {one}" for one in wanting)
        hint = Told(meaning=f"检查有{len(wanting)}处提示：\n{words}")
        self.grid.add(
            f"核对说明（{len(wanting)}处提示）", field, required=True, hint=hint, wide=True
        )
        self.grid.show_field(field, bool(wanting))
        return field


class FileChoice(QWidget):
    """A button that takes a file, and the name of the one taken."""

    def __init__(self, words: str, choose: Choose) -> None:
        super().__init__()
        self.path: Path | None = None
        self._choose = choose
        self._name = label("", "caption")
        self._name.setMinimumWidth(1)
        self.take = button(words, self._take, symbol="attach")
        layout = row(self.take, self._name)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _take(self) -> None:
        chosen = self._choose()
        if chosen is not None:
            self.path = chosen
            self._name.setText(chosen.name)
            self._name.setToolTip(plain(str(chosen)))


def name_field(names: Sequence[str], first: str = "") -> QComboBox:
    """A name typed, or chosen among those known."""
    field = QComboBox()
    field.setEditable(True)
    field.addItems(list(names))
    field.setCurrentText(first)
    return field


class SigningForm(ActForm):
    """A wet signature, a return, or a step passed over for a reason.

    ``usual`` signed this step last and stands there to be confirmed.
    """

    right = Right.SIGN

    def __init__(
        self,
        case: LetterCase,
        today: date,
        people: Sequence[str],
        wanting: Sequence[str],
        choose: Choose,
        usual: str = "",
    ) -> None:
        step = case.due
        assert step is not None
        super().__init__(step.title, today, "照签在审签稿上的内容登记。")
        self._step = step
        self._earlier = [one for one in case.steps if one.day and one.key != step.key]
        signing = [one for one in case.steps if one.role not in (StepRole.SEAL, StepRole.POST)]
        self.opinion = choice_field([(one.value, one.value) for one in self._opinions(signing)])
        self.name = name_field(people, usual)
        self.grid.add("意见", self.opinion, required=True)
        self.grid.add("签名人", self.name, required=True)
        self.day = self.day_field("日期", today)
        self.words = text_field(placeholder="同意时可以不填")
        self.grid.add("具体意见", self.words, wide=True)
        self.back_to = choice_field([(one.title, one.key) for one in self._back()])
        self.grid.add("退回到", self.back_to, required=True, wide=True)
        self._add_number(case, step)
        self.reason = self.reason_field(wanting)
        self._wanting = bool(wanting)
        self.scan = FileChoice("签批页扫描件", choose)
        self.grid.add("附件", self.scan)
        self.opinion.currentIndexChanged.connect(lambda _: self._follow())
        self._follow()
        self.setFocusProxy(self.name)

    def _opinions(self, signing: Sequence[LetterStep]) -> list[Opinion]:
        """A first step sends nothing back, the issuing one is not passed over."""
        first, last = self._step == signing[0], self._step == signing[-1]
        kinds = [Opinion.AGREED]
        kinds += [] if first else [Opinion.RETURNED]
        return kinds + ([] if last else [Opinion.PASSED])

    def _back(self) -> list[LetterStep]:
        return self._earlier or [self._step]

    def _add_number(self, case: LetterCase, step: LetterStep) -> None:
        self.number, self.number_reason = text_field(), text_field()
        self.number.setPlaceholderText(
            f"自动取号：{case.number_ahead}" if case.number_ahead else "自动取号"
        )
        self.grid.add("文号", self.number, hint=_NUMBER_HELP)
        self.grid.add("手工编号的原因", self.number_reason, required=True)
        self._numbers = step.role is StepRole.NUMBER and not case.number
        self.number.textChanged.connect(lambda _: self._follow())

    def _follow(self) -> None:
        opinion = Opinion(self.opinion.currentData())
        agreed = opinion is Opinion.AGREED
        self.grid.show_field(self.name, opinion is not Opinion.PASSED)
        self.grid.show_field(self.back_to, opinion is Opinion.RETURNED)
        self.grid.show_field(self.number, self._numbers and agreed)
        by_hand = self._numbers and agreed and bool(self.number.text().strip())
        self.grid.show_field(self.number_reason, by_hand)
        self.grid.show_field(self.reason, self._wanting and opinion is not Opinion.RETURNED)
        needs = {Opinion.AGREED: "同意时可以不填", Opinion.RETURNED: "写明退回的原因"}
        self.words.setPlaceholderText(needs.get(opinion, "写明跳过这一环节的原因"))

    def entry(self) -> Signing:
        """The signature as filled in."""
        opinion = Opinion(self.opinion.currentData())
        assert self.day.day is not None
        return Signing(
            step=self._step.key,
            name="" if opinion is Opinion.PASSED else text_of(self.name).strip(),
            date=self.day.day,
            opinion=opinion,
            words=self.words.text().strip(),
            back_to=str(self.back_to.currentData()) if opinion is Opinion.RETURNED else "",
            reason=text_of(self.reason).strip(),
            number=self.number.text().strip() if self._numbers else "",
            number_reason=self.number_reason.text().strip(),
            scan=self.scan.path,
        )


class SealForm(ActForm):
    """The seal on an issued letter, or on a reprint of it."""

    def __init__(
        self,
        case: LetterCase,
        today: date,
        operator: str,
        wanting: Sequence[str],
        choose: Choose,
    ) -> None:
        title = "补印" if case.sealed else "用印"
        super().__init__(title, today, "登记后自动写入用印登记台账。")
        self.day = self.day_field("用印日期", today)
        self.seal = choice_field([(one, one) for one in SEALS])
        self.grid.add("印章", self.seal, required=True)
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setValue(1 if case.sealed else 2)
        self.copies.setSuffix(" 份")
        self.grid.add("份数", self.copies)
        self.person = text_field(operator)
        self.grid.add("用印人", self.person, required=True)
        self.approver = text_field(case.approver)
        self.grid.add("批准人", self.approver, required=True)
        self.reason = text_field(placeholder="如：退件重寄，补印一份")
        self.grid.add("补印原因", self.reason, required=True, wide=True)
        self.grid.show_field(self.reason, case.sealed)
        self.explanation = self.reason_field(() if case.sealed else wanting)
        self.file = FileChoice("选择要盖章的文件", choose)
        self.grid.add("核对文件", self.file, hint=_FILE_HELP)
        self.setFocusProxy(self.day)

    def entry(self) -> Sealing:
        """The use of the seal as filled in."""
        assert self.day.day is not None
        return Sealing(
            date=self.day.day,
            person=self.person.text().strip(),
            seal=str(self.seal.currentData()),
            copies=self.copies.value(),
            approver=self.approver.text().strip(),
            reason=self.reason.text().strip(),
            explanation=text_of(self.explanation).strip(),
            file=self.file.path,
        )


class PostForm(ActForm):
    """The posting: the way, the parcel's number, the day that counts."""

    def __init__(self, case: LetterCase, today: date, choose: Choose) -> None:
        again = "第二次送达" if case.deliveries else "寄送"
        super().__init__(again, today)
        self.method = choice_field([(one.value, one.value) for one in DeliveryMethod])
        self.grid.add("送达方式", self.method, required=True)
        self.mail_no = text_field()
        self.grid.add("邮件号", self.mail_no, required=True, hint=_MAIL_HELP)
        self.posted = self.day_field("寄送日期", today)
        self.to, self.address = text_field(case.to), text_field(case.address)
        self.grid.add("收件人", self.to, required=True)
        self.grid.add("地址", self.address)
        self.signed = self.day_field("签收日期", None, required=False)
        self.file = FileChoice("选择要寄的文件", choose)
        self.grid.add("核对文件", self.file, hint=_FILE_HELP)
        self.mail_no.textChanged.connect(lambda _: self._follow())
        self.method.currentIndexChanged.connect(lambda _: self._follow())
        self._follow()
        self.setFocusProxy(self.method)

    def _follow(self) -> None:
        method = DeliveryMethod(self.method.currentData())
        mailed = method is DeliveryMethod.MAIL
        self.grid.show_field(self.mail_no, mailed)
        doubt = mail_no_doubt(mail_no_of(self.mail_no.text())) if mailed else ""
        self.say(doubt or method.hint)

    def entry(self) -> tuple[Delivery, Path | None]:
        """The delivery as filled in, and the file in hand."""
        mailed = self.method.currentData() == DeliveryMethod.MAIL
        assert self.posted.day is not None
        made = Delivery(
            method=str(self.method.currentData()),
            posted=self.posted.day,
            mail_no=mail_no_of(self.mail_no.text()) if mailed else "",
            to=self.to.text().strip(),
            address=self.address.text().strip(),
            signed=self.signed.day,
        )
        return made, self.file.path


class FollowForm(ActForm):
    """What became of a parcel: signed for, or come back."""

    def __init__(self, case: LetterCase, today: date) -> None:
        super().__init__("投递结果", today, "照邮政的投递记录或者改退批条登记。")
        self.result = choice_field([("已签收", "signed"), ("已退回", "returned")])
        self.grid.add("结果", self.result, required=True)
        self.day = self.day_field("日期", today)
        self.signer = text_field(case.to)
        self.grid.add("签收人", self.signer)
        self.reason = text_field(placeholder="如：地址不详、拒收")
        self.grid.add("退回原因", self.reason, required=True)
        self.result.currentIndexChanged.connect(lambda _: self._follow())
        self._follow()
        self.setFocusProxy(self.result)

    def _follow(self) -> None:
        came_back = self.result.currentData() == "returned"
        self.grid.show_field(self.signer, not came_back)
        self.grid.show_field(self.reason, came_back)

    def entry(self) -> tuple[date | None, str, date | None, str]:
        """(signed, signer, returned, reason)."""
        if self.result.currentData() == "returned":
            return None, "", self.day.day, self.reason.text().strip()
        return self.day.day, self.signer.text().strip(), None, ""
