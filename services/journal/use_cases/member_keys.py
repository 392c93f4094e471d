"""Public keys of members: published, fetched for sealing, and kept with a backup that the house cannot open."""

from joserfc.jwk import import_key
from pydantic import TypeAdapter

from libs.common.asks import Asker, NotFound, Outdated
from libs.common.contracts.entries import MemberKey as ShownKey
from libs.common.contracts.entries import PairKey, PairKeys, ReadKey, ReadPairKeys, SetKey
from libs.common.contracts.jwe import BackupJwe, PublicJwk
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.journal.domain.codes import Code, RuleBroken
from services.journal.domain.member_keys import MemberKey
from services.journal.store import Store
from services.journal.use_cases.own import own_story
from services.journal.use_cases.refusing import refusing

JWK: TypeAdapter[PublicJwk] = TypeAdapter(PublicJwk)


class MemberKeys:
    """Use cases about them."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def set(self, ask: SetKey, asker: Asker) -> ShownKey:
        """Publish one. The one before is not put away unseen: with it goes what was sealed for it."""
        with refusing():
            kid = _thumbprint(ask.jwk)

        async def decide() -> Unit:
            if await self.store.tombstones.find(asker.org, asker.person_id):
                raise NotFound
            before = await self.store.member_keys.find(asker.org, asker.person_id)
            key = MemberKey(
                org=asker.org,
                person_id=asker.person_id,
                kid=kid,
                jwk=ask.jwk.model_dump_json(),
                backup=ask.backup.model_dump_json() if ask.backup else None,
                revision=before.revision if before else 0,
            )
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            if before != key:
                _require_seen(before, ask.version)
                unit.write(self.store.member_keys.save(key))
            return unit

        await self.handling.settle(decide)
        return await self.read(ReadKey(), asker)

    async def read(self, ask: ReadKey, asker: Asker) -> ShownKey:
        """Somebody's own."""
        key = await self.store.member_keys.find(asker.org, asker.person_id)
        if key is None:
            raise NotFound
        return _shown(key)

    async def of_pair(self, ask: ReadPairKeys, asker: Asker) -> PairKeys:
        """Of both, as far as they have one."""
        story = await own_story(self.store, asker, ask.pair_id)
        keys = await self.store.member_keys.find_all(asker.org, story.member_ids)
        return PairKeys(
            data=tuple(PairKey(person_id=key.person_id, kid=key.kid, jwk=_jwk(key)) for key in keys.values())
        )


def _require_seen(before: MemberKey | None, version: int) -> None:
    if before is None and version:
        raise NotFound
    if before is not None and version != before.revision:
        raise Outdated(_shown(before))


def _thumbprint(jwk: PublicJwk) -> str:
    """RFC 7638; RuleBroken where it is no point on its curve."""
    try:
        return import_key(jwk.model_dump()).thumbprint()
    except ValueError:
        raise RuleBroken(Code.KEY_UNUSABLE) from None


def _shown(key: MemberKey) -> ShownKey:
    backup = BackupJwe.model_validate_json(key.backup) if key.backup else None
    return ShownKey(kid=key.kid, jwk=_jwk(key), backup=backup, version=key.revision)


def _jwk(key: MemberKey) -> PublicJwk:
    return JWK.validate_json(key.jwk)
