"""Writes the gates' questions and the masking rules of an office as TOML (关口清单、脱敏规则)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tomlkit

from gongkai_desktop.domain.review.checklist import Checklist, GateQuestions, Question
from gongkai_desktop.domain.review.masking import Mask


def checklist_text(checklist: Checklist) -> str:
    """A checklist as the TOML it is read from."""
    document = tomlkit.document()
    for name in ("kinds", "channels", "sources"):
        document[name] = list(getattr(checklist, name))
    document["gate"] = [_gate(one) for one in checklist.gates]
    return tomlkit.dumps(document)


def masks_text(masks: Iterable[Mask]) -> str:
    """Masking rules as the TOML they are read from."""
    document = tomlkit.document()
    document["mask"] = [_mask(one) for one in masks]
    return tomlkit.dumps(document)


def _gate(gate: GateQuestions) -> dict[str, Any]:
    asked = [_question(one) for one in gate.questions]
    return {"key": gate.key, "title": gate.title, "question": asked}


def _question(one: Question) -> dict[str, Any]:
    told = {
        "key": one.key,
        "text": one.text,
        "star": one.star,
        "help": one.help,
        "basis": one.basis,
        "kinds": list(one.kinds),
        "channels": list(one.channels),
    }
    return {name: value for name, value in told.items() if value}


def _mask(one: Mask) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": one.rule, "name": one.name}
    if one.address:
        told["address"] = True
    else:
        told |= {"head": one.head, "tail": one.tail}
    return told if one.on else {**told, "on": False}
