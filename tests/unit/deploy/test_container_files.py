"""The Dockerfile and the compose file are right by their own checkers and by what the services really need."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from deploy.ops.env_example import settings_classes
from libs.common.contracts import Service
from libs.common.settings import CommonSettings

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
DOCKERFILE, COMPOSE = DEPLOY / "Dockerfile", DEPLOY / "compose.yaml"
PROGRAMS = Path(sys.executable).parent
SETTINGS = settings_classes()
SET_BY_THE_IMAGE = set(re.findall(r"\b(BOTHWAYS_\w+)=", DOCKERFILE.read_text()))


def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(COMPOSE.read_text())
    return found


def check_compose(file: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check_dockerfile(file: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / "hadolint"), "--no-color", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def model_of(service: Service) -> type[CommonSettings]:
    return SETTINGS.get(service, CommonSettings)


def test_the_compose_file_follows_its_specification() -> None:
    done = check_compose(COMPOSE)
    assert done.returncode == 0, done.stdout


def test_a_wrong_compose_file_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(COMPOSE.read_text().replace("restart: unless-stopped", "restrat: unless-stopped"))
    assert "restrat" in check_compose(wrong).stdout


def test_the_dockerfile_is_clean() -> None:
    done = check_dockerfile(DOCKERFILE)
    assert done.returncode == 0, done.stdout


def test_a_careless_dockerfile_is_found(tmp_path: Path) -> None:
    careless = tmp_path / "Dockerfile"
    careless.write_text("FROM python:latest\nRUN cd /app && pip install requests\n")
    assert "DL3007" in check_dockerfile(careless).stdout


def test_nothing_runs_as_root_and_nothing_is_installed_without_its_hash() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE.read_text(), flags=re.MULTILINE)[1:]
    final = {
        name: stage for stage in stages for name in re.findall(r"^.* AS (ops|service)$", stage, flags=re.MULTILINE)
    }
    assert {name: "\nUSER 10001\n" in stage for name, stage in final.items()} == {"ops": True, "service": True}
    installs = re.findall(r"pip install (.*)", DOCKERFILE.read_text())
    assert installs
    assert all("--require-hashes" in arguments for arguments in installs)
    assert not re.search(r"curl|wget|ADD http", DOCKERFILE.read_text())


def test_every_image_is_pinned() -> None:
    images = [service["image"] for service in compose()["services"].values()]
    foreign = [image for image in images if not image.startswith("bothways/")]
    assert all(":" in image and not image.endswith(":latest") for image in foreign)


@pytest.mark.parametrize("service", Service)
def test_a_service_is_told_all_it_needs_and_nothing_it_does_not_know(service: Service) -> None:
    told = compose()["services"][service]["environment"].keys() | SET_BY_THE_IMAGE
    fields = model_of(service).model_fields
    known = {f"BOTHWAYS_{name.upper()}" for name in fields}
    required = {f"BOTHWAYS_{name.upper()}" for name, field in fields.items() if field.is_required()}
    assert required <= told
    assert told - SET_BY_THE_IMAGE <= known


@pytest.mark.parametrize("service", Service)
def test_a_service_is_locked_in_and_built_from_its_own_parts(service: Service) -> None:
    told = compose()["services"][service]
    assert told["build"]["args"] == {"SERVICE": service}
    assert told["environment"]["BOTHWAYS_DATABASE"] == f"bothways_{service}"
    assert (told["read_only"], told["cap_drop"], told["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert told["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
    grace = int(told["stop_grace_period"].removesuffix("s"))
    assert grace > CommonSettings.model_fields["drain_timeout"].default.total_seconds()


def test_no_secret_has_a_default() -> None:
    secret = re.compile(r"\$\{(BOTHWAYS_\w*(?:KEY|PASSWORD)\w*)([^}]*)\}")
    found = secret.findall(COMPOSE.read_text())
    assert {name for name, _ in found} >= {"BOTHWAYS_ASK_KEY", "BOTHWAYS_TOKEN_KEY", "BOTHWAYS_RABBITMQ_PASSWORD"}
    optional = {"BOTHWAYS_VAPID_KEY": "without it push is off", "BOTHWAYS_TOKEN_KEY": "no production has one"}
    assert {name for name, rest in found if rest != ":?"} == optional.keys()
    assert {rest for _, rest in found} == {":?", ":-"}, "nothing instead of it"


def test_only_the_gateway_can_be_reached_and_only_from_this_machine() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["gateway"]
    assert all(port.startswith("127.0.0.1:") for port in services["gateway"]["ports"])
    assert {name: services[name]["networks"] for name in ("rabbitmq", "mongodb")} == {
        "rabbitmq": ["inside"],
        "mongodb": ["inside"],
    }
