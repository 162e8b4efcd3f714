"""Every rule of the scan (规则一览): those with words of their own, those that read the draft."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_desktop.domain.review.addresses import ADDRESSES
from gongkai_desktop.domain.review.contacts import CONTACTS, read_mobiles, read_plates
from gongkai_desktop.domain.review.days import read_days
from gongkai_desktop.domain.review.enclosures import read_enclosures
from gongkai_desktop.domain.review.engine import Anchor, Reading
from gongkai_desktop.domain.review.figures import FIGURES
from gongkai_desktop.domain.review.file_number import read_file_numbers
from gongkai_desktop.domain.review.identity_numbers import DOCUMENTS, LICENCES, NAMED, read_numbers
from gongkai_desktop.domain.review.issuer import read_issuer
from gongkai_desktop.domain.review.marks import read_marks
from gongkai_desktop.domain.review.numbering import read_numbering
from gongkai_desktop.domain.review.people import PEOPLE, read_lists
from gongkai_desktop.domain.review.repeats import Repeats
from gongkai_desktop.domain.review.secrecy import (
    read_attribute,
    read_copy_number,
    read_internal,
    read_levels,
    read_papers,
)
from gongkai_desktop.domain.review.spelling import Vocabulary
from gongkai_desktop.domain.review.table_totals import read_table_totals
from gongkai_desktop.domain.review.unseen import read_hidden

_READINGS: tuple[Reading, ...] = (
    read_levels,
    read_internal,
    read_copy_number,
    read_papers,
    read_attribute,
    read_hidden,
    read_numbers,
    read_mobiles,
    read_plates,
    read_lists,
    read_marks,
    read_numbering,
    read_file_numbers,
    read_days,
    read_issuer,
    read_enclosures,
    read_table_totals,
)

ANCHORS: tuple[Anchor, ...] = (DOCUMENTS, LICENCES, NAMED, *CONTACTS, ADDRESSES, *PEOPLE, *FIGURES)
"""The rules of the program that stand on words; those of the packs stand on their own."""


def readings(vocabulary: Vocabulary) -> Iterable[Reading]:
    """The rules that read a draft by themselves, in the order of the gates."""
    return (*_READINGS, Repeats(vocabulary=vocabulary).read)
