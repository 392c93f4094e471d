"""`python -m deploy.ops.env_example`: writes `.env.example` from the settings that the services really have."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from libs.common.contracts import Service
from libs.common.settings import CommonSettings

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".env.example"
WIDTH = 100
HEAD = """\
# Settings of the services, as environment variables. Made from the code by `make docs`: change the code, not this file.
# `make up` sets all that are needed by itself; this is for whoever runs the services elsewhere.
# An empty value has to be filled in: without it the service does not start. What is behind `#` is the default.
# Instead of a variable a file of the same name in small letters will do, in the folder that BOTHWAYS_SECRETS_DIR names.
"""


def settings_classes() -> dict[str, type[CommonSettings]]:
    """Every settings class of the house, by what it is for."""
    found: dict[str, type[CommonSettings]] = {"every service": CommonSettings}
    for service in Service:
        if (ROOT / "services" / service / "settings.py").exists():
            found[service] = import_module(f"services.{service}.settings").Settings
    return found


def env_example() -> str:
    """The whole file."""
    return "\n".join([HEAD, *(line for title, model in settings_classes().items() for line in section(title, model))])


def section(title: str, model: type[CommonSettings]) -> Iterator[str]:
    explained = _attribute_docstrings(model)
    yield f"# --- {title} ".ljust(WIDTH, "-")
    for name in _own_fields(model):
        if name in explained:
            yield ""
            yield from textwrap.wrap(explained[name], WIDTH, initial_indent="# ", subsequent_indent="# ")
        yield _line(f"BOTHWAYS_{name.upper()}", model.model_fields[name])
    yield ""


def _own_fields(model: type[CommonSettings]) -> list[str]:
    return [name for name in model.model_fields if name in model.__annotations__]


def _line(variable: str, field: FieldInfo) -> str:
    return f"{variable}=" if field.is_required() else f"# {variable}={_written(field)}"


def _written(field: FieldInfo) -> str:
    """The default as one would write it."""
    default = field.get_default()
    if default is None:
        return ""
    plain = to_jsonable_python(default)
    return plain if isinstance(plain, str) else json.dumps(plain)


def _attribute_docstrings(model: type[CommonSettings]) -> dict[str, str]:
    """The string below each field, in one line."""
    found: dict[str, str] = {}
    body = next(node.body for node in ast.parse(inspect.getsource(model)).body if isinstance(node, ast.ClassDef))
    for field, below in pairwise(body):
        if not isinstance(field, ast.AnnAssign) or not isinstance(below, ast.Expr):
            continue
        if isinstance(below.value, ast.Constant):
            found[ast.unparse(field.target)] = " ".join(str(below.value.value).split())
    return found


if __name__ == "__main__":
    FILE.write_text(env_example())
