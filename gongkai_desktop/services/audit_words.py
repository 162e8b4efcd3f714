"""What the audit says in the office's words: fields by their titles, values as they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai_desktop.domain.audit import canonical
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.domain.review.masking import Masks, masked_field, masked_numbers
from gongkai_desktop.services.audit_names import Names
from gongkai_desktop.services.audit_titles import NESTED_TITLES

EMPTY = "（空）"

FIELD_TITLES: Mapping[str, str] = {
    "register_no": "登记号",
    "name": "申请人",
    "kind": "申请人类型",
    "id_kind": "证件名称",
    "id_no": "证件号码",
    "contact": "联系人",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "地址",
    "postcode": "邮政编码",
    "agent": "代理人",
    "authority": "委托书",
    "request_text": "申请内容",
    "corrected_text": "补正后内容",
    "delivery_form": "获取方式",
    "mail_no": "邮件号",
    "platform_no": "平台编号",
    "signer": "签收人",
    "forwarded": "转交日期",
    "section": "承办科室",
    "handler": "承办人",
    "row": "报表行",
    "ground": "法定依据",
    "imported": "导入",
    "original_due": "原表期限",
    "original_outcome": "原表结果",
    "reply_no": "答复文号",
    "service_no": "送达邮件号",
    "remarks": "备注",
    "archived": "归档日期",
    "void_reason": "作废理由",
    "void": "作废",
    "repeat_of": "重复于",
    "date": "日期",
    "text": "事项",
    "type": "事件",
    "details": "详情",
    "fields": "填写内容",
    "key": "名称",
    "value": "值",
    "year": "年度",
    "last": "已用到",
    "series": "编号系列",
    "post": "岗位",
    "roles": "角色",
    "since": "任职日期",
    "until": "离任日期",
    "code": "代码",
    "number": "文号",
    "letter_date": "成文日期",
    "status": "状态",
    "composed": "文书内容",
    "facts": "事实",
    "entries": "所用条目",
    "steps": "办理步骤",
    "size": "大小（字节）",
    "added": "存入时间",
    "sha256": "文件指纹",
    "text_fingerprint": "正文指纹",
    "file_fingerprint": "文件指纹",
    "body": "内容",
    "layer": "来源层",
    "received": "收到日期",
    "concluded": "办结日期",
    "result": "结果",
    "note": "说明",
    "supplied": "提供日期",
    "version": "版本",
    "frozen_at": "定稿时间",
    "period": "期间",
    "unit": "单位",
    "unit_code": "单位代码",
    "edition": "报次",
    "sent": "报出",
    "source": "来源",
    "seal": "封装指纹",
    "at": "时间",
    "reason": "原因",
    "manifest": "报送清单",
    "title": "标题",
    "channel": "渠道",
    "responsible": "责任人",
    "formed": "形成日期",
    "planned": "拟发布日期",
    "published": "发布日期",
    "mark": "指纹",
    "updated": "更新时间",
    "ledger": "台账",
    "no": "编号",
    "due_date": "期限",
    "done_date": "办结日期",
    "file": "文件",
    "requests": "件数",
    "pages": "页数",
    "what": "内容",
    "trouble": "问题",
    "second": "第二处",
    "backup": "备份",
    "replaced": "恢复前的文件",
    "replaced_head": "恢复前的审计末条",
    "item": "事项",
    "places": "处数",
    "mime": "文件类型",
    "owner_kind": "归属",
    "base_fingerprint": "原条目指纹",
    "demo": "演示数据",
    "entries_written": "条数",
    "giver": "移交人",
    "successor": "接交人",
    "work": "事项",
    "posts": "岗位",
}


_NEVER = ("salt", "hash")
"""Parts of a password's digest: of no use to a reader, and nobody else's."""
COVERED_CHANGE = "（遮挡的部分有改动）"
"""Said where a correction lies wholly in what is masked: both sides would read the same."""


def field_title(name: str, names: Names | None = None) -> str:
    """What a person calls a field; one that has no title keeps its name."""
    if names is not None and name in names.titles:
        return names.titles[name]
    return FIELD_TITLES.get(name) or NESTED_TITLES.get(name, name)


def plain_words(name: str, value: Any) -> str:
    """One value as it is read, in full: for whoever is typing it."""
    return _read(name, value, str)


def field_words(masks: Masks, name: str, value: Any, names: Names | None = None) -> str:
    """One value as it is read, personal numbers and addresses masked at every depth.

    With ``names`` codes are told in words and keys by their titles.
    """
    return _read(name, value, lambda words: masked_numbers(masks, words), masks, names)


def pair_of_words(
    masks: Masks, name: str, old: Any, new: Any, names: Names | None = None
) -> tuple[str, str]:
    """A value before and after, masked; a change in what is covered is told, never shown."""
    before = field_words(masks, name, old, names)
    after = field_words(masks, name, new, names)
    if before == after and old != new:
        return before, f"{after}{COVERED_CHANGE}"
    return before, after


def _read(
    name: str,
    value: Any,
    last: Callable[[str], str],
    masks: Masks | None = None,
    names: Names | None = None,
) -> str:
    if value in (None, "", [], {}, ()):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        parts = [
            f"{field_title(one, names)}：{_read(one, value[one], last, masks, names)}"
            for one in value
            if one not in _NEVER
        ]
        return "；".join(parts) or EMPTY
    if isinstance(value, (list, tuple)):
        return "、".join(_read(name, one, last, masks, names) for one in value)
    if name == "kind" and value in tuple(ApplicantKind):
        return ApplicantKind(value).label
    if isinstance(value, date):
        value = value.isoformat()
    words = value if isinstance(value, str) else canonical(value)
    if names is not None:
        words = names.value(name, words)
    return last(masked_field(masks, name, words) if masks else words)
