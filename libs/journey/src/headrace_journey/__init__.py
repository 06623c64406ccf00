"""Worlds, importers and the journey of one order through the whole chain.

`play(gateway, company)` plays the journey of a company made by `fictional(size, seed)` or `adventure_works(folder)`
through the HTTP door of a running platform; `load(gateway, company)` only loads its world.
"""

from headrace_journey.http import Refused
from headrace_journey.loading import load
from headrace_journey.playing import play
from headrace_journey.report import LoadReport
from headrace_journey.result import Check, JourneyResult
from headrace_journey.stage import Stuck
from headrace_journey.worlds import Company, CompanyFiles, FilesUnusable, Story, World, adventure_works, fictional

__all__ = [
    "Check",
    "Company",
    "CompanyFiles",
    "FilesUnusable",
    "JourneyResult",
    "LoadReport",
    "Refused",
    "Story",
    "Stuck",
    "World",
    "adventure_works",
    "fictional",
    "load",
    "play",
]
