"""Files kept in the data file (附件): stored once per content, in chunks."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

from sqlalchemy import insert, select

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.records import Attachment
from gongkai_desktop.store.room import Room, WritingRoom

CHUNK_BYTES = 256 * 1024
_file = schema.attachment.c
_chunk = schema.attachment_chunk.c


class Attachments(Room):
    """Attachments of one office."""

    def list(self, owner_kind: str, owner_id: str) -> list[Attachment]:
        """Files of an owner in the order they were added, struck ones too."""
        mine = (_file.owner_kind == owner_kind, _file.owner_id == owner_id)
        return shelf.found(self.connection, Attachment, schema.attachment, *mine, order=(_file.id,))

    def read(self, attachment_id: str) -> bytes:
        """The whole content; raises UserError when it is missing or was altered."""
        query = select(_file.sha256, _file.name).where(_file.id == attachment_id)
        sha256, name = self.connection.execute(query).one()
        content = b"".join(self.chunks(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UserError(f"附件“{name}”的内容缺失或者已被改动", "请从备份恢复数据文件")
        return content

    def contents(self) -> frozenset[str]:
        """The hashes (SHA-256) of everything kept and not struck."""
        query = select(_file.sha256).where(_file.void_reason == "").distinct()
        return frozenset(self.connection.execute(query).scalars())

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content piece by piece."""
        query = select(_chunk.data).where(_chunk.sha256 == sha256).order_by(_chunk.part)
        yield from self.connection.execute(query).scalars()


class AttachmentsWriter(WritingRoom, Attachments):
    """Attachments within a change."""

    def add(
        self, owner_kind: str, owner_id: str, name: str, mime: str, data: bytes | BinaryIO
    ) -> Attachment:
        """Keep a file; the same content is stored once, however often it is added."""
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        sha256, size = self._store(stream, f"正在存入 {name}")
        attachment = Attachment(
            id=new_id(),
            owner_kind=owner_kind,
            owner_id=owner_id,
            name=name,
            mime=mime,
            size=size,
            sha256=sha256,
            added=self.recorder.moment,
        )
        self.recorder.insert(schema.attachment, shelf.values_of(attachment))
        return attachment

    def void(self, attachment_id: str, reason: str) -> None:
        """Strike a file (作废); its content stays."""
        self.recorder.update(schema.attachment, attachment_id, {"void_reason": reason})

    def _store(self, stream: BinaryIO, words: str) -> tuple[str, int]:
        start, digest, size = stream.tell(), hashlib.sha256(), 0
        while piece := stream.read(CHUNK_BYTES):
            self.recorder.report(0, 0, words)
            digest.update(piece)
            size += len(piece)
        sha256 = digest.hexdigest()
        known = select(_chunk.part).where(_chunk.sha256 == sha256).limit(1)
        if self.connection.execute(known).first() is None:
            stream.seek(start)
            self._write_chunks(sha256, stream, words)
        return sha256, size

    def _write_chunks(self, sha256: str, stream: BinaryIO, words: str) -> None:
        part = 0
        while piece := stream.read(CHUNK_BYTES):
            self.recorder.report(0, 0, words)
            row = {"sha256": sha256, "part": part, "data": piece}
            self.connection.execute(insert(schema.attachment_chunk), row)
            part += 1
