"""Ways to reach a person (联系方式): mobile and home phones, mail, chat names, number plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchor
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.personal import personal

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?<!\d[-/])(?:(?:\+|00)?86[- ]{0,2})?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"(?![0-9A-Za-z]|[-.]\d| ?(?:元|万|亿|吨|人次|平方|立方|千瓦|户))"
)
_MASKED_MOBILE = re.compile(
    r"(?<![0-9A-Za-z*＊×])1[3-9]\d(?=[\d*＊×●]{8}(?![\d*＊×●]))\d{0,8}[*＊×●]{1,3}\d{0,8}(?![\d*＊×●])"
)
_HOME_PHONE = re.compile(
    r"(?:(?:家庭|住宅|家里|家中|个人|本人)(?:固定|联系){0,2}(?:电话|座机)|宅电)(?:号码)?"
    r"[）)为是：: ]{0,3}"
    r"(?P<number>(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{6,7})(?!\d)"
)
_CONTACT = re.compile(r"联系人|联络员|经办人|项目负责人|招标人|采购人|代理机构")
_PHONE_UNIT = re.compile(r"办公电话|值班电话|政务热线|服务热线")
_MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._-]{1,40}@(?:qq|163|126|139|189|yeah|sina|sohu|gmail|hotmail|outlook|"
    r"foxmail|vip\.qq|vip\.163|vip\.sina|aliyun|21cn|tom|icloud|live|yahoo|wo)\.(?:com\.cn|com|cn|net)\b"
)
_PUBLIC_MAIL = re.compile(
    "举报|监督|咨询|投诉|单位|公开|受理|报名|反馈|征集|征求|意见|建议|办公|工作|投稿|报送|指定|材料|发送|发至"
    "|中心|局|科|处|委"
)
_CHAT = re.compile(
    r"(?:微信|[Qq][Qq])(?:号码?)?[为是：: ]{1,3}"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|\d{5,12})(?![A-Za-z0-9])"
)
_CHAT_PUBLIC = re.compile("公众号|服务号|订阅号|群")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•・. -]?"
    r"(?=[A-HJ-NP-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_PLATE_PUBLIC = re.compile(
    "公务用车|公车|执法车|救护车|处置|拍卖|报废|罚没|租赁|客运|网约车|查扣|扣押|渣土|违法|超限"
)


def read_mobiles(draft: Draft) -> Iterator[Finding]:
    """YS03 mobile numbers, YS13 those masked too little."""
    for match in draft.numbers(_MOBILE):
        before = draft.before(match.start(), 24)
        contact = _CONTACT.search(before) and not _PHONE_UNIT.search(before)
        yield personal(
            "YS03",
            Severity.MEDIUM if contact else Severity.HIGH,
            match.span(),
            "联系人的手机号码，建议改用办公电话" if contact else "手机号码",
        )
    for match in draft.numbers(_MASKED_MOBILE):
        yield personal("YS13", Severity.MEDIUM, match.span(), "手机号码掩去的位数太少")


def _home_phone(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    for match in draft.near(_HOME_PHONE, start, end):
        yield personal("YS04", Severity.HIGH, match.span("number"), "个人或者家庭的电话号码")


def _mail(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    for match in draft.near(_MAIL, start, end):
        if not _PUBLIC_MAIL.search(draft.before(match.start(), 30)):
            yield personal("YS10", Severity.MEDIUM, match.span(), "个人电子邮箱，建议改用办公邮箱")


def _chat(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    for match in draft.near(_CHAT, start, end):
        if not _CHAT_PUBLIC.search(draft.before(match.start("id"), 16)):
            yield personal("YS10", Severity.MEDIUM, match.span("id"), "个人的微信号或者QQ号")


def read_plates(draft: Draft) -> Iterator[Finding]:
    """YS08 number plates."""
    for match in draft.all(_PLATE):
        public = _PLATE_PUBLIC.search(draft.around(*match.span()))
        yield personal(
            "YS08",
            Severity.HINT if public else Severity.MEDIUM,
            match.span(),
            "车牌号，请核对是否必须公开" if public else "车牌号",
        )


CONTACTS = (
    Anchor(("家庭", "住宅", "家里", "家中", "个人", "本人", "宅电"), _home_phone),
    Anchor(("@", "＠"), _mail),
    Anchor(("微信", "QQ", "qq", "Qq"), _chat),
)
"""YS04 home phones, YS10 mail and chat names of persons."""
