"""期限口径与提醒: what the law leaves open, and how early the desk warns."""

from __future__ import annotations

from collections.abc import Callable

from gongkai_desktop.domain.clock.rules import Boundary, Conventions, DayOff, FeeEffect
from gongkai_desktop.ui.common.forms import FormGrid, Help, choice_field, number_field, text_of
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
_BOUNDARY_HELP = Help(
    meaning="征求第三方和其他机关意见所需时间不计入答复期限，起止日条例没有规定。",
    article="《政府信息公开条例》第三十三条第三款",
    example="3月10日发出、3月25日收到意见：默认扣除11日至25日的工作日",
)
_DAY_OFF_HELP = Help(
    meaning="周末或者节假日收到的申请从哪一天起算，各地做法不一，曾有法院按下一个工作日计算。",
    article="《政府信息公开条例》第三十一条、《民法典》第二百零一条",
)
_FEE_HELP = Help(
    meaning="申请人缴费后期限怎样继续计算。",
    article="国办函〔2020〕109号",
)
_NEAR_HELP = Help(meaning="离答复期限还有几个工作日起，工作台和登记簿标为“即将到期”。", example="3")


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

        if self.keep(save):
            self.show_moved(moved)
            self._changed()
