"""`.env.example` tells every setting of every service, and its defaults are the true ones."""

import re
from datetime import timedelta

import pytest
from pydantic import Field, SecretStr

from deploy.ops.env_example import FILE, env_example, section, settings_classes
from libs.common.settings import CommonSettings

NEEDED = {
    "BOTHWAYS_AMQP_URL": "amqp://guest@127.0.0.1/",
    "BOTHWAYS_MONGO_URL": "mongodb://127.0.0.1/",
    "BOTHWAYS_DATABASE": "bothways_example",
    "BOTHWAYS_ASK_KEY": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "BOTHWAYS_TOKEN_KEY": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "BOTHWAYS_OPERATOR_KEY": "only-for-this-very-test",
    "BOTHWAYS_MASTER_KEYS": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "BOTHWAYS_SMTP_HOST": "127.0.0.1",
}
"""What has no default; in the mail service's case also what a production has to say."""

SAID = dict(re.findall(r"^(?:# )?(BOTHWAYS_\w+)=(.*)$", FILE.read_text(), flags=re.MULTILINE))
MODELS = list(settings_classes().values())


def test_the_file_is_current() -> None:
    assert FILE.read_text() == env_example(), "run `make docs` and commit .env.example"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__module__)
def test_every_setting_is_told(model: type[CommonSettings]) -> None:
    assert {f"BOTHWAYS_{name.upper()}" for name in model.model_fields} <= SAID.keys()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__module__)
def test_what_is_empty_and_not_behind_a_hash_is_required(model: type[CommonSettings]) -> None:
    required = {f"BOTHWAYS_{name.upper()}" for name, field in model.model_fields.items() if field.is_required()}
    uncommented = {line.removesuffix("=") for line in FILE.read_text().splitlines() if line.startswith("BOTHWAYS_")}
    assert required == uncommented & {f"BOTHWAYS_{name.upper()}" for name in model.model_fields}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__module__)
def test_what_it_says_are_the_defaults(model: type[CommonSettings], monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in (NEEDED | {"BOTHWAYS_ENV": "test"}).items():
        monkeypatch.setenv(variable, value)
    bare = model()
    for variable, value in SAID.items():
        if value and variable not in NEEDED and variable != "BOTHWAYS_ENV":
            monkeypatch.setenv(variable, value)
    assert model() == bare


class Example(CommonSettings):
    """Settings of all kinds."""

    plain: int = 3
    wait: timedelta = timedelta(minutes=2)
    """How long to wait. A sentence that is so long that it needs a second line, because
    it has to explain, to whoever reads it, what waiting means."""
    many: tuple[str, ...] = ("a", "b")
    secret: SecretStr = Field(repr=False)


def test_a_setting_is_written_with_its_words_and_its_default() -> None:
    assert list(section("an example", Example))[1:] == [
        "# BOTHWAYS_PLAIN=3",
        "",
        "# How long to wait. A sentence that is so long that it needs a second line, because it has to",
        "# explain, to whoever reads it, what waiting means.",
        "# BOTHWAYS_WAIT=PT2M",
        '# BOTHWAYS_MANY=["a", "b"]',
        "BOTHWAYS_SECRET=",
        "",
    ]
