"""A fee notice is counted again (信息处理费管理办法，国办函〔2020〕109号): its sums, its tariff."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desktop.services import lint
from tests.services.test_lint import knowledge, sample

BY_PAGE = """云岭县自然资源局关于收取信息处理费的告知书
云自然资信公费〔2026〕2号
云岭县恒达建材有限公司：
贵公司2026年3月10日申请获取“全部采矿权出让合同”，我局于当日收到。经清点，拟提供的信息共235页。
根据《中华人民共和国政府信息公开条例》第四十二条第一款和《政府信息公开信息处理费管理办法》（国办函\
〔2020〕109号），本件按量计收：30页以下不收费；31至100页70页，每页10元，700元；101至200页100页，每页20元，\
2000元；201页以上35页，每页40元，1400元；合计4100元。
请贵公司在收到本告知书次日起20个工作日内缴纳；逾期未缴纳的，视为放弃申请。
云岭县自然资源局
2026年3月24日
"""
THIS_ONE = """石桥市城市管理局信息处理费缴费通知书
石城管信公费〔2026〕1号
白某：
2026年6月你通过互联网向我局提出政府信息公开申请共33件，本件（登记编号：88）为第33件。
根据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第四条，本件应缴信息处理费人民币200元\
（大写：贰佰元整）。请你自收到本通知次日起20个工作日内缴纳。
石桥市城市管理局
2026年7月2日
"""


def said(text: str) -> list[str]:
    """What the check says of the fee."""
    found = lint.check_words(
        text, "B9", day=None, today=date(2026, 11, 22), knowledge=knowledge(), fields={}
    )
    return [one.message for one in found if one.rule == "D04"]


@pytest.mark.parametrize("text", [sample("B9"), BY_PAGE, THIS_ONE])
def test_a_right_notice_is_let_pass(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("计2000元", "计2100元", "20×100元应为2000元"),
        ("每件100元", "每件150元", "每件应为100元"),
        ("￥2200", "￥2300", "各段相加是2200元"),
        ("贰仟贰佰", "贰仟叁佰", "大写金额应为贰仟贰佰元整"),
        ("请31件", "请9件", "9件没有超过免费范围"),
        ("请31件", "请32件", "按件应收2400元"),
        ("20个工作日", "15个工作日", "20个工作日"),
        ("20个工作日", "20日", "20个工作日"),
        ("共20件", "共21件", "共20件，文中写的是21件"),
        ("按件计收", "按件并按量计收", "不能又按件又按量"),
    ],
)
def test_by_request(right: str, wrong: str, told: str) -> None:
    assert right in sample("B9")
    assert any(told in one for one in said(sample("B9").replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("1400元", "1440元", "35×40元应为1400元"),
        ("合计4100元", "合计4500元", "按量应收4100元"),
        ("235页", "253页", "按量应收4820元"),
        ("每页20元", "每页30元", "每页应为20元"),
        ("200页100页", "200页110页", "共100页，文中写的是110页"),
    ],
)
def test_by_page(right: str, wrong: str, told: str) -> None:
    assert any(told in one for one in said(BY_PAGE.replace(right, wrong)))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("人民币200元", "人民币300元", "按件应收200元"),
        ("贰佰元整", "叁佰元整", "大写金额应为贰佰元整"),
        ("为第33件", "为第43件", "按件应收300元"),
    ],
)
def test_for_one_of_many(right: str, wrong: str, told: str) -> None:
    assert any(told in one for one in said(THIS_ONE.replace(right, wrong)))


def test_this_one_alone_or_all_so_far() -> None:
    """The office may charge request by request, or once for the month."""
    all_so_far = THIS_ONE.replace("本件应缴", "应缴").replace("200元", "2600元")
    assert said(all_so_far.replace("贰佰元整", "贰仟陆佰元整")) == []
