"""Every rule that reads a draft by itself, in the order of the gates (规则一览)."""

from __future__ import annotations

from gongkai_desktop.domain.review.addresses import read_addresses
from gongkai_desktop.domain.review.contacts import read_contacts
from gongkai_desktop.domain.review.engine import Reading
from gongkai_desktop.domain.review.identity_numbers import read_numbers
from gongkai_desktop.domain.review.people import read_lists, read_people
from gongkai_desktop.domain.review.secrecy import (
    read_copy_number,
    read_internal,
    read_levels,
    read_papers,
)

READINGS: tuple[Reading, ...] = (
    read_levels,
    read_internal,
    read_copy_number,
    read_papers,
    read_numbers,
    read_contacts,
    read_addresses,
    read_lists,
    read_people,
)
