"""Delivery notes and receipts: tables and every query."""
