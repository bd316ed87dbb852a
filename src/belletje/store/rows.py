"""Dataclasses to JSON text and back, checked on the way in."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(value: object) -> str:
    """A frozen dataclass as JSON text."""
    kind: Any = type(value)
    return _adapter(kind).dump_json(value).decode()


def load(kind: type[T], text: str) -> T:
    """The dataclass again; raises pydantic.ValidationError when the text is not one."""
    wanted: Any = kind
    value: T = _adapter(wanted).validate_json(text)
    return value
