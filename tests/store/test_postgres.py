"""The same office on PostgreSQL by address, on a server the test starts itself."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

import attrs
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from gongkai_desktop.domain.collision import CollisionError
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services.request import amend, register, request_numbered
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import Office, RequestQuery, copy_office, open_office
from gongkai_desktop.store.schema import metadata
from tests.hostile.scenario import new_request

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not PROGRAMS, reason="PostgreSQL is not installed"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an empty server; root hands it to the postgres user, which it must run as."""
    folder = tmp_path_factory.mktemp("pg")
    command = [str(PROGRAMS[-1] / "initdb"), "-A", "trust", "-U", "office", "-E", "UTF8"]
    run([*command, "--locale=C.UTF-8", "-D", str(folder / "data")], folder)
    control = [str(PROGRAMS[-1] / "pg_ctl"), "-w", "-D", str(folder / "data")]
    port = free_port()
    options = f"-p {port} -k {folder} -h 127.0.0.1"
    run([*control, "-l", str(folder / "log"), "-o", options, "start"], folder)
    FOLDERS[port] = folder
    CONTROLS[port] = lambda *words: run([*control, "-l", str(folder / "log"), *words], folder)
    yield f"postgresql://office@127.0.0.1:{port}/postgres"
    run([*control, "-m", "immediate", "stop"], folder)


CONTROLS: dict[int, Callable[..., None]] = {}
"""How the server at a port is stopped and started, by ``pg_ctl`` words."""


FOLDERS: dict[int, Path] = {}


def control_folder(server: str) -> Path:
    return FOLDERS[int(server.rsplit(":", 1)[1].split("/")[0])]


def control(server: str, *words: str) -> None:
    CONTROLS[int(server.rsplit(":", 1)[1].split("/")[0])](*words)


def free_port() -> int:
    """A port nobody listens at: several runs of the tests may be under way."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def run(command: list[str], folder: Path) -> None:
    if os.geteuid() != 0:
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        return
    user = pwd.getpwnam("postgres")
    top = Path(tempfile.gettempdir())
    for place in (folder, *takewhile(lambda place: place != top, folder.parents)):
        place.chmod(0o755)
    shutil.chown(folder, "postgres")
    subprocess.run(
        command, check=True, capture_output=True, cwd=folder, user=user.pw_uid, group=user.pw_gid
    )


@pytest.fixture
def office(server: str) -> Iterator[Office]:
    with open_office(server, create=True) as opened:
        yield opened
        with opened._engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def test_empty_server_is_no_office_yet(server: str) -> None:
    with pytest.raises(UserError, match="尚无数据"):
        open_office(server)


def test_server_that_is_not_there() -> None:
    with pytest.raises(UserError, match="连接不上"):
        open_office("postgresql://office@127.0.0.1:1/postgres")


def test_tables_are_those_of_the_program(office: Office) -> None:
    with office._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_register_works_alike(office: Office, make_case, now: datetime) -> None:
    cases = [
        make_case("2026-10", due=date(2026, 8, 3)),
        make_case("2026-9", due=None, applicant="李雷"),
        make_case("2026-100", decided=date(2026, 7, 3), row="r3_1_open"),
    ]
    with office.change("导入", operator="李四", at=now) as change:
        assert change.requests.add_many(cases) == 3
    with office.change("登记事件", operator="李四", at=now) as change:
        request = change.requests.get("2026-10")
        assert request is not None
        event = Event(type=EventType.EXTENSION, date=date(2026, 7, 20), days=20)
        grown = attrs.evolve(request, events=(*request.events, event))
        saved = change.requests.save(grown, cases[0][1])
        change.attachments.add("request", saved.id, "甲.pdf", "", b"x" * 300_000)
    with office.read() as reader:
        assert reader.requests.get("2026-10") == saved

        def numbers(**asked) -> list[str]:
            return [row.register_no for row in reader.requests.rows(RequestQuery(**asked))]

        assert numbers() == ["2026-10", "2026-9", "2026-100"]
        assert numbers(sort="register_no") == ["2026-9", "2026-10", "2026-100"]
        assert numbers(text="lilei") == ["2026-9"]
        assert numbers(text="宅基", group="closed") == ["2026-100"]
        assert sum(count.n for count in reader.requests.annual_counts(2026)) == 6
        assert reader.requests.years() == [2026]
    assert office.verify() == []


def test_number_in_use_is_refused(office: Office, make_case, now: datetime) -> None:
    with office.change("登记", operator="李四", at=now) as change:
        change.requests.add(*make_case())
    with (
        pytest.raises(UserError, match="登记号已在使用"),
        office.change("登记", operator="李四", at=now) as change,
    ):
        change.requests.add(*make_case())


@pytest.mark.parametrize("statement", ["UPDATE audit SET rows = 0", "TRUNCATE audit_part"])
def test_audit_is_append_only(office: Office, make_case, now: datetime, statement: str) -> None:
    with office.change("登记", operator="李四", at=now) as change:
        change.requests.add(*make_case())
    with pytest.raises(DBAPIError, match="append-only"), office._engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_desks_take_numbers_without_gap_or_double(office: Office, now: datetime) -> None:
    taken: list[int] = []

    def desk() -> None:
        for _ in range(20):
            with office.change("编号", operator="李四", at=now) as change:
                taken.append(change.counters.take("letter", 2026))

    desks = [threading.Thread(target=desk) for _ in range(4)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(taken) == list(range(1, 81))
    assert office.verify() == []


def test_file_to_server_and_back(
    server: str, office: Office, location: Path, make_case, now: datetime
) -> None:
    with office._engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    cases = [make_case(f"2026-{number}", due=date(2026, 8, 3)) for number in range(1, 40)]
    with (
        open_office(location, create=True) as origin,
        origin.change("导入", operator="李四", at=now) as change,
    ):
        change.requests.add_many(cases)
        change.attachments.add("request", "r1", "甲.pdf", "", bytes(range(256)) * 2_000)
    sent = copy_office(str(location), server, operator="李四", at=now)
    back = location.with_name("回来.gkt")
    copy_office(server, str(back), operator="李四", at=now)
    assert sent.rows["request"] == 39
    with open_office(back) as returned, returned.read() as reader, open_office(location) as origin:
        assert returned.verify() == []
        with origin.read() as before:
            assert reader.requests.get("2026-7") == before.requests.get("2026-7")
    with pytest.raises(UserError, match="已有数据"):
        copy_office(str(location), server, operator="李四", at=now)


def test_desks_register_at_once_without_gap_or_double(server: str, office: Office) -> None:
    """Four desks take 登记号 through the whole use case, each over its own connection."""
    found: list[str] = []

    def desk(name: str) -> None:
        workspace = open_workspace(server, today=date(2026, 11, 22), operator=name)
        for _ in range(8):
            found.append(register(workspace, new_request(name)).request.register_no)
        workspace.close()

    desks = [threading.Thread(target=desk, args=(f"某{n}",)) for n in range(4)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(found) == [f"2026-{n:03}" for n in range(1, 33)]
    assert office.verify() == []


def test_the_second_desk_is_shown_both_versions(server: str, office: Office) -> None:
    first = open_workspace(server, today=date(2026, 11, 22), operator="丁某")
    second = open_workspace(server, today=date(2026, 11, 22), operator="戊某")
    number = register(first, new_request()).request.register_no
    seen = request_numbered(second, number)

    def calling(phone: str) -> Request:
        return attrs.evolve(seen, applicant=attrs.evolve(seen.applicant, phone=phone))

    amend(first, calling("13000000009"), seen=seen)
    with pytest.raises(CollisionError) as caught:
        amend(second, calling("13000000007"), seen=seen)
    (clash,) = caught.value.clashes
    assert (clash.theirs, clash.mine) == ("13000000009", "13000000007")
    first.close()
    second.close()


def test_after_a_restart_of_the_server_the_work_goes_on(server: str, office: Office) -> None:
    """While it is down one sentence, nothing written; up again, the same window works."""
    workspace = open_workspace(server, today=date(2026, 11, 22), operator="丁某")
    register(workspace, new_request())
    control(server, "-m", "fast", "stop")
    with pytest.raises(UserError, match="连接不上数据库服务器"):
        register(workspace, new_request())
    port = server.rsplit(":", 1)[1].split("/")[0]
    folder = control_folder(server)
    control(server, "-o", f"-p {port} -k {folder} -h 127.0.0.1", "start")
    assert register(workspace, new_request()).request.register_no == "2026-002"
    assert workspace.office.verify() == []
    workspace.close()


def test_a_restart_in_the_middle_of_a_change_leaves_nothing(
    server: str, office: Office, now: datetime, make_case
) -> None:
    port, folder = server.rsplit(":", 1)[1].split("/")[0], control_folder(server)
    with (
        pytest.raises(UserError, match="连接中断"),
        office.change("登记", operator="李四", at=now) as change,
    ):
        change.requests.add(*make_case())
        control(server, "-m", "immediate", "stop")
        change.settings.put("nach", 1)
    control(server, "-o", f"-p {port} -k {folder} -h 127.0.0.1", "start")
    with office.read() as reader:
        assert reader.requests.count(RequestQuery()) == 0
    assert office.verify() == []
