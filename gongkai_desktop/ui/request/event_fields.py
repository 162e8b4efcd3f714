"""Which fields each kind of event asks for, with their words and help (事件的栏目)."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.ui.common.help import told_of

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

HELP = told_of("event")

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
