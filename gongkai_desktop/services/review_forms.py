"""What a unit asks and masks (关口清单、脱敏规则): edited, restored, taken in from the county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.documents.files import atomic_write, content_of, text_of
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.review.checklist import Checklist
from gongkai_desktop.domain.review.checklist_versions import (
    Differing,
    checklists_compared,
    masks_compared,
)
from gongkai_desktop.domain.review.masking import Mask
from gongkai_desktop.library.checklist_text import checklist_text, masks_text
from gongkai_desktop.library.checklists import (
    FOLDER,
    MASKING,
    REVIEW,
    check_masks,
    check_review_checklist,
    shipped_checklists,
    shipped_text,
)
from gongkai_desktop.services import own_entry
from gongkai_desktop.services.own_entry import Standing
from gongkai_desktop.services.workspace import Workspace

_TITLES = {REVIEW: "发布预审清单", MASKING: "脱敏规则"}
_LARGEST = 1024 * 1024
_ADVICE = "请选择从这里导出的 .toml 文件"


def standing(workspace: Workspace, key: str) -> Standing:
    """Whose questions or rules are in force."""
    own = own_entry.kept(workspace, FOLDER).get(key, [])
    return own_entry.standing(own, shipped_checklists()[key])


def shipped_checklist() -> Checklist:
    """The questions as they ship, to be held against the own ones."""
    return check_review_checklist(shipped_text(REVIEW), _TITLES[REVIEW])


def compared(workspace: Workspace, key: str) -> tuple[Differing, ...]:
    """What ships against what is in force: the office sees both and chooses."""
    title, own = _TITLES[key], _text_in_force(workspace, key)
    if key == REVIEW:
        return checklists_compared(shipped_checklist(), check_review_checklist(own, title))
    return masks_compared(check_masks(shipped_text(key), title), check_masks(own, title))


def masks_in_force(workspace: Workspace) -> tuple[Mask, ...]:
    """Every masking rule, those switched off too."""
    return check_masks(_text_in_force(workspace, MASKING), _TITLES[MASKING])


def save_checklist(workspace: Workspace, checklist: Checklist, layer: Layer = Layer.OFFICE) -> None:
    """Keep the questions; UserError naming what is wrong. Reload the knowledge after it."""
    _refuse_empty(checklist)
    _put(workspace, REVIEW, checklist_text(checklist), layer)


def save_masks(workspace: Workspace, masks: Sequence[Mask]) -> None:
    """Keep the masking rules. Reload the knowledge after it."""
    _put(workspace, MASKING, masks_text(masks), Layer.OFFICE)


def _refuse_empty(checklist: Checklist) -> None:
    if not any(gate.questions for gate in checklist.gates):
        raise UserError("清单里没有问题", "至少留一个问题")
    titles = [gate.title.strip() for gate in checklist.gates]
    if "" in titles or len(set(titles)) != len(titles):
        raise UserError("关口名称要填写，不能重复", "如 政治关、保密关")
    for gate in checklist.gates:
        for one in gate.questions:
            if not one.text.strip():
                raise UserError(f"{gate.title}有一个问题没有写内容", "请填写或者删除")
    if not checklist.kinds or not checklist.channels:
        raise UserError("类型和渠道至少各留一项", "请填写后再保存")


def _put(workspace: Workspace, key: str, text: str, layer: Layer) -> None:
    _check(key, text)
    own_entry.put(workspace, shipped_checklists(), key, text, layer, f"修改{_TITLES[key]}")


def _check(key: str, text: str) -> None:
    if key == REVIEW:
        _refuse_empty(check_review_checklist(text, _TITLES[key]))
    else:
        check_masks(text, _TITLES[key])


def restore(workspace: Workspace, key: str) -> None:
    """Take the own ones back, then the county's: what stands behind them counts again."""
    now = standing(workspace, key).layer
    if now is Layer.SHIPPED:
        raise UserError(f"{_TITLES[key]}没有改过", "现在用的就是程序提供的")
    own_entry.restore(workspace, key, f"恢复{_TITLES[key]}", now)


def keep_ours(workspace: Workspace, key: str) -> None:
    """Keep the own ones though the shipped ones have changed."""
    own_entry.keep_ours(workspace, shipped_checklists(), key, f"保留{_TITLES[key]}")


def write_out(workspace: Workspace, key: str, path: Path) -> None:
    """Write what is in force to a file, for another unit or for editing elsewhere."""
    atomic_write(path, _text_in_force(workspace, key).encode("utf-8"))


def take_in(workspace: Workspace, key: str, path: Path, layer: Layer) -> None:
    """Take a file in as the office's own or the county's; UserError where it is wrong."""
    text = text_of(content_of(path, _LARGEST, _TITLES[key], _ADVICE))
    if text is None:
        raise UserError(f"“{path.name}”的文字编码认不出来", _ADVICE)
    _put(workspace, key, text, layer)


def _text_in_force(workspace: Workspace, key: str) -> str:
    own = own_entry.kept(workspace, FOLDER).get(key, [])
    return own[-1].text if own else shipped_text(key)
