"""What the platform says to people: a code with its facts, put into words where it is read.

A sentence is never built where something goes wrong. `say("orders.other-unit", item=..., sold_by=..., asked=...)` makes
a `Message`; the catalogue (`headrace_contracts/catalogue`) has its words in every language, side by side, and the edge
chooses. What a person wrote is a text and stays one.
"""

from headrace_contracts.messages.catalogue import CATALOGUE, Language
from headrace_contracts.messages.message import Fact, Message, Said, Term, each_said, kept, said, say, several
from headrace_contracts.messages.wording import in_words

__all__ = [
    "CATALOGUE",
    "Fact",
    "Language",
    "Message",
    "Said",
    "Term",
    "each_said",
    "in_words",
    "kept",
    "said",
    "say",
    "several",
]
