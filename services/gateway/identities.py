"""What sign-in keeps: organisations, sessions, and which account of a provider is whom."""

import hashlib
from collections.abc import Collection
from dataclasses import replace

from pymongo import ASCENDING, IndexModel

from libs.common.crypto import Box
from libs.common.mongo import Database, Documents, Save
from services.gateway.domain.linking import Link
from services.gateway.domain.organisations import Organisation, trust
from services.gateway.domain.sessions import Session

ORGANISATIONS, SESSIONS, LINKS = "organisations", "sessions", "sign_in_links"
INDEXES: dict[str, list[IndexModel]] = {
    # Unique without the organisation, against the rule: they are what an organisation is found by.
    ORGANISATIONS: [
        IndexModel([("mail_domains", ASCENDING)], unique=True, sparse=True),
        IndexModel([("trusted", ASCENDING)], unique=True, sparse=True),
    ],
    # The same: a browser shows this and nothing else. One that has ended goes.
    SESSIONS: [
        IndexModel([("sha256", ASCENDING)], unique=True),
        IndexModel([("org", ASCENDING), ("person_id", ASCENDING)]),
        IndexModel([("ends_at", ASCENDING)], expireAfterSeconds=0),
    ],
    LINKS: [IndexModel([("org", ASCENDING), ("person_id", ASCENDING), ("issuer_mark", ASCENDING)], unique=True)],
}


class Identities:
    """The documents of sign-in."""

    def __init__(self, database: Database, box: Box) -> None:
        self.organisations = Organisations(database)
        self.sessions = Sessions(database)
        self.links = Documents(database, LINKS, Link, "link_id")
        self._box = box

    def mark(self, *parts: str) -> str:
        """The same parts are known again by it, and are not read from it."""
        return self._box.mark("\x1f".join(parts), "sign-in")

    async def link_of(self, org: str, issuer: str, sub: str) -> Link | None:
        """Whom this account is linked to."""
        return await self.links.find(org, self.mark(issuer, sub))

    async def links_of(self, org: str, person_id: str) -> list[Link]:
        """The accounts of a person."""
        return await self.links.list_(org, {"person_id": person_id})


class Organisations(Documents[Organisation]):
    """Organisations are found by a mail domain, and by what tokens are known by."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, ORGANISATIONS, Organisation, "org")
        self._everywhere = database[ORGANISATIONS]

    def save(self, item: Organisation) -> Save:
        """As any document, with what it is found by: left out where it is nothing, so that two may have nothing."""
        save = super().save(item)
        found_by = {"mail_domains": list(item.mail_domains), "trusted": item.provider and list(item.provider.trusted)}
        own = {name: value for name, value in save.document.items() if name != "mail_domains"}
        return replace(save, document=own | {name: value for name, value in found_by.items() if value})

    async def named(self, org: str) -> Organisation | None:
        """The one with this id."""
        return await self.find(org, org)

    async def with_domain(self, domain: str) -> Organisation | None:
        """Whose people have addresses of this domain."""
        row = await self._everywhere.find_one({"mail_domains": domain})
        return self.of(row) if row else None

    async def trusting(self, issuer: str, audiences: list[str]) -> Organisation | None:
        """Which one takes tokens by this issuer for one of these audiences."""
        row = await self._everywhere.find_one({"trusted": {"$in": [trust(issuer, one) for one in audiences]}})
        return self.of(row) if row else None

    async def page(self, after: str, limit: int) -> list[Organisation]:
        """Those whose ids come after this one."""
        rows = self._everywhere.find({"org": {"$gt": after}}).sort("_id", ASCENDING).limit(limit)
        return [self.of(row) async for row in rows]


class Sessions(Documents[Session]):
    """Sessions are found by what a browser shows."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, SESSIONS, Session, "session_id")
        self._everywhere = database[SESSIONS]

    async def shown(self, secret: str) -> Session | None:
        """The one that a browser shows this for."""
        row = await self._everywhere.find_one({"sha256": hashed(secret)})
        return self.of(row) if row else None

    async def of_person(self, org: str, person_id: str) -> list[Session]:
        """All of somebody."""
        return await self.list_(org, {"person_id": person_id})

    async def still_there(self, keys: Collection[str]) -> set[str]:
        """Of these, as `org/session_id`, those that nobody ended."""
        found = self._everywhere.find({"_id": {"$in": list(keys)}}, {"_id": 1})
        return {row["_id"] async for row in found}

    async def end_all(self, org: str) -> None:
        """Nobody of this organisation is signed in in a browser any more."""
        await self._everywhere.delete_many({"org": org})


def hashed(secret: str) -> str:
    """What is kept of 32 random bytes, which no list of guesses holds."""
    return hashlib.sha256(secret.encode()).hexdigest()
