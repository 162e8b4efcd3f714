"""期限口径与提醒: what the law leaves open, and how early the desk warns."""

from __future__ import annotations

from collections.abc import Callable

from gongkai_desktop.domain.clock.rules import Boundary, Conventions, DayOff, FeeEffect
from gongkai_desktop.domain.letter.evidence import UsualDays
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, number_field, text_of
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.settings.common import SettingCard

_WORDS = (
    "下面几项没有全国统一的明文规定。默认采用较早、较稳妥的口径；"
    "本级另有要求的可以改用，在办申请的期限会重新计算。"
)
_BOUNDARY = (
    ("发出次日起，至收到意见当日（默认）", Boundary.AFTER_SENDING.value),
    ("发出当日起，至收到意见当日", Boundary.BOTH.value),
    ("发出次日起，至收到意见前一日", Boundary.NEITHER.value),
)
_DAY_OFF = (
    ("按实际收到之日，自次日起算（默认）", DayOff.ACTUAL.value),
    ("视为下一个工作日收到", DayOff.NEXT.value),
)
_FEE = (
    ("自缴清费用次日起重新计算（默认）", FeeEffect.RESTART.value),
    ("只扣除等待缴费的时间", FeeEffect.SUSPEND.value),
)
_BOUNDARY_HELP = told("conventions.boundary")
_DAY_OFF_HELP = told("conventions.day_off")
_FEE_HELP = told("conventions.fee")
_NEAR_HELP = told("conventions.near")
_CORRECTION_HELP = told("conventions.correction")
_REASONS_HELP = told("conventions.reasons")


class ConventionsPart(SettingCard):
    """期限口径与提醒."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        self._changed = changed
        now = context.ports.settings.conventions()
        self.boundary = choice_field(_BOUNDARY, now.consult_boundary.value)
        self.day_off = choice_field(_DAY_OFF, now.day_off.value)
        self.fee = choice_field(_FEE, now.fee_effect.value)
        self.near = number_field(1, 10, context.ports.settings.near(), "个工作日")
        grid = FormGrid()
        grid.add("征求意见扣除哪些日子", self.boundary, hint=_BOUNDARY_HELP)
        grid.add("休息日收到的申请", self.day_off, hint=_DAY_OFF_HELP)
        grid.add("缴费以后", self.fee, hint=_FEE_HELP)
        grid.add("提前几天提醒", self.near, hint=_NEAR_HELP)
        usual = context.ports.settings.usual_days()
        self.correction = number_field(1, 60, usual.correction, "个工作日")
        self.reasons = number_field(1, 60, usual.reasons, "个工作日")
        grid.add("常用的补正期限", self.correction, hint=_CORRECTION_HELP)
        grid.add("常用的说明理由期限", self.reasons, hint=_REASONS_HELP)
        super().__init__(context, "期限口径与提醒", _WORDS, grid, self.submit)

    def submit(self) -> None:
        """Keep the choices; open deadlines are counted anew."""
        settings = self._context.ports.settings
        moved: list[tuple[str, str, str]] = []
        chosen = Conventions(
            consult_boundary=Boundary(text_of(self.boundary)),
            day_off=DayOff(text_of(self.day_off)),
            fee_effect=FeeEffect(text_of(self.fee)),
        )

        def save() -> None:
            if chosen != settings.conventions():
                moved.extend(settings.save_conventions(chosen))
            settings.save_near(self.near.value())
            settings.save_usual_days(
                UsualDays(correction=self.correction.value(), reasons=self.reasons.value())
            )

        if self.keep(save):
            self.show_moved(moved)
            self._changed()
