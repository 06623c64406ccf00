"""Order lines matched to factories and stock, as a whole: who makes what, and when it is there."""

from headrace_orders.engine.matching.assigning import Optimality
from headrace_orders.engine.matching.explain import Reason, Verdict, explain
from headrace_orders.engine.matching.match import Allocation, LineOutcome, Match, match
from headrace_orders.engine.matching.problem import BadMatchInput, Factory, Line, Route, Stock

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
