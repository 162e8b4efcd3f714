"""A review or suit as the lists of the window show it."""

from __future__ import annotations

from gongkai_desktop.services.dispute_listing import DisputeLine
from gongkai_desktop.ui.ports.dispute import DisputeEntry


def dispute_entry(line: DisputeLine) -> DisputeEntry:
    """A line of the services as the lists show it."""
    return DisputeEntry(
        dispute=line.dispute,
        register_no=line.row.register_no,
        applicant=line.applicants,
        request_text=line.matter,
        limit=line.limit,
        urgency=line.urgency,
        reanswer=line.reanswer,
        joined=line.joined,
    )
