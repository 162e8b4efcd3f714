"""The 文字 gate: GB/T 15834 (标点), GB/T 9704 (序数、文号), GB/T 15835 (数字), days and figures."""

from datetime import date

import pytest

from gongkai_desktop.domain.review.days import read_days
from gongkai_desktop.domain.review.enclosures import read_enclosures
from gongkai_desktop.domain.review.figures import FIGURES
from gongkai_desktop.domain.review.file_number import read_file_numbers
from gongkai_desktop.domain.review.issuer import read_issuer
from gongkai_desktop.domain.review.marks import read_marks
from gongkai_desktop.domain.review.numbering import read_numbering
from gongkai_desktop.domain.review.repeats import Repeats
from gongkai_desktop.domain.review.table_totals import read_table_totals
from gongkai_desktop.library.spelling import load_vocabulary
from tests.domain.review.drafts import anchored, draft, found

read_figures = anchored(*FIGURES)
read_repeats = Repeats(vocabulary=load_vocabulary()).read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("各项工作的的落实", ["的的"]),
        ("关于于进一步加强管理的通知", ["关于于"]),
        ("进行行整改", ["进行行"]),
        ("现将有关事项通知通知如下", ["通知通知"]),
        ("填写审批表审批表", ["审批表审批表"]),
        ("达到目的的措施", []),
        ("常委会会议研究", []),
        ("张志强强调", []),
        ("上一年度年度报告", []),
        ("为了了解情况，天天走访", []),
        ("根据《立法法》和有关规定", []),
    ],
)
def test_what_stands_twice(text, words):
    assert [one[2] for one in found(read_repeats, text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("有效期五年。。", ["。。"]),
        ("玩忽职守、、徇私舞弊", ["、、"]),
        ("根据《条例规定，", ["《"]),
        ("坚持“四个自信，", ["“"]),
        ("（以下简称《条例》", ["（"]),
        ("加强领导,落实责任", [","]),
        ("《关于印发《办法》的通知》", ["《"]),
        ("（一）组织领导“三公”经费（见附件1）。", []),
        ("1）负责人；2）联系人", []),
        ("真的吗？！http://www.example.gov.cn,见附件", []),
        ("增长1,234人，8:30开会", []),
    ],
)
def test_punctuation(text, words):
    assert [one[2] for one in found(read_marks, text)] == words


def test_a_quotation_over_several_paragraphs_opens_each_and_closes_the_last():
    assert found(read_marks, "“第一段说明。\n“第二段说明。”") == []


def test_a_text_made_with_half_width_marks_gets_one_finding():
    text = "\n".join("加强领导,落实责任" for _ in range(12))
    assert len(found(read_marks, text)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（一）、工作目标", ["（一）、"]),
        ("一.总体要求", ["一."]),
        ("第一、提高认识", ["第一、"]),
        ("1、推进公开。\n2、加强监督。", ["1、"]),
        ("一、总体情况\n二、主要做法\n四、存在问题", ["四、"]),
        ("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊", []),
        ("一、甲\n二、乙\n二、丙", ["二、"]),
        ("第五、六项", []),
        ("第一、第二和第三产业", []),
        ("1.2万人参加", []),
    ],
)
def test_ordinals(text, words):
    assert [one[2] for one in found(read_numbering, text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("宁环办[2021]14号", ["[2021]"]),
        ("通政发（2006）64号", ["（2006）"]),
        ("国办发„2009‟3号", ["„2009‟"]),
        ("国办发〔2010〕57）", ["〔2010〕57"]),
        ("国办发〔2010〕第57号", ["〔2010〕第57号"]),
        ("国办发〔2010〕007号", ["〔2010〕007号"]),
        ("国办发〔10〕57号", ["〔10〕57号"]),
        ("国办发〔2010〕57号", []),
        ("国务院令第711号", []),
        ("（2025）皖0102行初12号", []),
        ("公告〔2024〕第3号", []),
    ],
)
def test_numbers_of_papers(text, words):
    assert [one[2] for one in found(read_file_numbers, text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年2月30日", ["2026年2月30日"]),
        ("截至2026年13月1日", ["2026年13月1日"]),
        ("4月31日前报送", ["4月31日"]),
        ("发布时间：2026-02-30", ["2026-02-30"]),
        ("2026年11月22日（星期一）", ["2026年11月22日（星期一）"]),
        ("2026年11月22日（星期日）", []),
        ("2026年6月1日至2026年3月1日", ["2026年3月1日"]),
        ("2026年11月1日至11月30日", []),
        ("自2026年12月1日起至2026年11月1日止", ["2026年11月1日"]),
        ("2026年13月底前", ["2026年13月"]),
        ("定于本月32日召开", ["本月32日"]),
        ("二O一一年", ["二O一一年"]),
        ("二〇一一年", []),
        ("2026年09月01日", ["2026年09月01日"]),
        ("2024年2月29日", []),
        ("2月29日", []),
        ("于25:30截止，时间：25:30", ["25:30", "25:30"]),
        ("比例为3:75", []),
    ],
)
def test_days_and_times(text, words):
    assert [one[2] for one in found(read_days, text)] == words


def test_a_day_without_a_year_is_of_the_year_named_before():
    assert found(read_days, "2025年工作安排：11月22日（星期六）", day=date(2026, 1, 5)) == []
    assert found(read_days, "11月22日（星期三）", day=date(2026, 1, 5)) != []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("共收到申请572件。当面申请258件，占38.8%", ["WZ09"]),
        ("共收到申请572件。当面申请258件，占45.1%", []),
        ("共71件，其中公开20件，占总数的29.8%", ["WZ09"]),
        ("合计17400元，分别为150元、1136元、16100元", ["WZ10"]),
        ("合计17386元，分别为150元、1136元、16100元", []),
        ("甲类12件、乙类30件，合计43件", ["WZ10"]),
        ("共计100件，其中答复120件", ["WZ10"]),
        ("由200万元增加到300万元，增长60%", ["WZ09"]),
        ("由200万元增加到300万元，增长50%", []),
        ("全年350件，比上年300件增加40件", ["WZ09"]),
        ("办结率达120%", ["WZ12"]),
        ("完成率达120%，办结率100%", []),
    ],
)
def test_figures_are_recomputed(text, rules):
    assert [one[0] for one in found(read_figures, text)] == rules


def test_a_share_that_is_off_is_set_beside_the_whole_named_last():
    text = "小区126个，已覆盖108个，占85.7%；行政村120个，已覆盖96个，占比82%。"
    (off,) = read_figures(draft(text))
    assert off.message == "96占120是80.0%，与所写的82%不符"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1、抓好落实", "1."),
        ("（一）、抓好落实", "（一）"),
        ("一.工作目标", "一、"),
        ("第一、统一思想", "第一，"),
    ],
)
def test_the_right_mark_behind_an_ordinal_is_offered(text, right):
    (wrong,) = read_numbering(draft(text))
    assert wrong.suggestion == right


def test_a_bureau_does_not_call_itself_a_department():
    text = "通过厅门户网站解答咨询。（发布机构：望山市商务局）"
    assert [one[2] for one in found(read_issuer, text)] == ["厅门户网站"]
    assert found(read_issuer, text.replace("通过厅", "通过局")) == []
    assert found(read_issuer, "省商务厅门户网站") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请填写附件2。\n附件：1.申请表", ["填写附件2"]),
        ("附件：申请表。", ["。"]),
        ("附件：1.申请表\n2.汇总表\n（联系人：办公室）\n见附件2", []),
        ("见附件3", []),
    ],
)
def test_enclosures(text, words):
    assert [one[2] for one in found(read_enclosures, text)] == words


@pytest.mark.parametrize(("total", "words"), [("43", ["43"]), ("42", []), ("—", [])])
def test_the_total_of_a_table_is_the_sum_of_its_column(total, words):
    text = f"类别\t件数\n甲类\t12\n乙类\t20\n丙类\t10\n合计\t{total}"
    assert [one[2] for one in found(read_table_totals, text)] == words


def test_a_table_with_subtotals_or_shares_is_not_summed():
    text = "类别\t件数\n甲类\t12\n小计\t12\n丙类\t10\n合计\t22"
    assert found(read_table_totals, text) == []
