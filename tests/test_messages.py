"""PLT-4: whatever is said to people stands in the catalogue, in every language, and is said by its code."""

from __future__ import annotations

import json
import re

import pytest

from headrace_contracts.errors import RuleBroken, title
from headrace_contracts.messages import CATALOGUE, Language, Message
from headrace_contracts.messages.catalogue import PLACEHOLDER

from .house_rules import ROOT, SourceFile
from .message_rules import kinds, literals, sentences, speaking, uses

CHINESE = re.compile("[\u4e00-\u9fff]")
ENTRIES = dict(CATALOGUE)


def placeholders(text: str) -> set[str]:
    return {found[0] for found in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("code", ENTRIES)
def test_every_sentence_stands_in_every_language_with_the_same_facts(code):
    texts = ENTRIES[code]
    assert set(texts) == set(Language)
    english, chinese = (placeholders(texts[language]) for language in (Language.EN, Language.ZH))
    if code.startswith("validation."):  # pydantic tells some of its facts in English words
        assert chinese <= english | {"choices"}
    else:
        assert chinese == english
    assert CHINESE.search(texts[Language.ZH]) or not re.search("[A-Za-z]", PLACEHOLDER.sub("", texts[Language.ZH]))


@pytest.mark.parametrize("name", CATALOGUE.terms)
def test_every_word_stands_in_every_language(name):
    assert set(CATALOGUE.terms[name]) == set(Language)
    assert CHINESE.search(CATALOGUE.terms[name][Language.ZH])


def test_sentences_and_pages_have_the_same_words():
    """But for a few names that are a deed on a page and the paper of it in a sentence."""
    words = json.loads((ROOT / "services/console/src/i18n/zh/words.json").read_text(encoding="utf-8"))
    pages = {**words["states"], **words["roles"]}
    papers = {"inspection", "issue", "payment", "receipt", "sale", "shipment"}
    other = {name for name, texts in CATALOGUE.terms.items() if pages.get(name, texts["zh"]) != texts["zh"]}
    assert other <= papers


def test_every_code_that_is_said_is_in_the_catalogue_with_its_facts():
    unknown = [f"{use.where}: {use.code}" for use in uses() if use.code not in ENTRIES]
    assert unknown == []
    wrong = [
        f"{use.where}: {use.code} has {sorted(use.facts)}"
        for use in uses()
        if use.facts is not None and use.facts != placeholders(ENTRIES[use.code][Language.EN])
    ]
    assert wrong == []


def test_every_code_of_the_catalogue_is_said_somewhere():
    forms = [text for text in literals() if "{}" in text and text.partition(".")[0] in CATALOGUE.files]
    made = [re.compile(re.escape(text).replace(r"\{\}", ".+")) for text in forms]
    unsaid = [
        code
        for code in ENTRIES
        if code not in literals()
        and not code.startswith("validation.")
        and ".title." not in code
        and not any(form.fullmatch(code) for form in made)
    ]
    assert unsaid == []


def test_every_kind_of_thing_that_can_be_missing_has_a_word():
    assert sorted(kinds() - set(CATALOGUE.terms)) == []


def test_every_kind_of_problem_has_a_title():
    from headrace_api_gateway import service  # noqa: F401 - the classes are there when they are imported

    untitled = [
        kind.__qualname__
        for kind in _kinds(RuleBroken)
        if kind.__module__.startswith("headrace_") and not isinstance(title(kind), Message)
    ]
    assert untitled == []


def _kinds(base: type) -> list[type]:
    return [base, *(kind for each in base.__subclasses__() for kind in _kinds(each))]


def test_no_file_has_a_sentence_of_its_own():
    assert [found for file in speaking() for found in sentences(file)] == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ('raise OrderRefused(f"{item} is not sold here")', True),
        ('why = "the seller accepts it"', True),
        ('loaded.refuse(number, "item", f"{item} is unknown")', True),
        ('def f():\n    """A docstring says it."""', False),
        ('logger.warning("the relay of %s waits", name)', False),
        ('raise OrderRefused(say("orders.no-lines"))', False),
        ('QUERY = "SELECT id FROM sales_order"', False),
        ('assert tx.actor is not None, "somebody has to ask"', False),
    ],
)
def test_a_sentence_that_a_user_can_read_is_found(text, is_told):
    file = SourceFile("services/orders/src/headrace_orders/model/order.py", text)
    assert bool(sentences(file)) is is_told
