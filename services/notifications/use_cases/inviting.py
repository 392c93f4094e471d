"""Inviting a colleague who is not here yet: asked by a member, mailed once, forgotten in time.

Whether an address is a member's is looked up when its mail is due, not here: no inviter can see a difference.
"""

from dataclasses import replace

from libs.common import errors, tracing
from libs.common.asks import Asker, NotFound
from libs.common.contracts import invitations as asks
from libs.common.contracts.notifications import Channel, Kind
from libs.common.handling import Handling
from libs.common.ids import derived_id, new_id
from libs.common.unit import Timer, Unit, Units
from services.notifications.domain.addresses import domain_of
from services.notifications.domain.codes import Code, RuleBroken
from services.notifications.domain.deliveries import Delivery, State, dropped
from services.notifications.domain.invitations import (
    ENOUGH_PEOPLE,
    TEMPLATE,
    Address,
    Enclosed,
    Invitation,
    Inviter,
    with_invitation,
)
from services.notifications.domain.plan import About
from services.notifications.store import Store
from services.notifications.use_cases.envelopes import Envelopes

FORGET = "forget-invitation"
NOT_AGAIN = "not-again"
TAKEN_BACK = "taken-back"


class Inviting:
    """Use cases of inviters, and of those who want no invitations."""

    def __init__(self, store: Store, envelopes: Envelopes, units: Units, handling: Handling, mail_domain: str) -> None:
        self.store, self.envelopes, self.units, self.handling = store, envelopes, units, handling
        self._mail_domain = mail_domain

    async def invite(self, ask: asks.InviteColleague, asker: Asker) -> asks.Invitation:
        """One mail to the address, unless it had one of late or wants none; the answer is the same."""
        mark = self.envelopes.mark(asker.org, ask.address)
        invitation_id = derived_id("inv", asker.org, asker.person_id, mark)

        async def decide() -> tuple[Unit, Invitation]:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            known = await self.store.invitations.find(asker.org, invitation_id)
            return unit, known or await self._write(unit, ask, asker.person_id, mark, invitation_id)

        try:
            return self._shown(await self.handling.settled(decide))
        except RuleBroken as broken:
            raise errors.Refused(broken.code.value, broken.words) from broken

    async def list_(self, ask: asks.ReadInvitations, asker: Asker) -> asks.Invitations:
        """Those of the asker, the newest first."""
        own = {"inviter_id": asker.person_id}
        page, following = await self.store.invitations.newest_page(
            asker.org, own, ask.cursor, ask.limit, by="invited_at"
        )
        return asks.Invitations(data=tuple(map(self._shown, page)), next_cursor=following)

    async def take_back(self, ask: asks.TakeInvitationBack, asker: Asker) -> asks.Invitation:
        """Forget it, also where its mail still waits."""

        async def decide() -> tuple[Unit, Invitation]:
            unit = self.units.start(asker.org, actor_id=asker.person_id, correlation_id=asker.correlation_id)
            invitation = await self.store.invitations.find(asker.org, ask.invitation_id)
            if invitation is None or invitation.inviter_id != asker.person_id:
                raise NotFound
            unit.write(self.store.invitations.remove(invitation))
            await self._stop(unit, invitation)
            return unit, invitation

        return self._shown(await self.handling.settled(decide))

    async def refuse(self, _: asks.RefuseInvitations, asker: Asker) -> asks.Refused:
        """The bearer of a link wants no more. Its inviter is not told."""

        async def decide() -> Unit:
            unit = self.units.start(asker.org, correlation_id=asker.correlation_id)
            address = await self._address(asker.org, asker.person_id)
            if not address.refuses:
                unit.write(self.store.addresses.save(replace(address, refuses=True)))
            return unit

        await self.handling.settle(decide)
        return asks.Refused()

    async def forget(self, timer: Timer) -> Unit:
        """The time is over: nothing stays of it but that somebody wants no more."""
        unit = self.units.after_timer(timer)
        invitation = await self.store.invitations.find(timer.org, timer.subject)
        address = await self.store.addresses.find(timer.org, timer.facts["mark"])
        delivery = await self.store.deliveries.find(timer.org, timer.facts["delivery_id"])
        if invitation:
            unit.write(self.store.invitations.remove(invitation))
        if delivery:
            unit.write(self.store.deliveries.save(without_link(delivery)))
        if address and not address.is_remembered(unit.now):
            unit.write(self.store.addresses.remove(address))
        return unit

    async def _write(
        self, unit: Unit, ask: asks.InviteColleague, inviter_id: str, mark: str, invitation_id: str
    ) -> Invitation:
        """The same writes whatever is known of the address: only a state differs."""
        await self._require_colleague(unit.org, inviter_id, domain_of(ask.address))
        inviter = await self.store.inviters.find(unit.org, inviter_id) or Inviter(unit.org, inviter_id)
        address = await self._address(unit.org, mark)
        delivery = self._delivery(unit, inviter_id, mark, invitation_id)
        if address.may_be_written_to(unit.now):
            address = replace(address, written_at=unit.now)
        else:
            delivery = dropped(delivery, NOT_AGAIN)
        sealed = self.envelopes.seal(unit.org, invitation_id, Enclosed(ask.address, ask.first_name, ask.note, ask.wish))
        invitation = Invitation(
            unit.org, invitation_id, inviter_id, mark, sealed, delivery.delivery_id, invited_at=unit.now
        )
        unit.write(
            self.store.inviters.save(with_invitation(inviter, unit.now)),
            self.store.addresses.save(address),
            self.store.invitations.save(invitation),
            self.store.deliveries.save(delivery),
        )
        facts = {"mark": mark, "delivery_id": delivery.delivery_id}
        unit.set_timer(FORGET, invitation_id, invitation.forgotten_at, **facts)
        return invitation

    async def _require_colleague(self, org: str, inviter_id: str, domain: str) -> None:
        """At the inviter's own domain, or one where others show themselves; RuleBroken(ADDRESS_ELSEWHERE)."""
        inviter = await self.store.people.get(org, inviter_id)
        if domain != inviter.domain and not await self.store.people.are_at(org, domain, ENOUGH_PEOPLE):
            raise RuleBroken(Code.ADDRESS_ELSEWHERE)

    async def _address(self, org: str, mark: str) -> Address:
        return await self.store.addresses.find(org, mark) or Address(org, mark)

    def _delivery(self, unit: Unit, inviter_id: str, mark: str, invitation_id: str) -> Delivery:
        """In the inviter's name: whom it goes to is in the sealed invitation alone."""
        delivery_id = new_id()
        return Delivery(
            org=unit.org,
            delivery_id=delivery_id,
            notice_id=invitation_id,
            person_id=inviter_id,
            channel=Channel.MAIL,
            template=TEMPLATE,
            about=About(path=self.envelopes.path(unit.org, mark)),
            subject_id=invitation_id,
            kind=Kind.FINDING,
            cause_id=invitation_id,
            facts=(),
            correlation_id=unit.correlation_id,
            created_at=unit.now,
            not_before=unit.now,
            state=State.WAITING,
            message_id=f"<{delivery_id}@{self._mail_domain}>",
            trace=tracing.outgoing_headers(),
        )

    async def _stop(self, unit: Unit, invitation: Invitation) -> None:
        """A mail that nobody has begun to send is not sent, and its address is as if nobody had written."""
        delivery = await self.store.deliveries.find(invitation.org, invitation.delivery_id)
        if delivery and delivery.state is State.WAITING and not delivery.attempts:
            delivery = dropped(delivery, TAKEN_BACK)
            address = await self._address(invitation.org, invitation.mark)
            unit.write(self.store.addresses.save(replace(address, written_at=None)))
        if delivery and not delivery.is_open:
            unit.write(self.store.deliveries.save(without_link(delivery)))

    def _shown(self, invitation: Invitation) -> asks.Invitation:
        enclosed = self.envelopes.open(invitation)
        return asks.Invitation(
            invitation_id=invitation.invitation_id,
            address=enclosed.address,
            first_name=enclosed.first_name,
            note=enclosed.note,
            wish=enclosed.wish,
            state=asks.InvitationState.HERE if invitation.person_id else asks.InvitationState.OPEN,
            person_id=invitation.person_id,
            invited_at=invitation.invited_at,
            forgotten_at=invitation.forgotten_at,
        )


def without_link(delivery: Delivery) -> Delivery:
    """What became of a mail, without the link in which the mark of its address is sealed."""
    return replace(delivery, about=About())
