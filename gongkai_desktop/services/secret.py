"""The office's password and its printed recovery key (口令与恢复密钥)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import (
    WrongPasswordError,
    can_encrypt,
    is_unreadable,
    open_office,
    plain_copies,
    recovery_key,
    rekey_office,
)

if TYPE_CHECKING:
    from gongkai_desktop.services.press import Press

SHORTEST_PASSWORD = 8
IDLE_SETTING = "idle_minutes"
IDLE_MINUTES = 15


def encryption_missing() -> str:
    """Why nothing can be encrypted on this computer, empty where it can."""
    if can_encrypt():
        return ""
    return "这台电脑没有加密组件（如 aarch64），数据文件不能加密保存，请把电脑和备份放在安全的地方"


def needs_password(location: str) -> bool:
    """Whether an office at a location asks for its password before anything else."""
    return is_unreadable(location)


def opens(location: str, typed: str) -> bool:
    """Whether what was typed is the office's password or recovery key.

    Raises UserError where the file cannot be used for another reason.
    """
    try:
        open_office(location, key=typed).close()
    except WrongPasswordError:
        return False
    return True


def is_encrypted(workspace: Workspace) -> bool:
    """Whether the open office is kept encrypted."""
    return workspace.office.key is not None


def set_password(workspace: Workspace, password: str) -> Workspace:
    """Encrypt the office, or change its password; returns the office opened anew.

    The caller's workspace is closed. Raises UserError for a password that is too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(
            f"口令太短（{len(password)}个字符）", f"请用{SHORTEST_PASSWORD}个以上字符，可以是一句话"
        )
    return _rekeyed(workspace, password)


def take_password_away(workspace: Workspace) -> Workspace:
    """Keep the office plainly again; returns it opened anew."""
    return _rekeyed(workspace, None)


def _rekeyed(workspace: Workspace, password: str | None) -> Workspace:
    workspace.demand("取消加密" if password is None else "设置口令")
    office = workspace.office
    rekey_office(office, password, operator=workspace.operator, at=workspace.now())
    return open_workspace(
        office.location, today=workspace.today, key=password, operator=workspace.operator
    )


def idle_minutes(workspace: Workspace) -> int:
    """After how many idle minutes the window locks, if the office is encrypted; 0 never."""
    with workspace.office.read() as reader:
        return int(reader.settings.get(IDLE_SETTING, IDLE_MINUTES))


def set_idle_minutes(workspace: Workspace, minutes: int) -> None:
    """Keep the number of idle minutes."""
    with workspace.change("修改闲置锁定") as change:
        change.settings.put(IDLE_SETTING, minutes)


def unprotected_copies(workspace: Workspace) -> list[Path]:
    """Backups beside an encrypted office that are still open to anybody."""
    return plain_copies(workspace.office.location) if is_encrypted(workspace) else []


def recovery_sheet(workspace: Workspace, press: Press) -> bytes:
    """The sheet to print and lock away, as PDF; raises UserError when nothing is encrypted."""
    from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet

    if workspace.office.key is None:
        raise UserError("数据文件没有加密，没有恢复密钥", "请先设置口令")
    groups = recovery_key(workspace.office.key).split("-")
    half = len(groups) // 2
    sheet = TableSheet(
        title="数据文件恢复密钥",
        facts=(
            ("单位", the_unit(workspace).name),
            ("数据文件", Path(workspace.office.location).name),
            ("打印日期", date_words(workspace.today)),
        ),
        columns=(
            TableColumn(heading="行", width_mm=20),
            TableColumn(heading="恢复密钥（照抄，字母不分大小写）", width_mm=150),
        ),
        rows=(("一", "-".join(groups[:half]) + "-"), ("二", "-".join(groups[half:]))),
        notes=(
            "忘记口令时，在解锁窗口输入这两行即可打开数据文件，随后请立即设置新的口令。",
            "密钥中没有字母 I、L、O、U；数字 0 与 1 不会误认。输错一处会提示，不会损坏数据。",
            "持有本页就能打开数据文件及同一口令下的备份。请密封后交专人锁存，不要拍照、不要录入电脑。",
            "更换口令后本页作废，请打印新的一页并销毁旧页。口令和本页都丢失时，数据无法找回。",
        ),
        footer="恢复密钥",
    )
    return press.pdf(press.table_pages(sheet))
