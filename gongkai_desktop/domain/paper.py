"""The papers of a request's file (卷内材料): what they are, their order, which are missing.

Kinds, words and orders are data (``forms/checklists/file.toml``); what must be there follows
from what happened: the base papers, and what each letter's form names under ``file``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from gongkai_desktop.domain.clock.rules import Receipt, RuleBook
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.form import FormBook
from gongkai_desktop.domain.outcome import is_separated
from gongkai_desktop.domain.request import Request

_JOINED = re.compile("[及和与、]")
OTHER = "other"
DELIVERY = "delivery"
REPLY = "reply"
REVIEW = "review"
# A proof of delivery that names nothing is the reply's, and so is that of its copies.
_SAME_DELIVERY = {"": ("", REPLY, "copies")}


@attrs.frozen(kw_only=True)
class PaperKind:
    """One kind of paper: its place in the archive and among the evidence, what it proves.

    ``author`` is ``office``, ``applicant`` or ``other`` (责任者); ``letters`` the codes that make
    it, a single letter meaning all of its group; ``words`` tell it from a file's name;
    ``needed`` says when a file must have it (always, mailed, agent, decided, separated, or never).
    """

    key: str
    title: str
    order: int
    group: str
    author: str
    proves: str
    letters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    needed: str = ""


@attrs.frozen(kw_only=True)
class Nature:
    """What a paper is, and the kind of paper it is about (the delivery of a 补正告知书), if any."""

    key: str
    about: str = ""


@attrs.frozen(kw_only=True)
class Need:
    """What the file must have: its words, the papers it takes, the letter that asks for it."""

    text: str
    natures: tuple[Nature, ...]
    source: str = ""

    @property
    def key(self) -> str:
        """The kind of the first of its papers."""
        return self.natures[0].key


@attrs.frozen(kw_only=True)
class PaperFacts:
    """One paper that is there: its name, what it is, and the need it was assigned to, if any."""

    name: str
    natures: tuple[Nature, ...]
    assigned: str = ""


@attrs.frozen(kw_only=True)
class Checked:
    """A need and the names of the papers that meet it, none where it is missing."""

    need: Need
    met_by: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PaperBook:
    """All kinds of paper, the names of their groups, the letters each step calls for."""

    kinds: tuple[PaperKind, ...]
    groups: Mapping[str, str]
    steps: Mapping[EventType, tuple[str, ...]]

    def kind(self, key: str) -> PaperKind:
        """A kind by its key; that of other papers for a key no longer known."""
        found = {one.key: one for one in self.kinds}
        return found.get(key) or found[OTHER]

    def of_letter(self, code: str) -> PaperKind:
        """The kind of paper a letter is; the exact code before the group."""
        for wanted in (code, code[:1]):
            for one in self.kinds:
                if wanted in one.letters:
                    return one
        return self.kind(OTHER)

    def read(self, name: str) -> tuple[Nature, ...]:
        """What a paper is by its name, each thing joined by 及, 和, 与, 、 for itself.

        The last word says what it is, the first of what: 补正告知书送达回证 is a proof of delivery
        of the 补正告知书; so is 送达凭证 where it is joined to one.
        """
        parts = [self._nature(part) for part in _JOINED.split(name)]
        known = [one for one in parts if one.key != OTHER] or [Nature(key=OTHER)]
        head = known[0]
        return (head, *(attrs.evolve(one, about=one.about or head.key) for one in known[1:]))

    def _nature(self, part: str) -> Nature:
        places = [
            (part.rfind(word) + len(word), len(word), part.find(word), one.key)
            for one in self.kinds
            for word in one.words
            if word in part
        ]
        if not places:
            return Nature(key=OTHER)
        key = max(places)[3]
        first = min(places, key=lambda place: (place[2], -place[1]))[3]
        return Nature(key=key, about="" if first == key else first)

    def group_place(self, group: str) -> int:
        """The place of a group among the evidence."""
        return list(self.groups).index(group)


def needs_of(
    request: Request, book: PaperBook, forms: FormBook, law: LawBook, rules: RuleBook
) -> tuple[Need, ...]:
    """What the file of a request must hold, each thing once, in the order of the archive."""
    needs = [*_base(request, book, rules)]
    for code in _letters_of(request, book, law):
        if code in forms:
            form = forms.get(code)
            subject = book.of_letter(code).key
            needs += [
                _need(text, subject, form.title, book)
                for text in form.file
                if text not in form.stated
            ]
    unique: list[Need] = []
    asked: set[Nature] = set()
    for one in needs:
        if one.key == OTHER or not asked.issuperset(one.natures):
            unique.append(one)
            asked |= {each for each in one.natures if each.key != OTHER}
    return tuple(sorted(unique, key=lambda one: book.kind(one.key).order))


def _base(request: Request, book: PaperBook, rules: RuleBook) -> Iterable[Need]:
    channel = rules.channel(request.channel)
    decided = request.first(EventType.DECIDED) is not None
    holds = {
        "always": True,
        "mailed": channel is None or channel.receipt is not Receipt.HAND,
        "agent": bool(request.applicant.agent),
        "decided": decided,
        "separated": decided and any(is_separated(item) for item in request.items),
    }
    for kind in book.kinds:
        if holds.get(kind.needed, False):
            yield Need(text=kind.title, natures=(Nature(key=kind.key),))


def _letters_of(request: Request, book: PaperBook, law: LawBook) -> list[str]:
    """The letters whose papers are needed: of the steps taken and of the items' grounds."""
    codes = [code for event in request.events for code in book.steps.get(event.type, ())]
    decided = request.first(EventType.DECIDED)
    if decided:
        for item in request.items:
            ground = law.find_ground(item.ground, decided.date) if item.ground else None
            if ground:
                codes.append(law.outcome(ground.code, decided.date).letter)
    return list(dict.fromkeys(codes))


_ASIDE = re.compile(r"（[^（）]*）")


def _need(text: str, subject: str, source: str, book: PaperBook) -> Need:
    natures = tuple(_of(one, subject) for one in book.read(_ASIDE.sub("", text)))
    return Need(text=text, natures=natures, source=source)


def _of(nature: Nature, subject: str) -> Nature:
    """A proof of delivery is that of the letter which asks for it; other papers stand alone."""
    if nature.key != DELIVERY:
        return Nature(key=nature.key)
    about = nature.about or subject
    return Nature(key=DELIVERY, about="" if about == REPLY else about)


def checked(needs: Sequence[Need], papers: Sequence[PaperFacts]) -> tuple[Checked, ...]:
    """Each need with the papers that meet it: those assigned to it, else those of its kinds."""
    return tuple(Checked(need=one, met_by=_met_by(one, papers)) for one in needs)


def _met_by(need: Need, papers: Sequence[PaperFacts]) -> tuple[str, ...]:
    """Papers that meet a need, none unless all it takes is there."""
    assigned = [one.name for one in papers if one.assigned == need.text]
    if assigned:
        return tuple(assigned)
    free = [one for one in papers if not one.assigned]
    if need.key == OTHER:
        return tuple(one.name for one in free if _ASIDE.sub("", need.text) in one.name)
    found = [[one.name for one in free if _is(one, nature)] for nature in need.natures]
    return tuple(dict.fromkeys(name for names in found for name in names)) if all(found) else ()


def _is(paper: PaperFacts, nature: Nature) -> bool:
    same = [one for one in paper.natures if one.key == nature.key]
    if nature.key != DELIVERY:
        return bool(same)
    return any(one.about in _SAME_DELIVERY.get(nature.about, (nature.about,)) for one in same)


def missing(found: Iterable[Checked]) -> tuple[str, ...]:
    """The words of what is missing, with the letter that asks for it where one does."""
    return tuple(_words(one.need) for one in found if not one.met_by)


def _words(need: Need) -> str:
    return f"{need.text}（{need.source}）" if need.source else need.text
