"""What RabbitMQ imports when it starts."""

import base64
import hashlib
import re

from deploy.local.definitions import definitions, hash_password

FOUR = {"gateway": "g", "matching": "m", "journal": "j", "notifications": "n"}


def test_a_password_is_hashed_as_rabbitmq_checks_it() -> None:
    hashed = base64.b64decode(hash_password("secret", b"salt"))
    assert hashed == b"salt" + hashlib.sha256(b"saltsecret").digest()


def test_no_password_is_written_in_the_clear() -> None:
    assert "s3cr3t" not in str(definitions("s3cr3t", {"gateway": "s3cr3t"}))


def test_only_the_administrator_is_one() -> None:
    tags = {user["name"]: user["tags"] for user in definitions("a", FOUR)["users"]}
    assert tags == {"admin": "administrator"} | dict.fromkeys(FOUR, "")


def test_a_service_may_touch_its_own_queues_and_no_other_services() -> None:
    grants = {grant["user"]: grant for grant in definitions("a", FOUR)["permissions"]}
    for service in FOUR:
        assert re.search(grants[service]["read"], f"{service}.events")
        for other in set(FOUR) - {service}:
            for kind in ("configure", "write", "read"):
                assert not re.search(grants[service][kind], f"{other}.events")


def test_everybody_is_granted_the_one_vhost() -> None:
    made = definitions("a", FOUR)
    assert made["vhosts"] == [{"name": "bothways"}]
    assert {grant["vhost"] for grant in made["permissions"]} == {"bothways"}
