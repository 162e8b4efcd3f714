"""Finding anything, for the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongkai_desktop.domain.help import Topic
from gongkai_desktop.domain.next_step import REMINDER
from gongkai_desktop.library.help import load_help
from gongkai_desktop.services import dispute_listing, search
from gongkai_desktop.services.search import Found, FoundKind
from gongkai_desktop.ui.acts import acts_of
from gongkai_desktop.ui.bridge.dispute_line import dispute_entry
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.places import PLACES
from gongkai_desktop.ui.ports.search import REQUEST_PARTS, Act, Hit, RequestPart

PLACE, HELP, ACT, PART = "打开", "帮助", "操作", "申请的一部分"
_MOST_HELP, _MOST_ACTS = 6, 8
_WANTED_FIRST = ("new", "import", REMINDER)


class SearchBridge:
    """Search over the open office and the help."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, text: str) -> Sequence[Hit]:
        """What holds every word; without words, the places one may want."""
        words = text.strip()
        if not words:
            places = [_place(topic) for topic in load_help().topics if topic.go]
            return sorted(places, key=lambda hit: hit.argument not in _WANTED_FIRST)
        found = [self._hit(one) for one in search.search(self._session.workspace, words)]
        places = list(self._places(words))
        named = [one for one in places if one.title == words]
        acts = self._acts(words)
        meant = [one for one in acts if one.title == words]
        return [
            *self._parts(words),
            *meant,
            *named,
            *(one for one in acts if one not in meant),
            *(one for one in places if one not in named),
            *found,
            *_helped(words),
        ]

    def _acts(self, text: str) -> list[Hit]:
        """What can be done whose name holds every word, names that begin so first."""
        words = text.split()
        known = acts_of(self._session.workspace.knowledge.ledgers)
        meant = [one for one in known if one.answers(words)]
        meant.sort(key=lambda one: (words[0] not in one.title, not one.title.startswith(words[0])))
        return [_begun(one) for one in meant[:_MOST_ACTS]]

    def _parts(self, text: str) -> Iterator[Hit]:
        """A request and one of its parts: ``2026-016 文书``."""
        words, _, last = text.rpartition(" ")
        parts = [part for part in REQUEST_PARTS if last in part] if words.strip() and last else []
        if not parts:
            return
        for one in search.search(self._session.workspace, words):
            if one.kind is FoundKind.REQUEST:
                for part in parts:
                    yield Hit(
                        kind=PART,
                        title=f"{one.title}　{part}",
                        detail=one.detail,
                        place="request",
                        argument=RequestPart(register_no=one.key, part=part),
                    )

    def _places(self, text: str) -> Iterator[Hit]:
        words = text.lower().split()
        for topic in load_help().topics:
            if topic.go and all(word in topic.title.lower() for word in words):
                yield _place(topic)
        for form in self._session.workspace.knowledge.ledgers:
            if all(word in form.title for word in words):
                yield Hit(
                    kind=PLACE,
                    title=form.title,
                    detail=form.purpose,
                    place=form.place,
                    argument=(form.key, ""),
                )

    def _hit(self, found: Found) -> Hit:
        place, argument = self._targets[found.kind](found)
        return Hit(
            kind=found.kind.value,
            title=found.title,
            detail=found.detail,
            place=place,
            argument=argument,
        )

    @property
    def _targets(self) -> dict[FoundKind, Callable[[Found], tuple[str, object]]]:
        return {
            FoundKind.REQUEST: lambda one: ("request", one.key),
            FoundKind.LETTER: lambda one: ("request", (one.owner, one.key)),
            FoundKind.DISPUTE: self._dispute,
            FoundKind.REVIEW: lambda one: ("review", one.key),
            FoundKind.PRECEDENT: lambda one: ("precedent", (one.owner, one.key)),
            FoundKind.LEDGER: self._row,
        }

    def _dispute(self, found: Found) -> tuple[str, object]:
        line = dispute_listing.the_line(self._session.workspace, found.key)
        return "dispute", dispute_entry(line)

    def _row(self, found: Found) -> tuple[str, object]:
        forms = self._session.workspace.knowledge.ledgers
        place = next((form.place for form in forms if form.key == found.owner), "ledger")
        return place, (found.owner, found.key)


def _place(topic: Topic) -> Hit:
    place, _, argument = topic.go.partition(":")
    return Hit(
        kind=PLACE,
        title=topic.title,
        detail=topic.told.meaning,
        place=place,
        argument=argument or None,
    )


def _begun(act: Act) -> Hit:
    where = next(place.title for place in PLACES if place.key == act.place)
    return Hit(kind=ACT, title=act.title, detail=where, place=act.place, argument=act)


def _helped(text: str) -> Iterator[Hit]:
    for topic in load_help().search(text)[:_MOST_HELP]:
        yield Hit(
            kind=HELP,
            title=topic.title,
            detail=topic.told.meaning,
            place="help",
            argument=topic.key,
        )
