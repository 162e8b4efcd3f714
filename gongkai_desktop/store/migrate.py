"""Bringing a data file to the program's revision (升级): alembic, without an ini file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import dialect
from gongkai_desktop.store.rehash import altered_rows, rehash

HEAD = "0007"
_SCRIPTS = Path(__file__).with_name("migrations")


def revision_of(connection: Connection) -> str | None:
    """The revision of an office; None where its tables were never made."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    return found.scalar_one_or_none()


def refuse_newer(revision: str) -> None:
    """Refuse an office written by a later program; raises UserError."""
    if int(revision) > int(HEAD):
        raise UserError(
            f"数据文件的版本（{revision}）比程序（{HEAD}）新",
            "请安装新版本的公开台后再打开；文件没有被改动",
        )


def upgrade(engine: Engine) -> None:
    """Bring an office to the program's revision: all missing migrations in one transaction.

    An office that has rows already gets their new hashes and an audit entry of the upgrade.
    Raises UserError when references do not hold afterwards; nothing is then changed.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with engine.connect().execution_options(**{dialect.WRITING: True}) as connection:
        dialect.suspend_foreign_keys(connection)
        with connection.begin():
            old = revision_of(connection)
            suspects = altered_rows(connection) if old else frozenset()
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
            dialect.mark_file(connection, HEAD)
            if old:
                rehash(connection, suspects, old, HEAD)
            _check(connection)


def _check(connection: Connection) -> None:
    broken = dialect.pragma(connection, "foreign_key_check")
    if broken:
        raise UserError("数据文件升级后引用不完整，已放弃升级", "请把数据文件交给维护人员检查")
