"""What can be asked for by its name (操作): typed in 搜索全部, it is begun where it belongs.

An act presses the very button a person would press there, so that it can do neither more nor
less; a button that is closed says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.next_step import REMINDER
from gongkai_desktop.services.ledger_sheets import sheets_of
from gongkai_desktop.ui.common.page import LIST
from gongkai_desktop.ui.ports.search import Act

_ELLIPSES = "…. "


def _acts(place: str, argument: object, *acts: tuple[str, str, str]) -> tuple[Act, ...]:
    return tuple(
        Act(title=title, words=words, place=place, argument=argument, press=press)
        for title, words, press in acts
    )


OF_THE_OFFICE: tuple[Act, ...] = (
    *_acts("desk", None, ("打印待办清单", "今天 工作台", "打印清单")),
    *_acts(
        "request",
        LIST,
        ("登记申请", "收到 新申请 依申请公开", "登记新申请"),
        ("导出登记簿", "Excel 表格 申请", "导出"),
        ("催办科室", "打印催办单", "催办"),
        ("导入原来的登记簿", "旧 Excel 台账", "导入旧登记簿"),
    ),
    *_acts("request", REMINDER, ("打印催办单", "催办 科室 反馈", "")),
    *_acts("request", "new", ("打印空白申请表", "申请表 窗口", "空白申请表")),
    *_acts(
        "review",
        LIST,
        ("送审一篇稿子", "预审 待发布信息 扫描 登记", "新的待发布信息"),
        ("打印保密审查汇总表", "每月 预审", "每月汇总表"),
        ("误报记忆", "预审 词 放过", "误报记忆"),
    ),
    *_acts("dispute", LIST, ("登记复议诉讼", "行政复议 起诉 案件 副本", "登记复议诉讼")),
    *_acts(
        "annual",
        LIST,
        ("编年报", "年度报告 表格 勾稽", ""),
        ("导出年报表格", "xlsx 年度报告", "导出表格"),
        ("导出年报全文", "Word PDF 网页 年度报告", "导出全文"),
        ("填报年报数字", "科室 年度报告", "填报数字"),
        ("年报定稿", "冻结 校验码 年度报告", "定稿"),
        ("统计报表", "月报 季报 报送", "统计报表"),
        ("两级报送", "报送包 上级 下级 部门", "两级报送"),
    ),
    *_acts("annual", "final", ("打印报送函", "年报 年度报告", "报送函")),
    *_acts(
        "annual",
        "statistics",
        ("打印统计报表", "月报 季报", "打印"),
        ("导出统计报表", "月报 季报 Excel", "导出表格"),
        ("考核自评", "评分 打分 自评表", "考核自评"),
    ),
    *_acts(
        "annual",
        "exchange",
        ("生成报送包", "上报 上级 年报", "生成本单位报送包"),
        ("接收报送", "下级 部门 报送包", "接收报送"),
        ("读入单位清单", "部门 单位", "单位清单"),
        ("汇总年报", "县级 合计", "汇总年报"),
    ),
    *_acts("settings", "people", ("更换经办人", "姓名 人员 换人", "")),
    *_acts("settings", "numbering", ("打印文号登记表", "发文字号", "打印文号登记表")),
    *_acts("settings", "calendar", ("录入放假安排", "节假日 放假通知 国办", "")),
    *_acts("settings", "secret", ("打印恢复密钥", "口令 加密", "打印恢复密钥")),
    *_acts(
        "settings",
        "backup",
        ("备份数据", "备份到文件夹 U盘", "备份到文件夹"),
        ("从备份恢复", "还原", "从备份恢复"),
        ("校验数据", "检查 损坏", "校验数据"),
    ),
    *_acts(
        "settings",
        "handover",
        ("人员交接", "移交 换人", ""),
        ("打印交接单", "", "取出上次的交接单"),
    ),
    *_acts(
        "settings",
        "audit",
        ("导出审计", "操作记录", "导出为表格"),
        ("打印审计末条", "操作记录 校验值", "打印末条"),
    ),
    *_acts("settings", "look", ("恢复默认布局", "列宽 分栏 排序 界面", "恢复默认布局")),
    *_acts(
        "settings",
        "update",
        ("读入配置包", "县级 下发", "读入配置包"),
        ("看更新说明", "新版本 升级", "看更新说明"),
    ),
    *_acts(
        "settings",
        "about",
        ("使用手册", "说明书 PDF", "使用手册（PDF）"),
        ("打印收发室一页通", "须知 门卫", "收发室一页通"),
        ("打印签批领导一页通", "须知", "签批领导一页通"),
        ("打印接手人一页通", "交接 须知", "接手人一页通"),
        ("导出诊断包", "故障 维护", "导出诊断包"),
        ("进入练习", "练习模式 演示", "进入练习"),
    ),
)


def acts_of(forms: Iterable[LedgerForm]) -> Iterator[Act]:
    """Every act by name: those of the office, then four and its papers for each ledger."""
    yield from OF_THE_OFFICE
    for form in forms:
        yield from _of_ledger(form)


def _of_ledger(form: LedgerForm) -> Iterator[Act]:
    name, where = form.title, (form.key, "")
    for verb in ("登记", "打印", "导出", "导入"):
        yield Act(title=f"{verb}{name}", place=form.place, argument=where, press=verb)
    for paper in sheets_of(form).values():
        title = f"打印{paper}（{name}）"
        yield Act(title=title, place=form.place, argument=where, press=f"单据/{paper}")


def press(window: QWidget, name: str) -> None:
    """Press the button of a name that is in sight; UserError where it is not, or is closed."""
    text, _, line = name.partition("/")
    found = [one for one in window.findChildren(QAbstractButton) if _is(one, text)]
    if not found:
        raise UserError(f"这里现在没有“{text}”", "请看页面上写的第一步，做了以后再试")
    one = found[-1]
    if not one.isEnabled():
        raise UserError(f"现在不能“{text}”", one.toolTip() or "请先填写页面上要求的内容")
    menu = one.menu() if line else None  # type: ignore[attr-defined]
    if isinstance(menu, QMenu):
        action = next(one for one in menu.actions() if one.text().strip(_ELLIPSES) == line)
        action.trigger()
    else:
        one.click()


def _is(one: QAbstractButton, text: str) -> bool:
    return one.isVisible() and one.text().replace("&", "").strip(_ELLIPSES) == text
