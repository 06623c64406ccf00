"""Books are kept by organisation: every row carries the organisation whose book it is as its tenant.

So an entry that spans several firms has a heading in each of their books.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, DateTime, Identity, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_finance.tables import metadata

account = Table(
    "account",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("balance_minor", BigInteger, nullable=False, comment="cached sum of the postings, debit positive"),
    postgresql_with={"fillfactor": 70},
)
journal_entry = Table(
    "journal_entry",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", BigInteger, Identity(always=True), nullable=False, index=True),
    Column("value_date", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reason_said", JSONB, comment="the reason by its code; null when it was booked without one"),
    Column("corrects", Text),
    Column("digest", Text, nullable=False, comment="of the whole entry, over all its books"),
    Column("booked_at", DateTime(timezone=True), nullable=False),
    Index("ix_journal_entry_id", "id"),
    Index("ix_journal_entry_tenant_number", "tenant", "number"),
)
posting = Table(
    "posting",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("line", Integer, primary_key=True, comment="place in the entry, over all its books"),
    Column("code", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("minor", BigInteger, nullable=False, comment="debit positive"),
    Column("debt", Text, comment="what debt it makes or settles; empty in rows of before"),
)
