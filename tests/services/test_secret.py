"""A password set, changed, forgotten and taken away; the register is the same throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import secret
from gongkai_desktop.services.listing import register_list
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import dialect, recovery_key

pytestmark = pytest.mark.skipif(not dialect.can_encrypt, reason="no encryption on this machine")
FIRST, SECOND = "月落乌啼霜满天", "江枫渔火对愁眠啊"
NAME = "柏某戊"


@pytest.fixture
def location(sample_file: Path, tmp_path: Path) -> Path:
    target = tmp_path / "office.gkt"
    target.write_bytes(sample_file.read_bytes())
    return target


def test_a_name_cannot_be_read_from_the_encrypted_file(location: Path) -> None:
    assert NAME.encode() in location.read_bytes()
    workspace = open_workspace(location)
    numbers = [line["register_no"] for line in register_list(workspace)]
    locked = secret.set_password(workspace, FIRST + "。")
    assert NAME.encode() not in location.read_bytes()
    assert [line["register_no"] for line in register_list(locked)] == numbers
    assert locked.office.verify() == [] and secret.is_encrypted(locked)
    locked.close()
    assert secret.needs_password(str(location))
    assert [path.name for path in location.parent.iterdir()] == [location.name]


def test_change_and_take_away(location: Path) -> None:
    locked = secret.set_password(open_workspace(location), FIRST + "。")
    assert locked.office.key is not None
    sheet = recovery_key(locked.office.key)
    changed = secret.set_password(locked, SECOND)
    changed.close()
    assert secret.opens(str(location), SECOND)
    assert not secret.opens(str(location), FIRST + "。")
    assert not secret.opens(str(location), sheet)
    plain = secret.take_password_away(open_workspace(location, key=SECOND))
    assert not secret.is_encrypted(plain) and plain.office.verify() == []
    plain.close()
    assert not secret.needs_password(str(location))


def test_the_recovery_sheet_opens_the_office(location: Path) -> None:
    locked = secret.set_password(open_workspace(location), SECOND)
    text = pdfium.PdfDocument(secret.recovery_sheet(locked, the_press()))[0].get_textpage()
    signs = "".join(re.findall(r"(?:[0-9A-Z]{4}-)+(?:[0-9A-Z]{4})?", text.get_text_range()))
    locked.close()
    assert secret.opens(str(location), signs)


def test_short_passwords_are_refused(location: Path) -> None:
    workspace = open_workspace(location)
    with pytest.raises(UserError, match="口令太短"):
        secret.set_password(workspace, "1234567")
    assert register_list(workspace)
    workspace.close()


def test_copies_made_before_are_named(location: Path) -> None:
    before = location.parent / "备份" / "office_旧.gkt"
    before.parent.mkdir()
    before.write_bytes(location.read_bytes())
    locked = secret.set_password(open_workspace(location), SECOND)
    assert secret.unprotected_copies(locked) == [before]
    locked.close()
