"""Roles of the people of the office (角色), and which right each use case asks for.

Roles guard against slips and give every act its person (个人信息保护法 第五十一条: 合理确定个人信息
处理的操作权限). Whoever can copy an unencrypted data file is not held up by them: that is what the
password is for. An office that gave nobody a role does not use them: everyone may do everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from gongkai_desktop.domain.errors import UserError


class Role(StrEnum):
    """角色; someone may have several."""

    HANDLER = "经办"
    REVIEWER = "审核"
    HEAD = "负责人"
    ADMIN = "管理员"
    READER = "只读"


class Right(StrEnum):
    """What a use case asks for, in the words of a refusal."""

    LOOK = "查看和打印"
    FULL = "查看和取出完整个人信息"
    KEEP = "登记和办理"
    SIGN = "登记审核意见"
    DECIDE = "定稿、作废和报送"
    MANAGE = "改设置"


_HANDLING = {Right.LOOK, Right.FULL, Right.KEEP}
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.LOOK}),
    Role.HANDLER: frozenset(_HANDLING),
    Role.REVIEWER: frozenset({Right.LOOK, Right.SIGN}),
    Role.HEAD: frozenset({*_HANDLING, Right.SIGN, Right.DECIDE}),
    Role.ADMIN: frozenset(Right),
}
ROLE_WORDS: Mapping[Role, str] = {
    Role.HANDLER: "登记、办理、出文书，看得到完整的证件号码",
    Role.REVIEWER: "登记审签和预审的意见",
    Role.HEAD: "经办和审核的事，另加作废、定稿、报送",
    Role.ADMIN: "全部，包括人员和设置",
    Role.READER: "只能查看和打印，证件号码不完整显示",
}

_BY_RIGHT: Mapping[Right, tuple[str, ...]] = {
    # what the program does by itself, and what everyone may do: looking, printing, coming in
    Right.LOOK: (
        "备份",
        "自动备份",
        "记下程序版本",
        "登录",
        "导出审计",
        "更换经办人",
        "修改个人口令",
        "电脑时钟异常",
        "重新计算台账时限",
        "按现行放假安排和期限规则重新计算",
    ),
    Right.FULL: (
        "查看完整个人信息",
        "导出登记簿",
        "导出台账",
        "取出文件",
        "生成证据材料",
        "装订案卷",
    ),
    Right.KEEP: (
        "登记申请",
        "登记事件",
        "填写事项与结果",
        "更改登记内容",
        "导入登记簿",
        "自动保存",
        "记下承办科室",
        "记下任务办理",
        "催办",
        "存入卷内材料",
        "存入人工修改的文稿",
        "保存文稿",
        "添加附件",
        "作废附件",
        "登记寄送",
        "登记投递结果",
        "手工编号",
        "说明跳号",
        "用印",
        "归档",
        "登记台账",
        "更改台账",
        "导入台账",
        "作废台账记录",
        "存入佐证材料",
        "登记复议诉讼",
        "更改复议诉讼",
        "登记待发布信息",
        "更改待发布信息",
        "放入待审文稿",
        "预审发现密级标志，没有保存",
        "处理扫描提示",
        "撤回对扫描提示的处理",
        "回答预审问题",
        "重新送审",
        "登记两馆送交",
        "开始清理",
        "清理结果写入政策文件",
        "登记发布",
        "制作脱敏副本",
        "考核自评",
        "填报统计数",
        "填报年报数字",
        "修改年报文字",
        "登记定期任务完成",
        "保存常用筛选",
        "删除常用筛选",
        "留存交接单",
        "接收报送",
        "接收协办",
        "接收科室反馈",
        "接收退回通知",
        "生成协办包",
    ),
    Right.SIGN: ("审签", "预审签字"),
    Right.DECIDE: (
        "作废申请",
        "作废事件",
        "作废文书",
        "作废复议诉讼",
        "作废待发布信息",
        "手工更改年报",
        "撤销手工更改",
        "年报定稿",
        "生成报送包",
        "关闭报送",
        "重新开放报送",
        "退回报送",
        "撤销退回",
        "人员交接",
    ),
    Right.MANAGE: (
        "导入放假安排",
        "设置地方假日",
        "更改期限口径",
        "更改到期提醒",
        "更改常用期限",
        "修改单位信息",
        "修改审签流程",
        "修改审级",
        "登记人员",
        "更改人员",
        "确定岗位人员",
        "修改闲置锁定",
        "设置第二处备份",
        "设置扫描文件夹",
        "增加台账",
        "修改单位清单",
        "导入配置包",
        "撤回配置包",
        "从备份恢复",
        "设置口令",
        "取消加密",
        "停用定期任务",
        "启用定期任务",
        "更改定期任务日期",
        "修改文书格式",
        "恢复文书格式",
        "保留本机关的文书格式",
        "导入文书格式",
        "词表添加",
        "词表启用",
        "词表停用",
        "导入词表",
        "移除词表",
        "测速数据",
    ),
}
USE_CASES: Mapping[str, Right] = {
    name: right for right, names in _BY_RIGHT.items() for name in names
}


class _Person(Protocol):
    """What of a person matters here."""

    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def until(self) -> date | None: ...


def in_post(person: _Person, today: date) -> bool:
    """Whether someone has not left by a day."""
    return person.until is None or person.until > today


def roles_used(people: Iterable[_Person], today: date) -> bool:
    """Whether the office gave anybody in post a role."""
    return any(one.roles for one in people if in_post(one, today))


def roles_of(people: Iterable[_Person], name: str, today: date) -> frozenset[Role]:
    """The roles of who has a name: all of them where the office uses none, 只读 for a stranger."""
    known = [one for one in people if in_post(one, today)]
    if not roles_used(known, today):
        return frozenset({Role.ADMIN})
    found = {Role(role) for one in known if one.name == name for role in one.roles}
    return frozenset(found or {Role.READER})


def permitted(roles: Iterable[Role], right: Right) -> bool:
    """Whether one of these roles carries a right."""
    return any(right in RIGHTS[role] for role in roles)


def right_of(use_case: str) -> Right:
    """The right a use case asks for; its name may go on behind a colon with what it was done to.

    One that is not entered here asks for the highest.
    """
    return USE_CASES.get(use_case.split("：")[0], Right.MANAGE)


def note_right(use_case: str) -> Right:
    """The right for what changes no row; what is not entered here is a print or an export."""
    return USE_CASES.get(use_case.split("：")[0], Right.LOOK)


def refusals(roles: Iterable[Role]) -> dict[Right, str]:
    """Why these roles do not carry a right, and which would; only of those they do not carry."""
    held = tuple(roles)
    return {
        right: f"您的角色是{'、'.join(held)}，不能{right}。需要的角色：{_who_may(right)}"
        for right in Right
        if not permitted(held, right)
    }


def _who_may(right: Right) -> str:
    return "、".join(role for role in Role if right in RIGHTS[role])


def refuse_without(right: Right, roles: Iterable[Role], name: str, what: str) -> None:
    """Refuse what nobody's role allows; raises UserError naming the roles that would."""
    held = tuple(roles)
    if permitted(held, right):
        return
    raise UserError(
        f"“{name}”的角色是{'、'.join(held)}，不能{right}（{what.split('：')[0]}）",
        f"需要的角色：{_who_may(right)}。请换人办理，或者由管理员在“设置—人员”里调整角色",
    )


def refuse_no_admin(people: Iterable[_Person], today: date) -> None:
    """Roles without anybody to give them lock the office out; raises UserError."""
    known = [one for one in people if in_post(one, today)]
    if roles_used(known, today) and not any(Role.ADMIN in one.roles for one in known):
        raise UserError("没有在任的管理员", "请先给一人管理员角色，再给其他人角色")
