"""Hand-over of the office's open work (人员交接): what passes from whom to whom, and the posts.

拟发公文公开属性认定与管理、依申请公开答复办理两项职能应分别确定具体工作人员: two named posts,
held by two people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.errors import UserError

REPLY_POST = "依申请公开答复办理"
ATTRIBUTE_POST = "公文公开属性认定"
POSTS = (REPLY_POST, ATTRIBUTE_POST)


@attrs.frozen(kw_only=True)
class Post:
    """A named post (岗位) and who holds it since when; nobody yet where ``holder`` is empty."""

    title: str
    holder: str = ""
    since: date | None = None


@attrs.frozen(kw_only=True)
class Work:
    """One piece of open work: its group, number, what it is, by when, how it stands.

    ``key`` names what passes with it (``request:…``, ``dispute:…``), empty where nothing is
    written anew; ``holder`` is who has it now.
    """

    group: str
    no: str
    what: str
    due: date | None = None
    state: str = ""
    holder: str = ""
    key: str = ""


@attrs.frozen(kw_only=True)
class Transfer:
    """What is to pass: from whom, to whom, on which day, which work and which posts."""

    giver: str
    successor: str
    day: date
    keys: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


def check_transfer(transfer: Transfer, today: date) -> None:
    """Refuse a hand-over that cannot be: nobody, oneself, a day to come, nothing; UserError."""
    if not transfer.successor.strip() or not transfer.giver.strip():
        raise UserError("缺少移交人或者接交人", "请填写姓名")
    if transfer.successor.strip() == transfer.giver.strip():
        raise UserError("接交人和移交人是同一个人", "请另选接交人")
    if transfer.day > today:
        raise UserError("交接日期晚于今天", "请核对日期")
    if not transfer.keys and not transfer.posts:
        raise UserError("没有选择要交接的事项或者岗位", "请至少选择一项")
    unknown = [post for post in transfer.posts if post not in POSTS]
    if unknown:
        raise UserError(f"没有“{unknown[0]}”这个岗位", f"可选：{'、'.join(POSTS)}")


def post_doubts(holders: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """What is doubtful about who holds the posts: nobody, or one person for both."""
    held = {post: set(holders.get(post, ())) for post in POSTS}
    doubts = [f"岗位“{post}”没有确定人员" for post, names in held.items() if not names]
    both = held[REPLY_POST] & held[ATTRIBUTE_POST]
    doubts += [f"{name}同时担任两个岗位，两项职能应分别确定具体工作人员" for name in sorted(both)]
    return tuple(doubts)
