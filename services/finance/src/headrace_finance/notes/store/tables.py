"""Notes and offers of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Table, Text

from headrace_chassis.documents import document_table
from headrace_finance.tables import metadata

note = Table(
    "note",
    metadata,
    Column("tenant", Text, nullable=False, comment="the debtor"),
    Column("id", Text, primary_key=True),
    Column("root", Text, nullable=False, index=True),
    Column("parent", Text),
    Column("payable", Text, nullable=False, index=True),
    Column("holder", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("minimum_minor", BigInteger, nullable=False),
    Column("unearned_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("state", Text, nullable=False),
    Index("ix_note_debtor_state", "tenant", "state", "due"),
    Index("ix_note_tenant_id", "tenant", "id"),
    Index("ix_note_holder_id", "holder", "id"),
    info={"shared_with": ("holder",)},
)
note_offer = document_table(
    "note_offer",
    metadata,
    Column("kind", Text, nullable=False),
    Column("note", Text, nullable=False, index=True),
    Column("taker", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", Date, nullable=False),
    shared_with=["taker"],
)
