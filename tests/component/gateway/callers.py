"""Everybody who may call: one caller of each role, a platform with each scope, and a few who are nobody here."""

from services.gateway.domain.access import Scope
from tests.component.gateway.building import pair_formed
from tests.component.gateway.front import OPERATOR_KEY, Front
from tests.component.gateway.signing import CSRF, given_session
from tests.support.running import eventually

Headers = dict[str, str]
PAIR = "pair_1"


async def populate(front: Front) -> None:
    """Bob and Ada are a pair; the chief is an administrator here, another one elsewhere; Mod is a moderator."""
    await front.arrive("bob", "ada", "chief", "mod", "tom", "gone")
    await front.arrive("chief", org="globex")
    await front.bench.publish(pair_formed(front.bench, PAIR))
    async with front.operator() as http:
        for role, org, person_id in (
            ("administrators", "acme", "chief"),
            ("administrators", "globex", "chief"),
            ("moderators", "acme", "mod"),
        ):
            named = await http.post(f"/v1/{role}", json={"org": org, "person_id": person_id})
            assert named.status_code == 201, named.text
    async with front.member("bob") as bob:

        async def is_shown() -> bool:
            return (await bob.get(f"/v1/pairs/{PAIR}")).status_code == 200

        await eventually(is_shown, what="the pair")


async def callers(front: Front) -> dict[str, Headers]:
    """What each of them sends to say who they are."""
    people = {"member": "bob", "organiser": "tom", "moderator": "mod", "administrator": "chief"}
    shown = {role: await _token(front, person_id, "acme") for role, person_id in people.items()}
    shown["foreign administrator"] = await _token(front, "chief", "globex")
    async with front.operator() as http:
        for scope in Scope:
            body = {"platform_id": f"only-{scope}", "org": "acme", "name": "One scope", "scopes": [scope]}
            shown[scope] = str((await http.post("/v1/platforms", json=body)).json()["api_key"])
    bearers = {name: {"Authorization": f"Bearer {key}"} for name, key in shown.items()}
    return {
        "nobody": {},
        "stranger": {"Authorization": "Bearer bw_nobody_nothing"},
        **bearers,
        "browser": CSRF | {"Cookie": await given_session(front, "acme", "ada")},
        "operator": {"Authorization": f"Bearer {OPERATOR_KEY}"},
    }


async def _token(front: Front, person_id: str, org: str) -> str:
    async with front.member(person_id, org) as http:
        return str(http.headers["Authorization"]).removeprefix("Bearer ")
