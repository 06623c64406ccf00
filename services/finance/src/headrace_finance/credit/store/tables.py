"""Credit lines in force, and what was proposed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text

from headrace_finance.tables import metadata

credit_line = Table(
    "credit_line",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the debtor"),
    Column("currency", Text, primary_key=True),
    Column("grantor", Text, nullable=False, comment="the bank, or the platform"),
    Column("limit_minor", BigInteger, nullable=False),
    Column("used_minor", BigInteger, nullable=False),
    Index("ix_credit_line_grantor", "grantor"),
    info={"shared_with": ("grantor",)},
)
credit_proposal = Table(
    "credit_proposal",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the debtor"),
    Column("currency", Text, primary_key=True),
    Column("grantor", Text, primary_key=True, comment="the bank"),
    Column("proposer", Text, primary_key=True, comment="which of the two"),
    Column("limit_minor", BigInteger, nullable=False),
    Index("ix_credit_proposal_grantor", "grantor"),
    info={"shared_with": ("grantor",)},
)
