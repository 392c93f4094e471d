"""What clients seal is taken in exactly one shape, so that nothing readable and no private key travels along."""

import base64
import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from libs.common.contracts.entries import SetKey
from libs.common.contracts.jwe import BackupJwe, Jwe, PublicJwk
from tests.support.devices import Device, p256, x25519

ADA, BOB = p256(), x25519()
SEALED = ADA.seal("the planted phrase", BOB)
BACKUP = ADA.backup("correct horse battery staple")
JWK: TypeAdapter[PublicJwk] = TypeAdapter(PublicJwk)
PLAIN = base64.urlsafe_b64encode(b"plain text").decode().rstrip("=")


def of_header(header: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")


def in_first(**changes: Any) -> dict[str, Any]:
    """The header of the first recipient, changed."""
    first, *rest = SEALED["recipients"]
    header = {name: value for name, value in {**first["header"], **changes}.items() if value is not None}
    return {**SEALED, "recipients": [{**first, "header": header}, *rest]}


def test_what_a_well_kept_library_seals_for_two_is_taken_and_comes_back_as_it_was() -> None:
    taken = Jwe.model_validate(SEALED)
    assert taken.model_dump(mode="json") == SEALED
    assert [header.kid for header in taken.headers] == [ADA.kid, BOB.kid]
    assert [device.open(taken.model_dump(mode="json")) for device in (ADA, BOB)] == ["the planted phrase"] * 2


def test_headers_may_stand_in_the_protected_part_as_some_libraries_have_it() -> None:
    (one,) = ADA.seal("x")["recipients"]
    whole = {**ADA.seal("x"), "protected": of_header({"enc": "A256GCM", **one["header"]}), "recipients": [one]}
    with pytest.raises(ValidationError):
        Jwe.model_validate(whole)  # said twice
    moved = {**whole, "recipients": [{"encrypted_key": one["encrypted_key"]}]}
    assert [header.kid for header in Jwe.model_validate(moved).headers] == [ADA.kid]


@pytest.mark.parametrize(
    "wrong",
    [
        {**SEALED, "unprotected": {"note": "plain text"}},
        {**SEALED, "aad": PLAIN},
        {**SEALED, "text": "plain text"},
        {**SEALED, "protected": of_header({"enc": "A256GCM", "cty": "plain text"})},
        {**SEALED, "protected": of_header({"enc": "A128CBC-HS256"})},
        {**SEALED, "protected": PLAIN},
        {**SEALED, "protected": of_header({})},
        {**SEALED, "ciphertext": "plain text"},
        {**SEALED, "ciphertext": ""},
        {**SEALED, "ciphertext": "A" * 120_001},
        {**SEALED, "iv": "AAAA"},
        {**SEALED, "tag": "AAAA"},
        {**SEALED, "recipients": []},
        {**SEALED, "recipients": [*SEALED["recipients"], SEALED["recipients"][0]]},
        in_first(kid=None),
        in_first(kid="ada"),
        in_first(alg="ECDH-ES"),
        in_first(alg="RSA-OAEP-256"),
        in_first(apu="plain text"),
        in_first(epk=ADA.key.as_dict(private=True)),
        in_first(epk={"kty": "EC", "crv": "P-384", "x": "A" * 43, "y": "A" * 43}),
        BACKUP,
    ],
)
def test_every_other_shape_is_refused_without_a_word_of_what_was_sent(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Jwe.model_validate(wrong)
    assert "plain text" not in str(refused.value)


@pytest.mark.parametrize("device", [ADA, BOB])
def test_a_public_key_is_taken_and_a_private_one_refused_without_repeating_it(device: Device) -> None:
    assert JWK.validate_python(device.jwk).model_dump() == device.jwk
    private = device.key.as_dict(private=True)
    with pytest.raises(ValidationError) as refused:
        SetKey.model_validate({"jwk": private, "version": 0})
    assert str(private["d"]) not in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {**ADA.jwk, "crv": "P-384"},
        {**ADA.jwk, "x": "A"},
        {**BOB.jwk, "crv": "Ed25519"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": "oct", "k": "AAAA"},
    ],
)
def test_a_key_for_anything_else_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        JWK.validate_python(wrong)


def test_a_backup_is_under_a_passphrase_with_enough_rounds() -> None:
    assert BackupJwe.model_validate(BACKUP).model_dump(mode="json") == BACKUP
    (one,) = BACKUP["recipients"]
    for header in ({**one["header"], "p2c": 1000}, {**one["header"], "alg": "PBES2-HS256+A128KW"}):
        with pytest.raises(ValidationError):
            BackupJwe.model_validate({**BACKUP, "recipients": [{**one, "header": header}]})
    for other in (SEALED, ADA.seal("x")):
        with pytest.raises(ValidationError):
            BackupJwe.model_validate(other)
