"""The door: what comes in has bounds, also where nobody wrote them down.

The shapes of a route's body, query and path are taken as their authors wrote them; what they leave open is closed here:
lengths, sizes, scales, dates, names of fields that nobody knows. A field that needs more says so itself. What the
service makes of such shapes on its own, and what goes out, is not checked.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints
from unicodedata import category

from fastapi import Body, Request, Response, params
from pydantic import AfterValidator, BaseModel, Field, StringConstraints, TypeAdapter, create_model
from pydantic_core import InitErrorDetails, PydanticCustomError, SchemaValidator, ValidationError, core_schema

from headrace_chassis.texts import UNSTORABLE, Where, unstorable
from headrace_chassis.web.incoming import DEPTH, without

WHOLE_DIGITS, DECIMAL_PLACES = 12, 15
LARGEST_MINOR = 10**15
BOUNDS: dict[str, dict[str, Any]] = {
    "str": {"max_length": 200},
    "int": {"ge": -(2**31), "le": 2**31 - 1},
    "float": {"ge": -1e15, "le": 1e15, "allow_inf_nan": False},
    "decimal": {
        "gt": -(10**WHOLE_DIGITS),
        "lt": 10**WHOLE_DIGITS,
        "max_digits": WHOLE_DIGITS + DECIMAL_PLACES,
        "decimal_places": DECIMAL_PLACES,
    },
    "date": {"ge": date(2000, 1, 1), "le": date(2100, 12, 31)},
    "datetime": {"ge": datetime(2000, 1, 1, tzinfo=UTC), "lt": datetime(2101, 1, 1, tzinfo=UTC)},
    "list": {"max_length": 1000},
    "set": {"max_length": 1000},
    "dict": {"max_length": 200},
}
OF_NAME: dict[tuple[str, str], dict[str, Any]] = {
    ("str", "currency"): {"pattern": "^[A-Z]{3}$"},
    ("str", "reason"): {"max_length": 1000},
    ("str", "why"): {"max_length": 1000},
    ("int", "minor"): {"ge": -LARGEST_MINOR, "le": LARGEST_MINOR},
}
# In an address a name may be made of several, such as item@plant.
OF_PARAMETERS: dict[str, dict[str, Any]] = {**BOUNDS, "str": {"max_length": 500}}
SAME = {"ge": {"ge", "gt"}, "gt": {"ge", "gt"}, "le": {"le", "lt"}, "lt": {"le", "lt"}}
INSIDE = {
    "schema",
    "fields",
    "items_schema",
    "keys_schema",
    "values_schema",
    "extras_schema",
    "choices",
    "definitions",
    "steps",
    "lax_schema",
    "strict_schema",
    "json_schema",
    "python_schema",
}
LONGEST_NUMBER = 60


def _number(places: int) -> str:
    return rf"[-+]?([0-9]+\.?[0-9]{{0,{places}}}0*|\.[0-9]{{1,{places}}}0*)([eE][-+]?[0-9]{{1,3}})?"


NUMBER = _number(DECIMAL_PLACES)


# Minor units of money that stand alone, and places in a log: more than the usual whole numbers.
Minor = Annotated[int, Field(ge=-LARGEST_MINOR, le=LARGEST_MINOR)]
Position = Annotated[int, Field(ge=0, le=2**62)]


def printed(text: str) -> str:
    """Raises for signs that can't be printed, and so neither read nor scanned."""
    wrong = next((sign for sign in text if category(sign) == "Cc"), None)
    if wrong:
        raise PydanticCustomError(
            "not_printed", "a control character ({sign}) can't stand in it: write it without", {"sign": repr(wrong)}
        )
    return text


# What people write on goods and papers: numbers of lots, pieces and notes. Blanks at the ends are no part of it.
Marking = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(printed)]


class ByRow(BaseModel):
    """A body of many rows, in the field `rows_in`, that are looked at one by one: a bad row does not spoil the rest."""

    rows_in: ClassVar[str]


def guarded(endpoint: Callable[..., Any]) -> inspect.Signature:
    """The endpoint's signature, with bounds for all that comes from outside."""
    hints = get_type_hints(endpoint, include_extras=True)
    signature = inspect.signature(endpoint)
    bounded = [one.replace(annotation=_guarded(hints[one.name])) for one in signature.parameters.values()]
    return signature.replace(parameters=bounded)


def body_of(endpoint: Callable[..., Any]) -> type[BaseModel] | None:
    """The shape of the body that the endpoint takes."""
    hints = get_type_hints(endpoint, include_extras=True)
    return next((hint for name, hint in hints.items() if name != "return" and _is_model(hint)), None)


def rows_of(body: type[BaseModel] | None) -> str | None:
    """The field of a body whose rows are looked at one by one."""
    return body.rows_in if body and issubclass(body, ByRow) else None


def _guarded(hint: Any) -> Any:
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if any(isinstance(mark, params.Depends) for mark in marks):
        return hint
    if inspect.isclass(kind) and issubclass(kind, (Request, Response)):
        return hint
    if not _is_model(kind):
        return Annotated[hint, BOUNDED]
    if marks:
        return Annotated[(_bounded_fields(kind), *marks)]
    return Annotated[_body(kind), Body()]


def _is_model(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, BaseModel)


class _Bounded:
    """For a single value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return bounded(handler(source), bounds=OF_PARAMETERS)


BOUNDED = _Bounded()


def _bounded_fields(shape: type[BaseModel]) -> type[BaseModel]:
    """For parameters of a query, which the framework looks at one by one."""
    fields: dict[str, Any] = {
        name: (Annotated[(field.annotation, *field.metadata, BOUNDED)], field)
        for name, field in shape.model_fields.items()
    }
    return create_model(shape.__name__, __base__=shape, __module__=shape.__module__, **fields)


def _body(shape: type[BaseModel]) -> type[Any]:
    schema = bounded(TypeAdapter(shape).core_schema)
    # A model's own validator would be taken for the nested ones, without our bounds.
    validator = SchemaValidator(schema, _use_prebuilt=False)
    rows_in = rows_of(shape)

    def checked(value: Any, _without_bounds: Any) -> Any:
        if found := unstorable(without(value, rows_in)):
            raise _unstorable(found)
        return validator.validate_python(value)

    class Checked:
        """What the framework takes for the body's type: told by the schema, checked by our validator."""

        @classmethod
        def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
            if schema["type"] != "definitions":
                return core_schema.no_info_wrap_validator_function(checked, schema)
            inner = core_schema.no_info_wrap_validator_function(checked, schema["schema"])
            return {**schema, "schema": inner}

    return Checked


def _unstorable(found: list[Where]) -> ValidationError:
    wrong = PydanticCustomError("unstorable", str(UNSTORABLE))
    return ValidationError.from_exception_data(
        "body", [InitErrorDetails(type=wrong, loc=at, input=None) for at in found]
    )


def bounded(schema: Any, name: str = "", bounds: dict[str, dict[str, Any]] = BOUNDS) -> Any:
    """A schema of pydantic's core in which everything has bounds; what it says of them itself stays."""
    if isinstance(schema, (list, tuple)):
        return type(schema)(bounded(each, name, bounds) for each in schema)
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    if not isinstance(kind, str):  # fields by their names, choices by their tags
        return {key: bounded(each, key, bounds) for key, each in schema.items()}
    inside = {key: bounded(schema[key], schema.get("name", name), bounds) for key in INSIDE & schema.keys()}
    missing = {**bounds.get(kind, {}), **OF_NAME.get((kind, name), {})}
    closed = {key: value for key, value in missing.items() if not SAME.get(key, {key}) & schema.keys()}
    return _special(kind, {**schema, **inside, **closed})


def _special(kind: str, schema: Any) -> Any:
    if kind in {"model", "dataclass"}:
        config = {"extra_fields_behavior": "forbid", **schema.get("config", {})}
        if config["extra_fields_behavior"] == "allow":
            return core_schema.no_info_before_validator_function(_plain, schema)
        return _telling(_closed, {**schema, "config": config})
    if kind == "decimal":
        as_told = partial(_written, places=schema["decimal_places"])
        return _telling(as_told, core_schema.no_info_wrap_validator_function(_decimal, schema))
    if kind in {"date", "datetime"}:
        limits = {"formatMinimum": str(schema.get("ge")), "formatMaximum": str(schema.get("le") or schema.get("lt"))}
        return {**schema, "metadata": {**schema.get("metadata", {}), "pydantic_js_updates": limits}}
    if kind == "any":
        return core_schema.no_info_before_validator_function(_plain, schema)
    return schema


def _decimal(value: Any, validate: Callable[[Any], Decimal]) -> Decimal:
    """A number as people write it, and never one with an exponent that would make a very long text of it."""
    number = validate(value)
    if isinstance(value, str) and not (len(value) <= LONGEST_NUMBER and re.fullmatch(NUMBER, value.strip())):
        raise PydanticCustomError("decimal", "Input should be a decimal number such as 12.5")
    if -DECIMAL_PLACES <= int(number.as_tuple().exponent) <= 0:
        return number
    number = number.normalize()
    return number.quantize(1) if int(number.as_tuple().exponent) > 0 else number


def _telling(change: Callable[[Any, Any], Any], schema: Any) -> Any:
    """With what `change` adds to it as a schema of JSON."""
    metadata = schema.get("metadata", {})
    functions = [*metadata.get("pydantic_js_functions", ()), change]
    return {**schema, "metadata": {**metadata, "pydantic_js_functions": functions}}


def _closed(schema: Any, handler: Any) -> Any:
    told = handler(schema)
    handler.resolve_ref_schema(told).setdefault("additionalProperties", False)
    return told


def _written(schema: Any, handler: Any, *, places: int) -> Any:
    """As a schema of JSON: a number, or a string that is one; the string's pattern tells how fine it may be."""
    as_string = {"maxLength": LONGEST_NUMBER, "pattern": f"^{_number(places)}$"}
    told = handler(schema)
    return {**told, "anyOf": [{**one, **(as_string if one["type"] == "string" else {})} for one in told["anyOf"]]}


def _plain(value: Any, depth: int = DEPTH) -> Any:
    """Numbers of what is kept as it came, without a shape, are those of JSON; what lies too deep is not kept."""
    if isinstance(value, Decimal):
        return float(value)
    if depth and isinstance(value, dict):
        return {name: _plain(each, depth - 1) for name, each in value.items()}
    return [_plain(each, depth - 1) for each in value] if depth and isinstance(value, list) else value
