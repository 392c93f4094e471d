"""Who hears what. A claim has one owner; whoever else would act on it would act before the owner says no."""

import pytest

from libs.common.contracts import ALL, Contract, Service
from libs.common.contracts.requests import ClaimRefused
from libs.common.topology import SUBSCRIPTIONS

CLAIMS = [contract for contract in ALL if contract.is_claim]


def listeners(contract: type[Contract]) -> set[Service]:
    return {service for service, contracts in SUBSCRIPTIONS.items() if contract in contracts} - {Service.GATEWAY}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.event)
def test_a_claim_has_one_owner_who_can_refuse_it(claim: type[Contract]) -> None:
    owners = listeners(claim)
    assert len(owners) == 1
    assert owners <= ClaimRefused.publishers
    assert not owners & claim.publishers


def test_the_gateway_logs_everything() -> None:
    assert set(SUBSCRIPTIONS[Service.GATEWAY]) == set(ALL)


@pytest.mark.parametrize("service", Service)
def test_nobody_is_bound_twice_or_to_what_is_no_event(service: Service) -> None:
    bound = SUBSCRIPTIONS[service]
    assert len(set(bound)) == len(bound)
    assert set(bound) <= set(ALL)


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_nobody_but_the_gateway_hears_itself(contract: type[Contract]) -> None:
    """A service that reacts to what only it says runs in a circle."""
    assert not [service for service in listeners(contract) if contract.publishers == {service}]


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_every_event_has_a_publisher_and_outsiders_come_through_the_gateway(contract: type[Contract]) -> None:
    assert contract.publishers
    if contract.is_claim or contract.from_outside:
        assert Service.GATEWAY in contract.publishers


def test_every_type_is_one_contract() -> None:
    assert len({contract.type for contract in ALL}) == len(ALL)
