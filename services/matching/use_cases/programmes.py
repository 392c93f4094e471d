"""What an organisation makes of its programme."""

from dataclasses import asdict, replace

from libs.common import audit
from libs.common.asks import Asker, Outdated
from libs.common.audit import Act
from libs.common.contracts import programmes as wire
from libs.common.contracts.programmes import ProgrammeRules, ReadProgramme, SetProgramme
from libs.common.handling import Handling
from libs.common.unit import Unit, Units
from services.matching.domain.programmes import Musts, Programme, ScoreWeights
from services.matching.store import Store


class Programmes:
    """Use cases about programmes."""

    def __init__(self, store: Store, units: Units, handling: Handling) -> None:
        self.store, self.units, self.handling = store, units, handling

    async def read(self, ask: ReadProgramme, asker: Asker) -> ProgrammeRules:
        """What holds in the organisation."""
        return _rules(await self.store.programme(asker.org))

    async def set(self, ask: SetProgramme, asker: Asker) -> ProgrammeRules:
        """From now on, unless somebody changed it since it was read: Outdated.

        Pairs stay; an open request is held against it when it is answered.
        """
        weights, musts = ScoreWeights(**ask.weights.model_dump()), Musts(**ask.musts.model_dump())

        async def decide() -> Unit:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            before = await self.store.programme(asker.org)
            after = replace(before, weights=weights, musts=musts)
            if after != before:
                if before.revision != ask.version:
                    raise Outdated(_rules(before))
                unit.write(self.store.programmes.save(after))
                audit.done(unit, Act.PROGRAMME_CHANGED, asker.org, asker.ticket)
            return unit

        await self.handling.settle(decide)
        return _rules(await self.store.programme(asker.org))


def _rules(programme: Programme) -> ProgrammeRules:
    return ProgrammeRules(
        version=programme.revision,
        weights=wire.ScoreWeights(**asdict(programme.weights)),
        musts=wire.Musts(**asdict(programme.musts)),
    )
