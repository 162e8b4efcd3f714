"""The pre-review's settings for the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.review.checklist import Checklist
from gongkai_desktop.domain.review.checklist_versions import Differing
from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.domain.review.finding import Gate, Severity
from gongkai_desktop.domain.review.item import Levels
from gongkai_desktop.domain.review.masking import Mask
from gongkai_desktop.services import lexicon, review_desk, review_forms
from gongkai_desktop.services.lexicon import PackState
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports.review_settings import PackLine, WordLine

_MOST_SHOWN = 5


class ReviewSettingsBridge:
    """Packs over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def packs(self) -> Sequence[PackLine]:
        """Every pack in force."""
        return [_pack_line(state) for state in lexicon.packs(self._session.workspace)]

    def words(self, pack: str, text: str) -> Sequence[WordLine]:
        """Entries of one pack (all packs when empty) with these words."""
        states = lexicon.packs(self._session.workspace)
        lines = (one for state in states if pack in ("", state.pack.key) for one in _lines(state))
        wanted = text.strip()
        return [
            one
            for one in lines
            if wanted in one.key or wanted in one.words or wanted in one.meaning
        ]

    def switch(self, key: str, on: bool, reason: str) -> None:
        """Switch an entry on, or off with a reason."""
        lexicon.switch(self._session.workspace, key, on=on, reason=reason)
        self._session.reload()

    def add_word(self, wrong: str, right: str, gate: Gate, severity: Severity) -> None:
        """Add a word of the office's own."""
        lexicon.add_word(self._session.workspace, wrong, right, gate=gate, severity=severity)
        self._session.reload()

    def add_fact(self, kind: FactKind, subject: str, detail: str, attribute: str) -> None:
        """Add a fact of the office's own."""
        lexicon.add_fact(self._session.workspace, kind, subject, detail, attribute)
        self._session.reload()

    def preview(self, file: Path) -> str:
        """What a file would bring in, in words."""
        seen = lexicon.preview_pack(self._session.workspace, file)
        state = PackState(pack=seen.pack, off={})
        held = [one.words for one in _lines(state)]
        said = [
            f"{seen.pack.name}，截至{seen.pack.as_of.isoformat()}，{len(held)}条，例句都已核对。",
            *(f"· {words}" for words in held[:_MOST_SHOWN]),
            f"……另{len(held) - _MOST_SHOWN}条" if len(held) > _MOST_SHOWN else "",
        ]
        if seen.replaces is not None:
            old = len(seen.replaces.keys)
            whose = seen.replaces.layer.label
            said.append(f"导入后取代{whose}的“{seen.replaces.name}”（{old}条）。")
        return "\n".join(one for one in said if one)

    def take_in(self, file: Path) -> None:
        """Bring it in."""
        lexicon.import_pack(self._session.workspace, file)
        self._session.reload()

    def remove(self, pack: str, reason: str) -> None:
        """Take an imported pack back."""
        lexicon.remove_pack(self._session.workspace, pack, reason)
        self._session.reload()

    def checklist(self) -> Checklist:
        """The questions in force."""
        return self._session.workspace.knowledge.checklist

    def save_checklist(self, checklist: Checklist) -> None:
        """Keep the office's own questions."""
        review_forms.save_checklist(self._session.workspace, checklist)
        self._session.reload()

    def masks(self) -> Sequence[Mask]:
        """The masking rules."""
        return review_forms.masks_in_force(self._session.workspace)

    def save_masks(self, masks: Sequence[Mask]) -> None:
        """Keep the office's own masking rules."""
        review_forms.save_masks(self._session.workspace, masks)
        self._session.reload()

    def levels(self) -> Levels:
        """The levels of review."""
        with self._session.workspace.office.read() as reader:
            return review_desk.levels_of(reader)

    def save_levels(self, levels: Levels) -> None:
        """Keep them."""
        review_desk.save_levels(self._session.workspace, levels)

    def standing(self, key: str) -> tuple[Layer, bool]:
        """Whose questions or rules are in force."""
        now = review_forms.standing(self._session.workspace, key)
        return now.layer, now.changed

    def compared(self, key: str) -> Sequence[Differing]:
        """What ships against what is in force."""
        return review_forms.compared(self._session.workspace, key)

    def restore(self, key: str) -> None:
        """Take the own ones back."""
        review_forms.restore(self._session.workspace, key)
        self._session.reload()

    def keep_ours(self, key: str) -> None:
        """Keep the own ones."""
        review_forms.keep_ours(self._session.workspace, key)
        self._session.reload()

    def write_out(self, key: str, path: Path) -> None:
        """Write what is in force to a file."""
        review_forms.write_out(self._session.workspace, key, path)

    def take_in_form(self, key: str, path: Path, layer: Layer) -> None:
        """Take a file in."""
        review_forms.take_in(self._session.workspace, key, path, layer)
        self._session.reload()


def _pack_line(state: PackState) -> PackLine:
    pack = state.pack
    return PackLine(
        key=pack.key,
        name=pack.name,
        as_of=pack.as_of,
        layer=pack.layer.label,
        source=pack.source,
        count=len(pack.keys),
        ours=pack.layer is Layer.OFFICE and pack.key != lexicon.OWN_KEY,
    )


def _lines(state: PackState) -> Iterator[WordLine]:
    for fact in state.pack.facts:
        name = fact.kind is FactKind.NAME
        yield WordLine(
            key=fact.key,
            pack=state.pack.name,
            words=fact.subject or fact.detail,
            meaning="差一个字即报" if name else fact.detail,
            gate=fact.kind.value,
            severity="",
            off=state.off.get(fact.key, ""),
        )
    for entry in state.pack.entries:
        yield WordLine(
            key=entry.key,
            pack=state.pack.name,
            words="、".join(entry.find),
            meaning=entry.suggestion or entry.message,
            gate=entry.gate.value,
            severity=entry.severity.value,
            wrong=entry.wrong,
            right=entry.right,
            basis=entry.basis,
            off=state.off.get(entry.key, ""),
        )
