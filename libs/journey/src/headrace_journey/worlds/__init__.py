"""The worlds that a journey runs in: invented ones and those read from a company's files."""

from headrace_journey.worlds.fictional import FictionalCompany, fictional
from headrace_journey.worlds.files import CompanyFiles, FilesUnusable, adventure_works
from headrace_journey.worlds.world import Company, Fault, Origin, Story, Table, Wanted, World

__all__ = [
    "Company",
    "CompanyFiles",
    "Fault",
    "FictionalCompany",
    "FilesUnusable",
    "Origin",
    "Story",
    "Table",
    "Wanted",
    "World",
    "adventure_works",
    "fictional",
]
