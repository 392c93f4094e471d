"""Builds the web client, once for each state of its source: `python -m deploy.local.web`."""

from hashlib import sha256

from filelock import FileLock

from deploy.local.node import install, tool
from deploy.local.places import ROOT
from deploy.local.trouble import troubles_in_words

HERE = ROOT / "services" / "gateway" / "web"
BUILT = HERE / "dist"
DOCUMENT = HERE.parent / "openapi.json"
STAMP = BUILT / ".source"
SOURCES = ("src", "public")
TYPES = HERE / "src" / "api" / "schema.d.ts"
"""Made from the document."""


def is_built() -> bool:
    """What is served is what the source says."""
    return STAMP.exists() and STAMP.read_text() == _mark()


def build() -> None:
    """Safe to repeat and to interrupt; with nothing to do it only looks. The gateway serves it from then on."""
    if is_built():
        return
    (ROOT / ".cache").mkdir(exist_ok=True)
    with FileLock(ROOT / ".cache" / "web.lock"):
        mark = _mark()
        if not is_built():
            install(HERE)
            types()
            tool(HERE, "vite", "build", "--logLevel", "warn", settings={"BOTHWAYS_BUILD": mark})
            STAMP.write_text(mark)


def types() -> None:
    """The types of the API, from its document."""
    arguments = (str(DOCUMENT), "--output", str(TYPES), "--default-non-nullable=false")
    tool(HERE, "openapi-typescript", *arguments)


def _mark() -> str:
    inside = [file for folder in SOURCES for file in (HERE / folder).rglob("*")]
    mark = sha256()
    for file in sorted({*HERE.iterdir(), *inside, DOCUMENT}):
        if file.is_file() and file != TYPES:
            mark.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return mark.hexdigest()[:16]


if __name__ == "__main__":
    with troubles_in_words():
        build()
