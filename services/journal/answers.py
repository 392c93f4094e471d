"""Asks in: what journal answers to each."""

from libs.common.asks import Answers
from libs.common.contracts import actions as doing
from libs.common.contracts import agreements as agreeing
from libs.common.contracts import care, endings, preparation, resources, session_asks
from libs.common.contracts import entries as writing
from libs.common.contracts import ledgers as giving
from libs.common.contracts import threads as messaging
from libs.common.contracts.asks import ReadStory, ReportSession
from services.journal.use_cases.actions import Actions
from services.journal.use_cases.agendas import Agendas
from services.journal.use_cases.agreements import Agreements
from services.journal.use_cases.certificates import Certificates
from services.journal.use_cases.dividends import Dividends
from services.journal.use_cases.echoes import Echoes
from services.journal.use_cases.entries import Entries
from services.journal.use_cases.expectations import Expecting
from services.journal.use_cases.farewells import Farewells
from services.journal.use_cases.fits import Fits
from services.journal.use_cases.goals import Goals
from services.journal.use_cases.healths import Healths
from services.journal.use_cases.ledgers import Ledgers
from services.journal.use_cases.member_keys import MemberKeys
from services.journal.use_cases.pulses import Pulses
from services.journal.use_cases.resources import Library
from services.journal.use_cases.reviews import Reviews
from services.journal.use_cases.searching import Searching
from services.journal.use_cases.session_plans import SessionPlans
from services.journal.use_cases.session_views import SessionViews
from services.journal.use_cases.sessions import Sessions
from services.journal.use_cases.stories import Stories
from services.journal.use_cases.threads import Threads
from services.journal.use_cases.tracks import Tracks


def of_stories(answers: Answers, stories: Stories, sessions: Sessions) -> None:
    """What members ask about how their pair goes."""
    answers.on(ReportSession, sessions.report)
    answers.on(ReadStory, stories.read)


def of_sessions(
    answers: Answers, sessions: Sessions, views: SessionViews, plans: SessionPlans, agendas: Agendas
) -> None:
    """What the two of a pair ask about their sessions."""
    answers.on(session_asks.ListSessions, views.list_)
    answers.on(session_asks.ReadSession, views.read)
    answers.on(session_asks.PlanSession, plans.plan)
    answers.on(session_asks.ChangeSession, plans.change)
    answers.on(session_asks.RebookSession, plans.rebook)
    answers.on(session_asks.HoldSession, sessions.hold)
    answers.on(session_asks.CancelSession, plans.cancel)
    answers.on(session_asks.MissSession, plans.miss)
    answers.on(session_asks.FlipSession, plans.flip)
    answers.on(session_asks.AddAgendaItem, agendas.add)
    answers.on(session_asks.ReviseAgenda, agendas.revise)


def of_preparation(answers: Answers, tracks: Tracks, expecting: Expecting, library: Library) -> None:
    """What people ask about preparing themselves, and each other."""
    answers.on(preparation.ListTracks, tracks.list_)
    answers.on(preparation.ReadTrack, tracks.read)
    answers.on(preparation.ReadStep, tracks.read_step)
    answers.on(preparation.AnswerStep, tracks.answer)
    answers.on(preparation.LeaveStepOut, tracks.leave_out)
    answers.on(preparation.LeaveTrackOut, tracks.leave_all_out)
    answers.on(preparation.ReadExpectations, expecting.read)
    answers.on(preparation.SetExpectations, expecting.set)
    answers.on(resources.ListResources, library.list_)
    answers.on(resources.ReadResource, library.read)


def of_agreements(answers: Answers, agreements: Agreements, goals: Goals) -> None:
    """What the two of a pair ask about what they agree on."""
    answers.on(agreeing.ReadAgreement, agreements.read)
    answers.on(agreeing.ReadAgreementVersion, agreements.read_version)
    answers.on(agreeing.WritePart, agreements.write_part)
    answers.on(agreeing.WriteShared, agreements.write_shared)
    answers.on(agreeing.SignAgreement, agreements.sign)
    answers.on(agreeing.ReadGoals, goals.read)
    answers.on(agreeing.MarkGoal, goals.mark)


def of_care(answers: Answers, pulses: Pulses, fits: Fits, healths: Healths) -> None:
    """What each of the two is asked alone, and asks alone."""
    answers.on(care.ReadPulse, pulses.read)
    answers.on(care.GivePulse, pulses.give)
    answers.on(care.ReadFit, fits.read)
    answers.on(care.GiveFit, fits.give)
    answers.on(care.ReadHealth, healths.read)


def of_endings(
    answers: Answers, reviews: Reviews, farewells: Farewells, echoes: Echoes, certificates: Certificates
) -> None:
    """What members ask half-way, at the end of a pair and after it."""
    answers.on(endings.ReadReview, reviews.read)
    answers.on(endings.GiveReview, reviews.give)
    answers.on(endings.ReadFarewell, farewells.showing.read)
    answers.on(endings.DecideNext, farewells.decide)
    answers.on(endings.WriteLetter, farewells.write_letter)
    answers.on(endings.GiveKudos, farewells.give_kudos)
    answers.on(endings.ReadKudos, farewells.showing.list_kudos)
    answers.on(endings.AnswerEcho, echoes.answer)
    answers.on(endings.ReadCertificate, certificates.read)


def of_entries(answers: Answers, entries: Entries, searching: Searching, keys: MemberKeys) -> None:
    """What people ask about what they write, and about the keys with which their devices seal."""
    answers.on(writing.WriteEntry, entries.write)
    answers.on(writing.ReadEntry, entries.read)
    answers.on(writing.EditEntry, entries.edit)
    answers.on(writing.PreviewSharing, entries.preview)
    answers.on(writing.ShareEntry, entries.share)
    answers.on(writing.WithdrawEntry, entries.withdraw)
    answers.on(writing.EraseEntry, entries.erase)
    answers.on(writing.FindEntries, searching.find)
    answers.on(writing.SetKey, keys.set)
    answers.on(writing.ReadKey, keys.read)
    answers.on(writing.ReadPairKeys, keys.of_pair)


def of_writing(answers: Answers, ledgers: Ledgers, dividends: Dividends, threads: Threads, actions: Actions) -> None:
    """What the two of a pair write to and for each other."""
    answers.on(giving.LogExchange, ledgers.log)
    answers.on(giving.ReadLedger, ledgers.read)
    answers.on(giving.ThankForExchange, ledgers.thank)
    answers.on(giving.WithdrawExchange, ledgers.withdraw)
    answers.on(giving.ReadDividend, dividends.read)
    answers.on(messaging.WriteMessage, threads.write)
    answers.on(messaging.ReadThread, threads.read)
    answers.on(messaging.MarkThreadRead, threads.mark_read)
    answers.on(messaging.DeleteMessage, threads.delete)
    answers.on(doing.AddAction, actions.add)
    answers.on(doing.ReadActions, actions.read)
    answers.on(doing.ChangeAction, actions.change)
