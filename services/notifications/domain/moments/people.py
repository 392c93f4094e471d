"""People by themselves: those who join, are asked for a word, or can be reached no more."""

from libs.common.contracts.notifications import Channel, Kind
from libs.common.contracts.people import PersonRecord
from services.notifications.domain.invitations import Invitation
from services.notifications.domain.occasions import Occasion
from services.notifications.domain.plan import About, Moment, Part


def is_complete(record: PersonRecord) -> bool:
    """They say what they give and what they would like to get."""
    return bool(record.gives and record.gets)


def person_joined(person_id: str, *, complete: bool) -> Moment:
    """Somebody is here: they hear why, and later what a next step could be."""
    details = {"complete": complete}
    return Moment(Occasion.PERSON_JOINED, person_id, {}, About(path="/me"), each=(person_id,), details=details)


def profile_completed(person_id: str) -> Moment:
    """Nobody asks any more for what is there."""
    return Moment(Occasion.PROFILE_COMPLETED, person_id, {}, About(), by=(person_id,))


def pause(person_id: str) -> Moment:
    """Would a pause help somebody who has let requests lapse?"""
    return Moment(Occasion.PAUSE, person_id, {Part.ASKED: person_id}, About(path="/me"))


def address_refused(person_id: str, channel: Channel) -> Moment:
    """Nothing goes to them by this channel any more: they hear so wherever else they can be reached."""
    details = {"channel": channel.value}
    return Moment(Occasion.ADDRESS_REFUSED, person_id, {}, About(path="/me"), each=(person_id,), details=details)


def ignored_often(person_id: str, kind: Kind) -> Moment:
    """They let many of a kind go by: would less be better?"""
    subject_id = f"{person_id}/{kind}"
    return Moment(Occasion.IGNORED_OFTEN, subject_id, {}, About(path="/me"), each=(person_id,))


def colleague_here(invitation: Invitation, person_id: str) -> Moment:
    """Somebody who was invited came: their inviter may ask them now."""
    about = About(both=(invitation.inviter_id, person_id), path=f"/people/{person_id}")
    parts = {Part.INVITER: invitation.inviter_id}
    return Moment(Occasion.COLLEAGUE_HERE, invitation.invitation_id, parts, about)


def welcome(invitation: Invitation, person_id: str) -> Moment:
    """Whoever came knows somebody to look at first."""
    about = About(both=(invitation.inviter_id, person_id), path=f"/people/{invitation.inviter_id}")
    return Moment(Occasion.WELCOME, invitation.invitation_id, {Part.INVITED: person_id}, about)
