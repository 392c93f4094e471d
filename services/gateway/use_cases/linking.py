"""Who somebody is that a provider names: linked to a person once, by the mail address that it vouches for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer
from services.gateway.domain.linking import Link, only_one, require_no_other, vouched_mail
from services.gateway.domain.people import Record
from services.gateway.domain.refusals import NOT_PROVISIONED, NotTaken
from services.gateway.identities import Identities
from services.gateway.provider_tokens import Expected, claimed, read
from services.gateway.providers import Providers
from services.gateway.sign_in import InvalidToken
from services.gateway.use_cases.people import People


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody as a provider of an organisation knows them."""

    org: str
    issuer: str
    claims: Mapping[str, Any]

    @property
    def sub(self) -> str:
        """Whom the provider means, for ever."""
        return str(self.claims["sub"])


@dataclass(frozen=True, slots=True)
class Linking:
    """Finds people by accounts, and links the two the first time."""

    identities: Identities
    people: People
    providers: Providers
    units: Units
    handling: Handling

    async def whom(self, account: Account, unit: Unit) -> Record:
        """The person, with the link in the unit where it is new. NotTaken."""
        return await self._known(account) or await self._linked(account, unit)

    async def bearer(self, token: str) -> tuple[Record, float]:
        """Whose access token this is, and until when. InvalidToken, NotTaken, ProviderAway.

        What the token says of itself only chooses whose keys it is held against: those of the one organisation that
        takes tokens by this issuer for this audience.
        """
        said = claimed(token)
        organisation = await self.identities.organisations.trusting(said.issuer, said.audiences)
        provider = organisation.provider if organisation else None
        if organisation is None or provider is None or provider.audience is None:
            raise InvalidToken("invalid-token")
        keys = await self.providers.keys(provider.issuer, said.kid)
        claims = read(token, keys, Expected(provider.issuer, provider.audience, provider.algorithms))
        account = Account(organisation.org, provider.issuer, claims)

        async def decide() -> tuple[Unit, Record]:
            unit = self.units.start(account.org)
            return unit, await self.whom(account, unit)

        record = await self._known(account)
        if record is None:
            record = await self.handling.settled(decide)
        return record, float(claims["exp"])

    async def release(self, org: str, person_id: str, by: Doer) -> None:
        """The person is linked to no account any more and signed in in no browser: the next sign-in links anew."""

        async def decide() -> Unit:
            unit = self.units.start(org, actor_id=by.actor_id)
            links = await self.identities.links_of(org, person_id)
            sessions = await self.identities.sessions.of_person(org, person_id)
            if not links and not sessions:
                raise NotFound
            unit.write(*map(self.identities.links.remove, links), *map(self.identities.sessions.remove, sessions))
            audit.done(unit, Act.ACCOUNT_RELEASED, person_id, by.ticket)
            return unit

        await self.handling.settle(decide)

    async def _known(self, account: Account) -> Record | None:
        link = await self.identities.link_of(account.org, account.issuer, account.sub)
        if link is None:
            return None
        record = await self.people.find(account.org, link.person_id)
        if record is None or not record.is_here:
            raise NotTaken(NOT_PROVISIONED)
        return record

    async def _linked(self, account: Account, unit: Unit) -> Record:
        address = vouched_mail(account.claims)
        record = only_one(address, await self.people.with_mail(account.org, address))
        issuer_mark = self.identities.mark(account.issuer)
        require_no_other(await self.identities.links_of(account.org, record.person_id), issuer_mark)
        link_id = self.identities.mark(account.issuer, account.sub)
        unit.write(self.identities.links.save(Link(account.org, link_id, record.person_id, issuer_mark, unit.now)))
        return record
