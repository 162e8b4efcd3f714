"""The office's chain of approval (审签流程): the factory's until the office sets its own."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.approval import Chain, ChainStep, check_chain
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import course_of
from gongkai_desktop.library.approval import load_factory_chain
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader

CHAIN_SETTING = "approval_chain"


def chain_of(reader: Reader) -> Chain:
    """The steps in force."""
    kept = reader.settings.get(CHAIN_SETTING, None)
    if not kept:
        return load_factory_chain()
    return tuple(ChainStep(**{**one, "skips": tuple(one.get("skips", ()))}) for one in kept)


def the_chain(workspace: Workspace) -> Chain:
    """The steps in force in an open office."""
    with workspace.office.read() as reader:
        return chain_of(reader)


def save_chain(workspace: Workspace, chain: Chain) -> Chain:
    """Keep a changed chain; raises UserError where it cannot be walked or a step is in use.

    A step that letters under way were signed at is renamed or moved, not removed: their papers
    bear the signature.
    """
    keyed = _keyed(chain)
    check_chain(keyed)
    with workspace.change("修改审签流程") as change:
        _refuse_removed(change, keyed)
        change.settings.put(CHAIN_SETTING, [_plain(step) for step in keyed])
    return keyed


def _keyed(chain: Chain) -> Chain:
    """Every step with a key; new ones take the first free."""
    used = {step.key for step in chain if step.key}
    keyed = []
    for step in chain:
        if not step.key:
            fresh = next(f"step_{no}" for no in range(1, 100) if f"step_{no}" not in used)
            used.add(fresh)
            step = attrs.evolve(step, key=fresh)
        keyed.append(step)
    return tuple(keyed)


def _plain(step: ChainStep) -> dict[str, object]:
    return {"key": step.key, "title": step.title, "role": step.role.value, "skips": step.skips}


def _refuse_removed(reader: Reader, chain: Chain) -> None:
    kept = {step.key for step in chain}
    for letter in reader.letters.under_way():
        for signature in course_of(letter.steps).valid_signatures:
            if signature.step not in kept:
                raise UserError(
                    f"“{signature.title}”环节有在办文书已经签名，不能删除",
                    "请在这些文书用印后再删除，或者先改名、调整顺序",
                )
