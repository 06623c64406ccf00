"""The stock ledger: tables and every query."""
