"""Revisions of the data file: each released one is kept as a small real file and upgraded."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gongkai_desktop.store import Office, RequestQuery, migrate, open_office
from gongkai_desktop.store.schema import metadata

DATABASES = Path(__file__).parent.parent / "databases"
REVISIONS = sorted(path.stem for path in DATABASES.glob("*.gkt"))
NEXT_HEAD = f"{int(migrate.HEAD) + 1:04d}"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("duty", sa.Text(), nullable=False, server_default=""))
    {then}
"""


def differences(office: Office) -> list[object]:
    with office._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_migrations_make_exactly_the_tables_of_the_program(office: Office) -> None:
    assert differences(office) == []


def test_a_sample_file_of_every_revision_is_kept() -> None:
    assert REVISIONS[0] == "0001"
    assert REVISIONS[-1] == migrate.HEAD


@pytest.mark.parametrize("revision", REVISIONS)
def test_file_of_every_revision_opens_and_is_whole(revision: str, location: Path) -> None:
    shutil.copyfile(DATABASES / f"{revision}.gkt", location)
    with open_office(location) as office:
        assert office.revision == migrate.HEAD
        assert differences(office) == []
        assert office.verify() == []
        with office.read() as reader:
            assert reader.requests.count(RequestQuery()) == 3
            assert reader.requests.rows(RequestQuery(text="欧阳"))[0].register_no == "2026-002"
            request = reader.requests.get("2026-002")
            assert request is not None
            assert [event.type.value for event in request.events] == ["received", "extension"]
            (letter,) = reader.letters.of_request(request.id)
            assert letter.composed is not None
            assert letter.composed.title == "某局政府信息公开告知书"
            (attachment,) = reader.attachments.list("request", request.id)
            assert reader.attachments.read(attachment.id) == b"%PDF-1.7 sample"


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program one revision ahead of the files there are."""

    def install(then: str = "pass") -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(Path(migrate.__file__).with_name("migrations"), scripts)
        step = scripts / "versions" / f"{NEXT_HEAD}_duty.py"
        text = NEXT.format(then=then, head=migrate.HEAD, next=NEXT_HEAD)
        step.write_text(text, encoding="utf-8")
        monkeypatch.setattr(migrate, "_SCRIPTS", scripts)
        monkeypatch.setattr(migrate, "HEAD", NEXT_HEAD)

    return install


def test_older_file_is_copied_then_upgraded(location: Path, next_revision) -> None:
    shutil.copyfile(DATABASES / "0001.gkt", location)
    next_revision()
    with open_office(location) as office:
        assert office.revision == NEXT_HEAD
    assert user_version(location) == int(NEXT_HEAD)
    (copy,) = (location.parent / "备份").iterdir()
    assert "版本0001_升级前" in copy.name
    assert user_version(copy) == 1


def test_failed_upgrade_leaves_the_file_as_it_was(location: Path, next_revision) -> None:
    shutil.copyfile(DATABASES / "0001.gkt", location)
    next_revision("raise RuntimeError('power gone')")
    with pytest.raises(RuntimeError):
        open_office(location)
    raw = sqlite3.connect(location)
    assert "duty" not in [column[1] for column in raw.execute("PRAGMA table_info(person)")]
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    raw.close()


def test_upgrade_rehashes_what_it_rewrote_and_covers_nothing_up(
    location: Path, next_revision
) -> None:
    current = migrate.HEAD
    shutil.copyfile(DATABASES / f"{current}.gkt", location)
    raw = sqlite3.connect(location)
    raw.execute("UPDATE ledger_row SET title = '程序外改动'")
    raw.commit()
    raw.close()
    next_revision("op.execute(\"UPDATE setting SET key = 'office.' || key\")")
    with open_office(location) as office:
        assert [damage.detail for damage in office.verify()] == ["台账“任务一”在程序外被改动"]
        with office.read() as reader:
            (entry,) = reader.audit.entries(1)
            rewritten = {change.table for change in reader.audit.changes(entry.seq)}
    assert (entry.use_case, entry.notes["revision"]) == ("升级数据文件", [current, NEXT_HEAD])
    assert rewritten == {"setting"}


def user_version(location: Path) -> int:
    raw = sqlite3.connect(location)
    (version,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    return int(version)


def test_upgrade_is_not_in_the_way_of_a_current_file(office: Office, now: datetime) -> None:
    folder = Path(office.location).parent
    with open_office(office.location):
        assert not (folder / "备份").exists()
