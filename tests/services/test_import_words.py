"""Every spelling registers are known to use is read: headers, channels, kinds, results."""

from pathlib import Path

import pytest

from gongkai_desktop.domain.outcome import read_outcome
from gongkai_desktop.library.intake import load_intake_words
from gongkai_desktop.services import listing
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.workspace import Workspace

HEADERS = {
    "register_no": "登记号 受理号 流水号 编号 申请编号 收件编号",
    "serial": "序号",
    "received_date": "收到日期 接收日期 收件日期 签收日期 受理日期",
    "submitted_date": "申请时间 登记日期",
    "forwarded": "转交日期 转办日期 分办日期",
    "channel": "申请方式 申请渠道 受理方式 来源",
    "applicant": "申请人 姓名 申请人姓名(名称) 名称 企业名称 单位名称",
    "applicant_kind": "申请人类型 类别 公民/法人",
    "id_kind": "证件名称",
    "id_no": "证件号码 身份证号 统一社会信用代码 组织机构代码 机构代码",
    "phone": "联系方式 联系电话 手机",
    "address": "通信地址 联系地址 邮寄地址",
    "postcode": "邮编",
    "email": "邮箱",
    "request_text": "申请内容 申请事项 所需信息内容描述 信息名称 内容描述",
    "delivery_form": "获取方式 提供方式 介质 载体形式 实际提供方式",
    "section": "承办科室 承办单位 主办科室 责任科室 办理部门",
    "handler": "承办人",
    "due_date": "答复期限 办理期限 应答复日期 截止日期",
    "decided_date": "答复时间 答复日期 办结时间 回复时间",
    "outcome": "答复类型 答复结果 办理结果 审批结果 处理结果",
    "method": "送达方式",
    "service_no": "快递单号 EMS单号 邮件号",
    "sent_date": "寄出日期",
    "signed_date": "签收日期(申请人)",
    "review": "是否复议 复议结果",
    "suit": "是否诉讼 诉讼结果",
    "remarks": "备注 说明",
}
CHANNELS = {
    "当面": "当面 现场 窗口",
    "邮寄(EMS/挂号)": "信函 邮寄 EMS 快递 挂号",
    "平信": "平信",
    "互联网": "网上 网络 在线 平台 网站",
    "电子邮件": "电子邮件 邮箱",
    "传真": "传真",
    "转送": "信访转 12345转",
    "其他": "其他",
}
KINDS = {
    "natural": "公民 自然人 个人",
    "biz": "企业 商业企业 公司",
    "legal_svc": "律所 律师事务所 法律服务机构",
    "other_org": "村委会 机关 其他",
    "research": "科研机构",
    "public_good": "社会公益组织",
}
OUTCOMES = {
    "同意公开": "r3_1_open",
    "予以公开": "r3_1_open",
    "同意部分公开": "r3_2_partial",
    "部分公开": "r3_2_partial",
    "信息不存在": "r3_4_1_not_held",
    "非本机关": "r3_4_1_not_held",
    "予以公开（已邮寄）": "r3_1_open",
    "予以公开，已邮寄": "r3_1_open",
    "予以公开；2026年3月寄出": "r3_1_open",
    "不予公开-属于国家秘密": "r3_3_1_state_secret",
    "（三）1.属于国家秘密": "r3_3_1_state_secret",
}
ASKED = ("否决公开", "不予公开", "非政府信息", "予以公开，部分不予公开", "已办")


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, key) for key, words in table.items() for word in words.split()]


@pytest.mark.parametrize(("header", "field"), pairs(HEADERS))
def test_headers(header: str, field: str) -> None:
    words = load_intake_words()
    assert words.field_of(header) == field
    assert words.field_of(f" {header} ：") == field


@pytest.mark.parametrize(("word", "name"), pairs(CHANNELS))
def test_channels(word: str, name: str) -> None:
    channel = load_knowledge().rules.channel(word)
    assert channel is not None and channel.name == name


@pytest.mark.parametrize(("word", "kind"), pairs(KINDS))
def test_kinds(word: str, kind: str) -> None:
    assert load_intake_words().kind_of(word) == kind


@pytest.mark.parametrize(("word", "row"), OUTCOMES.items())
def test_outcomes(word: str, row: str) -> None:
    assert read_outcome(word, load_knowledge().law).row == row


@pytest.mark.parametrize("word", ASKED)
def test_words_that_mean_several_rows_are_asked(
    empty: Workspace, tmp_path: Path, word: str
) -> None:
    path = tmp_path / "a.csv"
    rows = f'收到日期,申请人,申请内容,答复日期,结果\n2026-3-2,李四,批复,2026-3-9,"{word}"\n'
    path.write_text(rows, encoding="utf-8")
    report = import_register(empty, path, ImportOptions())
    assert [(one.value, len(one.choices) > 1) for one in report.questions] == [(word, True)]
    assert listing.register_list(empty)[0]["outcome"] == ""
