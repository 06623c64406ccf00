"""Matching order lines to factories: pure functions, no I/O."""

from headrace_orders.engine.assigning import Optimality
from headrace_orders.engine.explain import Reason, Verdict, explain
from headrace_orders.engine.matching import Allocation, LineOutcome, Match, match
from headrace_orders.engine.problem import BadMatchInput, Factory, Line, Route, Stock

__all__ = [
    "Allocation",
    "BadMatchInput",
    "Factory",
    "Line",
    "LineOutcome",
    "Match",
    "Optimality",
    "Reason",
    "Route",
    "Stock",
    "Verdict",
    "explain",
    "match",
]
