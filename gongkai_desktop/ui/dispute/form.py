"""One dispute: its form on the left, the office's own limit on the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.dispute import Dispute, DisputeKind
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import TONES, StatusBadge
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import KEEPS_TYPING, Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.dispute.fields import DisputeFields
from gongkai_desktop.ui.dispute.limit import LimitPanel
from gongkai_desktop.ui.ports.dispute import DisputeEntry
from gongkai_desktop.ui.style.theme import space

_PAUSE_MS = 250


class DisputeForm(QWidget):
    """Records or amends one dispute; ``request_wanted`` carries a 登记号."""

    saved = Signal()
    closed = Signal()
    request_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "dispute.form")
        self._context = context
        self._ports = context.ports.disputes
        self._entry: DisputeEntry | None = None
        self._suggested = ""
        self._loaded: dict[str, str] = {}
        self.fields = DisputeFields(context.ports.desktop.facts().today, self._ports.texts())
        self.limit = LimitPanel()
        self.badge = StatusBadge()
        self.banner = InfoBanner("", "warning")
        give_up = button("放弃这些改动", self.give_up, kind="quiet")
        self.restored = InfoBanner("", "info", give_up)
        self._title = label("", "strong")
        self._about = label("", "muted")
        self._about.setMinimumWidth(1)
        self._strike = button("作废", self._void, right=Right.DECIDE)
        self._go = button("打开申请", self._open_request, symbol="request")
        self.save_button = button("保存", self.save, kind="primary", right=Right.KEEP)
        self._pause = QTimer(self)
        self._pause.setObjectName(KEEPS_TYPING)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._typed)
        self.fields.grid.changed.connect(self._pause.start)
        self.fields.kind.currentIndexChanged.connect(lambda _: self._suggest_organ())
        self._assemble()

    def begin(self, register_no: str = "") -> None:
        """An empty form, for a request where one is named."""
        self._entry = None
        self.fields.show_dispute(register_no, Dispute(kind=DisputeKind.REVIEW))
        self.save_button.allow()
        self._title.setText("登记复议诉讼")
        self.badge.hide()
        self.banner.say("")
        self._strike.hide()
        self._suggest_organ()
        self._take_up(register_no)
        (self.fields.received if register_no else self.fields.number).setFocus()

    def show_entry(self, entry: DisputeEntry) -> None:
        """One dispute as kept."""
        self._entry = entry
        dispute = entry.dispute
        self.fields.show_dispute(entry.register_no, dispute, entry.joined)
        self._title.setText(f"{DisputeKind(dispute.kind).label}　{dispute.proceeding.case_no}")
        self.badge.show_state(entry.urgency.words, TONES[entry.urgency.level])
        self.badge.show()
        struck = dispute.void_reason
        self.banner.say(f"已作废：{struck}" if struck else entry.reanswer)
        self._strike.setVisible(not struck)
        self.save_button.allow("已经作废" if struck else "")
        self._take_up(entry.register_no)

    def save(self) -> None:
        """Keep what is typed; what is doubtful is told afterwards."""
        if not self.fields.grid.first_problem():
            seen = self._entry.dispute if self._entry else None
            self._context.errors.settle(self, self._save, seen)

    def give_up(self) -> None:
        """Forget what was typed and not kept."""
        self._context.ports.register.drop_draft(self._draft)
        if self._entry:
            self.show_entry(self._entry)
        else:
            self.begin()

    @property
    def _draft(self) -> str:
        return f"dispute/{self._entry.dispute.id if self._entry else 'new'}"

    def _take_up(self, register_no: str) -> None:
        """Put back what was typed here before and not kept, and say so."""
        self._loaded = self.fields.words
        kept = self._context.ports.register.draft(self._draft)
        same = register_no in ("", kept.get("number"))
        taken = bool(kept) and same and dict(kept) != self._loaded
        if taken:
            self.fields.fill(kept)
        self.restored.say("已恢复上次没有保存的内容" if taken else "")
        self._follow()

    def _keep(self) -> None:
        words = self.fields.words
        if words != self._loaded:
            self._context.ports.register.keep_draft(self._draft, words)

    def _save(self, seen: Dispute | None) -> None:
        number, dispute = self.fields.number.text().strip(), self.fields.dispute
        known = None if dispute.id else self._ports.same_case(dispute)
        if known and number not in (known.register_no, *known.joined):
            if not self._wants_to_join(known):
                return
            entry, doubts = self._ports.join(known.dispute.id, number)
        else:
            entry, doubts = self._ports.save(number, dispute, seen, self.fields.also_about)
        self._context.ports.register.drop_draft(self._draft)
        self.show_entry(entry)
        self.saved.emit()
        told = [*doubts, *([f"{entry.reanswer}。申请已重新进入在办。"] if entry.reanswer else [])]
        if told:
            self._context.prompts.tell(self, "已保存，请留意", "\n".join(told))

    def _wants_to_join(self, known: DisputeEntry) -> bool:
        """A case counts once in 表三: recorded already, it takes in this request."""
        words = (
            f"{known.dispute.proceeding.case_no}已经登记在{known.register_no}名下。"
            "同一案件涉及几件申请的只登记一次，表三只计一件。\n"
            "并入后以原来登记的内容为准；不是同一案件的，请返回核对案号。"
        )
        return self._context.prompts.confirm(self, "这个案件已经登记", words, "并入那一件")

    def _void(self) -> None:
        if self._entry is None:
            return
        reason = self._context.prompts.ask_text(self, "作废复议诉讼", "作废理由")
        if reason is None:
            return
        entry = self._entry
        if self._context.errors.guard(self, lambda: self._ports.void(entry.dispute.id, reason)):
            self.saved.emit()
            self.closed.emit()

    def _open_request(self) -> None:
        if self._number_is_known():
            self.request_wanted.emit(self.fields.number.text().strip())

    def _suggest_organ(self) -> None:
        """The organ the settings name, as long as nothing else was typed."""
        typed = self.fields.organ.text().strip()
        if typed in ("", self._suggested):
            self._suggested = self._ports.organ(str(self.fields.kind.currentData()))
            self.fields.organ.setText(self._suggested)

    def _typed(self) -> None:
        self._follow()
        self._context.errors.guard(self, self._keep)

    def _follow(self) -> None:
        """The request meant and the limit of what is typed."""
        self._go.allow("" if self._number_is_known() else "先填写登记簿里有的登记号")
        try:
            self.limit.show_limit(self._ports.limit(self.fields.dispute))
        except UserError as error:
            self.limit.show_limit(None)
            self.banner.say(f"{error.message}，{error.advice}")

    def _number_is_known(self) -> bool:
        number = self.fields.number.text().strip()
        told = [self._request_words(one) for one in (number, *self.fields.also_about) if one]
        self._about.setText("；".join(words for words, _ in told))
        self._about.setToolTip(plain("\n".join(words for words, _ in told)))
        return bool(number) and told[0][1]

    def _request_words(self, number: str) -> tuple[str, bool]:
        """A request of the case in words, and whether there is one of this number."""
        try:
            applicant, text = self._ports.about(number)
        except UserError:
            return f"没有登记号为{number}的申请", False
        return f"{number}　{applicant}　{text}", True

    def _assemble(self) -> None:
        back = icon_button("back", "返回", self.closed.emit)
        head = Card(padding="small")
        head.body.setContentsMargins(8, 8, 16, 10)
        head.body.setSpacing(2)
        head.body.addLayout(row(back, self._title, 1, self.badge, self._go, gap="medium"))
        self._about.setContentsMargins(42, 0, 0, 0)
        head.body.addWidget(self._about)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.fields.grid)
        inside.addStretch(1)
        card = Card(padding="medium")
        card.body.addWidget(scrolled(content), 1)
        card.body.addLayout(row(self._strike, 1, self.save_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("medium"))
        layout.addWidget(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.restored)
        layout.addLayout(row(card, self.limit, gap="medium"), 1)
