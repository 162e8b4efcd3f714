"""Which fields each kind of event asks for, with their words and help (事件的栏目)."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.ui.common.forms import Help

METHODS = ("邮寄", "当面", "委托", "电子邮件", "平台")
EXTENSION_LIMIT = 20
CORRECTED = "corrected_text"
OPINIONS = ("同意公开", "同意部分公开", "不同意公开")
WITHDRAWALS = ("书面", "电子邮件", "网上平台")
JOINT_CHOICES = (("共同制作，本机关牵头（第三十四条）", True), ("涉及其他机关（第十一条）", False))

DATE_WORDS = {
    EventType.CORRECTION_RETURNED: "收到补正的日期",
    EventType.DECIDED: "成文日期",
    EventType.REPLY_SENT: "寄出（送达）日期",
    EventType.THIRD_PARTY_ANSWERED: "收到意见的日期",
    EventType.AGENCY_ANSWERED: "收到意见的日期",
    EventType.THIRD_PARTY_SENT: "发出意见书的日期",
    EventType.AGENCY_SENT: "发出意见函的日期",
    EventType.CORRECTION_NOTICE: "发出告知书的日期",
    EventType.REASONS_ASKED: "发出告知书的日期",
    EventType.EXTENSION: "告知申请人的日期",
    EventType.FEE_NOTICE: "发出通知书的日期",
    EventType.FEE_PAID: "完成缴费的日期",
}

FIELDS: Mapping[EventType, tuple[str, ...]] = {
    EventType.CORRECTION_NOTICE: ("deadline", "received"),
    EventType.CORRECTION_RETURNED: (CORRECTED,),
    EventType.THIRD_PARTY_SENT: ("party", "letter_received"),
    EventType.THIRD_PARTY_ANSWERED: ("party", "outcome"),
    EventType.THIRD_PARTY_LAPSED: ("party",),
    EventType.AGENCY_SENT: ("party", "joint", "letter_received"),
    EventType.AGENCY_ANSWERED: ("party", "outcome"),
    EventType.AGENCY_LAPSED: ("party",),
    EventType.FEE_NOTICE: ("basis", "count", "received"),
    EventType.REASONS_ASKED: ("deadline", "received"),
    EventType.DELAY_SET: ("until",),
    EventType.EXTENSION: ("days", "approved_by"),
    EventType.WITHDRAWN: ("how",),
    EventType.REANSWER_ORDERED: ("days",),
    EventType.REPLY_SENT: ("method", "signed"),
}

HELP = {
    "deadline": Help(
        meaning="要求对方在这一天以前答复，按合理期限确定。补正逾期视为放弃申请。",
        article="《政府信息公开条例》第三十条、第三十五条",
        example="2026-12-07",
    ),
    "letter_received": Help(
        meaning="对方收到征求意见书的日期，自次日起15个工作日内提出意见，这段时间不计入答复期限。",
        article="《政府信息公开条例》第三十二条、第三十三条第三款",
    ),
    "joint": Help(
        meaning="本机关牵头、共同制作的，对方15个工作日不答复视为同意公开；只是涉及其他机关的，没有这一规则。",
        article="《政府信息公开条例》第三十四条、第十一条",
    ),
    "days": Help(
        meaning="延长的工作日数，最长20个工作日，须在原期限届满前告知申请人。",
        article="《政府信息公开条例》第三十三条第二款",
        example="20",
    ),
    "approved_by": Help(
        meaning="同意延长的政府信息公开工作机构负责人。",
        article="《政府信息公开条例》第三十三条第二款",
    ),
    "signed": Help(meaning="收件人签收的日期。直接送达以这一天判断是否按期。"),
    "received": Help(meaning="申请人收到告知书或者通知书的日期，期限自次日起算。"),
    "until": Help(
        meaning="申请数量、频次明显超过合理范围时，确定并告知的延迟答复日期。",
        article="《政府信息公开条例》第三十五条",
    ),
    "basis": Help(
        meaning="按件：同一申请人同一自然月累计，超过10件的部分收费。按量：本件拟提供的页数，超过30页的部分收费。一件申请只能选一种。",
        article="《政府信息公开条例》第四十二条第一款、国办函〔2020〕109号",
        example="14件收400元；128页收1260元",
    ),
    CORRECTED: Help(
        meaning="补正后的申请内容，照录原文；填写后文书以此为准。",
        article="《政府信息公开条例》第三十条",
    ),
}

TITLES = {
    "deadline": "要求答复的最后日期",
    "party": "对方名称",
    "letter_received": "对方收到日期",
    "received": "对方收到日期",
    "joint": "征求意见的情形",
    "days": "工作日数",
    "approved_by": "批准人",
    "method": "送达方式",
    "signed": "签收日期",
    "until": "延迟至",
    "basis": "收费方式",
    "count": "件数或者页数",
    "outcome": "意见",
    "how": "撤回方式",
    CORRECTED: "补正后的申请内容",
}
NOTES = {
    EventType.EXTENSION: "延期理由",
    EventType.REASONS_GIVEN: "理由要点",
    EventType.THIRD_PARTY_ANSWERED: "理由及依据",
    EventType.AGENCY_ANSWERED: "理由及依据",
}
REQUIRED = {"deadline", "party", "approved_by", "until", "basis", "count", "outcome"}
NOTE_REQUIRED = {EventType.EXTENSION, EventType.REASONS_GIVEN}
DAYS = ("deadline", "letter_received", "received", "signed", "until")
