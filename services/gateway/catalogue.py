"""The events as a page that reads well and needs nothing from anywhere else."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from libs.common.contracts import ALL, Contract
from services.gateway.asyncapi import ABOUT, document, handlers_of, is_for_outsiders

STYLE = """
:root {
  color-scheme: light dark;
  --line: color-mix(in srgb, currentColor 18%, transparent);
  --soft: color-mix(in srgb, currentColor 6%, transparent);
}
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: .2rem } h2 { margin-top: 2.6rem } h3 { margin: 0; font-size: 1.15rem }
code { font: .9em ui-monospace, monospace } .quiet { opacity: .75 }
nav { columns: 14rem; margin: 1.2rem 0 } nav a { display: block; padding: .1rem 0; color: inherit }
article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0 }
.badge {
  display: inline-block; border: 1px solid var(--line); border-radius: 1rem; background: var(--soft);
  padding: 0 .6rem; margin: .2rem .25rem .2rem 0; font-size: .82rem;
}
.badge.claim { border-style: dashed } .badge.outside { font-weight: 600 }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin-top: .6rem; font-size: .92rem }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
details summary { cursor: pointer; margin-top: .4rem }
"""
TITLE = "Bothways events"


def page(*, house: bool) -> str:
    """All events, or those that concern outsiders."""
    schemas = document(house=house)["components"]["schemas"]
    contracts = [contract for contract in ALL if house or is_for_outsiders(contract)]
    scope = "Everything that is said in the house." if house else "What platforms may send and read."
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{TITLE}</title><style>{STYLE}</style></head>
<body>
<header><h1>{TITLE}</h1>
<p class="quiet">{scope} {_text(ABOUT)}</p>
<p>As a document for machines: <a href="/asyncapi.json">AsyncAPI 3</a> · the HTTP side: <a href="/docs">OpenAPI</a></p>
<nav aria-label="Events">{"".join(f'<a href="#{one.event}">{one.event}</a>' for one in contracts)}</nav></header>
<main>{_sections(contracts, schemas)}</main>
</body>
</html>"""


def _sections(contracts: Sequence[type[Contract]], schemas: Mapping[str, Any]) -> str:
    """By who publishes it; what several publish stands with the first."""
    groups: dict[str, list[type[Contract]]] = {}
    for contract in contracts:
        groups.setdefault(", ".join(sorted(contract.publishers)), []).append(contract)
    return "".join(
        f"<section><h2>Published by {escape(publisher)}</h2>{_articles(group, schemas)}</section>"
        for publisher, group in groups.items()
    )


def _articles(contracts: Sequence[type[Contract]], schemas: Mapping[str, Any]) -> str:
    return "".join(_article(one, schemas) for one in contracts)


def _article(contract: type[Contract], schemas: Mapping[str, Any]) -> str:
    handled = handlers_of(contract)
    acts = f"<p class='quiet'>Acted on by {escape(', '.join(handled))}.</p>" if handled else ""
    return f"""<article id="{contract.event}"><h3>{contract.event}</h3>
<p>{_text(contract.__doc__ or "")}</p>{_badges(contract)}
<p class="quiet"><code>{contract.type}</code></p>{acts}
<details><summary>Fields of <code>data</code></summary>{_fields(schemas[contract.event])}</details></article>"""


def _badges(contract: type[Contract]) -> str:
    found = [("claim", "claim")] if contract.is_claim else [("fact", "fact")]
    found += [("outside", "▲ may come from outside")] if contract.from_outside else []
    found += [("seen", f"seen by {each}") for each in sorted(contract.audience)] or [("seen", "stays in the house")]
    return "".join(f'<span class="badge {kind}">{escape(words)}</span>' for kind, words in found)


def _fields(schema: Mapping[str, Any]) -> str:
    needed = set(schema.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code>{'' if name in needed else ' <span class=quiet>optional</span>'}</td>"
        f"<td>{escape(_type(rule))}</td><td>{_text(rule.get('description', ''))}</td></tr>"
        for name, rule in schema.get("properties", {}).items()
    )
    return f'<div class="scroll"><table><tr><th>field</th><th>type</th><th>meaning</th></tr>{rows}</table></div>'


def _type(rule: Mapping[str, Any]) -> str:
    if "$ref" in rule:
        return str(rule["$ref"]).rpartition("/")[2]
    if "allOf" in rule:
        return _type(rule["allOf"][0])
    if "anyOf" in rule:
        return " or ".join(_type(each) for each in rule["anyOf"])
    if "enum" in rule or "const" in rule:
        return ", ".join(map(str, rule.get("enum", [rule.get("const")])))
    if rule.get("type") == "array":
        items = rule.get("items", {})
        return f"list of {_type(items[0] if isinstance(items, list) else items)}"
    return str(rule.get("format") or rule.get("type", "any"))


def _text(text: str) -> str:
    """Docstrings on a page: backticks become code."""
    parts = escape(" ".join(text.split())).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
