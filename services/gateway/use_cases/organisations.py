"""Organisations: registered and led to their provider by the operator, named by their administrators."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from libs.common import audit
from libs.common.asks import NotFound
from libs.common.audit import Act
from libs.common.crypto import Box
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.gateway.domain.access import Doer
from services.gateway.domain.organisations import Organisation, Provider
from services.gateway.domain.refusals import NotTaken
from services.gateway.identities import Identities


@dataclass(frozen=True, slots=True)
class Secret:
    """What a provider knows this house by, from somebody who set it: None takes it away."""

    text: str | None


class Stale(Exception):
    """Somebody changed it since it was read."""

    def __init__(self, current: Organisation) -> None:
        super().__init__(current.org)
        self.current = current


@dataclass(frozen=True, slots=True)
class Organising:
    """The one place where organisations change."""

    identities: Identities
    units: Units
    handling: Handling
    box: Box

    async def find(self, org: str) -> Organisation:
        """NotFound where nobody registered it."""
        found = await self.identities.organisations.named(org)
        if found is None:
            raise NotFound
        return found

    async def page(self, after: str, limit: int) -> list[Organisation]:
        """Those whose ids come after this one."""
        return await self.identities.organisations.page(after, limit)

    async def register(self, wanted: Organisation, secret: Secret | None, by: Doer) -> Organisation:
        """A new one. NotTaken: organisation-exists, mail-domain-taken, provider-taken."""

        async def decide() -> tuple[Unit, Organisation]:
            if await self.identities.organisations.named(wanted.org):
                raise NotTaken("organisation-exists", wanted.org)
            unit, after = self.units.start(wanted.org, actor_id=by.actor_id), self._sealed(wanted, secret)
            await self._save(unit, after)
            audit.done(unit, Act.ORGANISATION_REGISTERED, wanted.org, by.ticket)
            return unit, replace(after, revision=1)

        return await self.handling.settled(decide)

    async def change(self, wanted: Organisation, secret: Secret | None, by: Doer) -> Organisation:
        """All of it anew, by the operator; `wanted.revision` is what was read. Who is led elsewhere signs in anew.

        NotFound, Stale, NotTaken: mail-domain-taken, provider-taken.
        """

        async def decided(before: Organisation) -> Organisation:
            if before.leads_elsewhere(wanted):
                return self._sealed(wanted, secret or Secret(None))
            kept = before.provider.sealed_secret if before.provider else None
            return self._sealed(wanted.with_secret(kept), secret)

        before, after = await self._change(wanted, by, decided)
        if before.leads_elsewhere(after):
            await self.identities.sessions.end_all(after.org)
        return after

    async def set_own(self, wanted: Organisation, secret: Secret | None, by: Doer) -> Organisation:
        """Its name and its provider's secret, by an administrator. Where its people sign in stays as it is:

        whoever chooses that can come in as anybody, and to administer opens no journal. NotFound, Stale.
        """

        async def decided(before: Organisation) -> Organisation:
            return self._sealed(replace(before, name=wanted.name), secret)

        _, after = await self._change(wanted, by, decided)
        return after

    async def _change(
        self, wanted: Organisation, by: Doer, decided: Callable[[Organisation], Awaitable[Organisation]]
    ) -> tuple[Organisation, Organisation]:
        async def decide() -> tuple[Unit, tuple[Organisation, Organisation]]:
            before = await self.find(wanted.org)
            if before.revision != wanted.revision:
                raise Stale(before)
            unit, after = self.units.start(wanted.org, actor_id=by.actor_id), await decided(before)
            await self._save(unit, after)
            act = Act.ORGANISATION_CHANGED if after.provider == before.provider else Act.SIGN_IN_CHANGED
            audit.done(unit, act, wanted.org, by.ticket)
            return unit, (before, replace(after, revision=after.revision + 1))

        return await self.handling.settled(decide)

    async def _save(self, unit: Unit, after: Organisation) -> None:
        """Unless another organisation has what it would be found by."""
        organisations = self.identities.organisations
        for domain in after.mail_domains:
            _require_own(await organisations.with_domain(domain), after, "mail-domain-taken")
        if after.provider:
            audiences = [one for one in (after.provider.client_id, after.provider.audience) if one]
            _require_own(await organisations.trusting(after.provider.issuer, audiences), after, "provider-taken")
        unit.write(organisations.save(after))

    def _sealed(self, organisation: Organisation, secret: Secret | None) -> Organisation:
        if secret is None:
            return organisation
        sealed = self.box.seal(secret.text.encode(), context_of(organisation.org)) if secret.text else None
        return organisation.with_secret(sealed)


def open_secret(box: Box, org: str, provider: Provider) -> str | None:
    """What the provider knows this house by."""
    return box.open(provider.sealed_secret, context_of(org)).decode() if provider.sealed_secret else None


def context_of(org: str) -> str:
    """What a secret is sealed for."""
    return f"client-secret:{org}"


def _require_own(found: Organisation | None, own: Organisation, code: str) -> None:
    if found is not None and found.org != own.org:
        raise NotTaken(code, own.org)
