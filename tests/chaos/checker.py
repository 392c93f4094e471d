"""After the storm: per event, attempted = effect + parked, and everything exactly as often as it should be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from libs.common.committer import INBOX
from libs.common.contracts import Service
from libs.common.topology import SUBSCRIPTIONS
from services.notifications.domain.restraint import DONE
from tests.support.system import System

ORG = "acme"


@dataclass(slots=True)
class Verdict:
    """What was counted, and what is wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    shares: dict[tuple[Service, int], int] = field(default_factory=dict)
    """Units that each process made durable, where it still lived at the end."""

    def require(self, holds: bool, otherwise: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(otherwise)


async def check(system: System, accepted: Iterable[str], witnessed: set[str]) -> Verdict:
    """`accepted`: ids of requests whose acceptance was seen; `witnessed`: keys of all events the broker carried."""
    verdict = Verdict()
    wanted = set(accepted)
    verdict.counts["accepted requests"] = len(wanted)
    pairs = await _check_pairs(system, wanted, verdict)
    await _check_welcomes(system, pairs, verdict)
    events = await _check_log(system, witnessed, verdict)
    await _check_effects(system, events, verdict)
    await _check_deliveries(system, events, verdict)
    return verdict


async def _check_pairs(system: System, wanted: set[str], verdict: Verdict) -> set[str]:
    rows = [row async for row in system.database(Service.MATCHING)["pairs"].find({})]
    of_request = Counter(row["request_id"] for row in rows)
    verdict.counts["pairs"] = len(rows)
    verdict.require(
        set(of_request) == wanted, f"{len(wanted ^ set(of_request))} requests and pairs do not belong together"
    )
    verdict.require(set(of_request.values()) <= {1}, "a request has more than one pair")
    taken = {row["person_id"]: row["pairs"] async for row in system.database(Service.MATCHING)["people"].find({})}
    mentors = Counter(one["person_id"] for row in rows for one in row["members"] if one["role"] == "mentor")
    verdict.require(
        {person: count for person, count in taken.items() if count} == dict(mentors), "places taken do not equal pairs"
    )
    return {row["pair_id"] for row in rows}


async def _check_welcomes(system: System, pairs: set[str], verdict: Verdict) -> None:
    rows = [row async for row in system.database(Service.JOURNAL)["entries"].find({})]
    welcomes = Counter((row["pair_id"], row["reader_id"]) for row in rows)
    verdict.counts["welcomes"] = len(rows)
    verdict.require({pair for pair, _ in welcomes} == pairs, "a pair has no story, or a story no pair")
    verdict.require(set(welcomes.values()) <= {1}, "somebody was welcomed twice")
    verdict.require(len(welcomes) == 2 * len(pairs), f"{len(welcomes)} welcomes for {len(pairs)} pairs")


async def _check_log(system: System, witnessed: set[str], verdict: Verdict) -> dict[str, str]:
    """No fact missing, no hole in the positions; key → type of every event."""
    rows = [row async for row in system.database(Service.GATEWAY)["log"].find({"org": ORG})]
    positions = sorted(row["position"] for row in rows)
    verdict.counts["events in the log"] = len(rows)
    verdict.require(positions == list(range(1, len(rows) + 1)), "the log's positions have a hole or a double")
    logged = {row["_id"]: row["type"] for row in rows}
    verdict.require(witnessed <= set(logged), f"{len(witnessed - set(logged))} events are not in the log")
    verdict.require(
        set(logged) <= witnessed, f"{len(set(logged) - witnessed)} events in the log were never on the broker"
    )
    return logged


async def _check_effects(system: System, events: dict[str, str], verdict: Verdict) -> None:
    """For every service and every event it is bound to: exactly one of effect and dead letter."""
    for service, contracts in SUBSCRIPTIONS.items():
        if service is Service.GATEWAY:
            continue  # its effect is the log itself
        database = system.database(service)
        bound = {contract.type for contract in contracts}
        attempted = {key for key, kind in events.items() if kind in bound}
        effects = {row["_id"] async for row in database[INBOX].find({}, {"_id": 1})} & attempted
        letters = [row async for row in database["dead_letters"].find({}, {"event_id": 1, "code": 1})]
        parked = {key for key in attempted if key.rpartition("/")[2] in {row["event_id"] for row in letters}}
        verdict.counts[f"{service}: attempted"] = len(attempted)
        verdict.counts[f"{service}: effects"] = len(effects)
        verdict.counts[f"{service}: parked"] = len(parked)
        verdict.require(
            effects | parked == attempted, f"{service}: {len(attempted - effects - parked)} events had no end"
        )
        verdict.require(not effects & parked, f"{service}: {len(effects & parked)} events had two ends")
        verdict.require(not letters, f"{service}: dead letters {Counter(row['code'] for row in letters)}")


async def _check_deliveries(system: System, events: dict[str, str], verdict: Verdict) -> None:
    rows = [row async for row in system.database(Service.NOTIFICATIONS)["deliveries"].find({})]
    keys = Counter((row["notice_id"], row["channel"]) for row in rows)
    # Of a request that was answered before a mail said so, no mail is sent any more; the row stands for it.
    needless = [row for row in rows if (row["state"], row["code"]) == ("dropped", DONE)]
    told_of = [row for row in rows if row not in needless]
    mails = [row for row in told_of if row["channel"] == "mail"]
    verdict.counts["delivery rows"] = len(rows)
    verdict.counts["deliveries that were needless before they went"] = len(needless)
    verdict.require(set(keys.values()) <= {1}, "two deliveries of one notice by one channel")
    answered = {row["template"] for row in needless}
    verdict.require(answered <= {"request-opened-mentor"}, f"needless: {answered}")
    states = Counter(row["state"] for row in told_of)
    verdict.require(set(states) == {"sent"}, f"states: {states}")
    formed = {key.rpartition("/")[2] for key, kind in events.items() if kind == "bothways.PairFormed.v1"}
    told = Counter(row["cause_id"] for row in mails if row["cause_id"] in formed)
    verdict.require(set(told) == formed and set(told.values()) <= {2}, "not everybody was told of their pair by mail")
    raw = Counter(str(mail["Message-ID"]) for mail in system.mails())
    verdict.counts["mail deliveries"] = len(mails)
    verdict.counts["raw mails"] = sum(raw.values())
    verdict.counts["mails that came twice (same Message-ID)"] = sum(raw.values()) - len(raw)
    verdict.require(
        len(raw) == len(mails), f"{len(mails)} mails were recorded as sent, {len(raw)} different ones arrived"
    )
