"""What an organisation may write in place of the house's words: text with variables, and nothing that could hang."""

from collections.abc import Iterable

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from services.notifications.domain.wordings import PARTS, Wording

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Test,
    nodes.Filter,
    nodes.Keyword,
)
"""Names, choices and plurals. No loop, call, attribute, sum or product: it takes as long as it is written."""

FILTERS, TESTS = {"plural"}, {"defined"}
DEEPEST = 20
"""Choices within choices: Python nests no deeper than that by much."""


class Unfit(Exception):
    """One part cannot be used: which, why, and by what in it."""

    def __init__(self, part: str, problem: str, what: str = "") -> None:
        super().__init__(part, problem, what)
        self.part, self.problem, self.what = part, problem, what


def require_fit(wording: Wording, environment: Environment, variables: Iterable[str]) -> None:
    """Every part is text with these variables; Unfit otherwise."""
    for part in PARTS:
        try:
            parsed = environment.parse(getattr(wording, part))
        except TemplateSyntaxError as error:
            raise Unfit(part, "not-readable", error.message or "") from error
        except RecursionError as error:
            raise Unfit(part, "too-deep") from error
        _require_allowed(part, parsed)
        strangers = sorted(meta.find_undeclared_variables(parsed) - set(variables))
        if strangers:
            raise Unfit(part, "unknown-variable", strangers[0])


def variables_of(environment: Environment, template: str) -> frozenset[str]:
    """What the house's own words can name, with those that they extend and include."""
    found: set[str] = set()
    waiting: list[str | None] = [f"{template}.jinja"]
    while waiting:
        name = waiting.pop()
        if name and environment.loader:
            parsed = environment.parse(environment.loader.get_source(environment, name)[0])
            found |= meta.find_undeclared_variables(parsed)
            waiting += meta.find_referenced_templates(parsed)
    return frozenset(found)


def _require_allowed(part: str, parsed: nodes.Template) -> None:
    level: list[nodes.Node] = [parsed]
    for _ in range(DEEPEST):
        for node in level:
            _require_known(part, node)
        level = [child for node in level for child in node.iter_child_nodes()]
    if level:
        raise Unfit(part, "too-deep")


def _require_known(part: str, node: nodes.Node) -> None:
    if not isinstance(node, ALLOWED):
        raise Unfit(part, "not-allowed", type(node).__name__.lower())
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise Unfit(part, "not-allowed", node.name)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise Unfit(part, "not-allowed", node.name)
