"""Stock over HTTP, and what other areas' API shares: what a scanner sends, and who may look."""

from headrace_logistics.stock.api.scans import ScanBody, ScansOrProposal

__all__ = ["ScanBody", "ScansOrProposal"]
