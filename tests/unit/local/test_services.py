"""What a service is told, and where it listens."""

from pathlib import Path

import pytest

from deploy.local.rabbit import RabbitPorts
from deploy.local.services import PORTS, service_env
from deploy.local.stack import SECRETS, Access, Mongodb, Rabbitmq, Smtp, Stack
from deploy.local.trouble import Trouble
from libs.common.contracts import Service


def make_stack() -> Stack:
    access = {
        service: Access(password=f"{service}-pw", amqp_url=f"amqp://{service}", mongo_url=f"mongodb://{service}")
        for service in Service
    }
    return Stack(
        rabbitmq=Rabbitmq(admin_password="admin-pw", ports=RabbitPorts(1, 2, 3, 4, 5)),
        mongodb=Mongodb(root_password="root-pw", port=6),
        services=access,
        smtp=Smtp(port=7),
        secrets={"BOTHWAYS_ASK_KEY": "ask"},
    )


@pytest.mark.parametrize("service", list(Service))
def test_a_service_is_told_its_own_access_and_nobody_elses(service: Service) -> None:
    told = service_env(make_stack(), service)
    assert told["BOTHWAYS_AMQP_URL"] == f"amqp://{service}"
    assert told["BOTHWAYS_MONGO_URL"] == f"mongodb://{service}"
    assert told["BOTHWAYS_DATABASE"] == f"bothways_{service}"
    assert not [value for value in told.values() if "admin-pw" in value or "root-pw" in value]


@pytest.mark.parametrize(
    ("secret", "owner"),
    [("BOTHWAYS_MASTER_KEYS", Service.JOURNAL), ("BOTHWAYS_VAPID_KEY", Service.NOTIFICATIONS)],
)
def test_a_secret_of_one_service_is_told_to_no_other(secret: str, owner: Service) -> None:
    stack = make_stack()
    stack.secrets[secret] = "its own"
    assert {service for service in Service if secret in service_env(stack, service)} == {owner}
    assert all(service_env(stack, service)["BOTHWAYS_ASK_KEY"] == "ask" for service in Service)


def test_a_stack_of_an_older_checkout_gets_the_secrets_it_lacks_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOTHWAYS_STATE", str(tmp_path))
    make_stack().save()
    first, second = Stack.load(), Stack.load()
    assert first
    assert first == second
    assert set(first.secrets) == set(SECRETS)
    assert first.secrets["BOTHWAYS_ASK_KEY"] == "ask"


def test_every_service_has_a_port_of_its_own() -> None:
    assert len({setting.usual for setting in PORTS.values()}) == len(Service)
    assert len({setting.variable for setting in PORTS.values()}) == len(Service)


def test_a_port_is_moved_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOTHWAYS_JOURNAL_PORT", "9002")
    told = service_env(make_stack(), Service.JOURNAL)
    assert told["BOTHWAYS_HEALTH_PORT"] == "9002"


@pytest.mark.parametrize("nonsense", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    monkeypatch.setenv("BOTHWAYS_PORT", nonsense)
    with pytest.raises(Trouble, match=f"BOTHWAYS_PORT={nonsense} is not a port"):
        _ = PORTS[Service.GATEWAY].port


def test_the_stack_survives_being_written_and_read() -> None:
    stack = make_stack()
    assert Stack.model_validate_json(stack.model_dump_json()) == stack
