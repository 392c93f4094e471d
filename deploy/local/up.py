"""`make up`: servers, topology, services, demo; then it watches over them until it is told to stop."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
from rich.console import Console

from deploy.local import lease, services, web
from deploy.local.demo.history import begin_in_the_past
from deploy.local.places import ROOT, state_folder
from deploy.local.servers import Servers
from deploy.local.services import Services
from deploy.local.stack import Stack, stack_file
from deploy.local.steps import Steps
from deploy.local.trouble import Trouble

READY_PATIENCE = 90.0


def up(console: Console, servers_only: bool = False) -> None:
    """Returns when Ctrl-C or `make down` has stopped it, everything ended in order."""
    started = time.monotonic()
    steps = Steps(console)
    with lease.held(), _stop_signals():
        if not servers_only:
            services.require_free_ports()
        shutil.rmtree(state_folder() / "logs", ignore_errors=True)
        stack = Stack.load() or Stack.new()
        services.write_down_urls(stack)
        stack.save()
        with _servers(stack, steps) as servers:
            if servers_only:
                _announce_servers(console, stack, time.monotonic() - started)
                _watch(servers)
            _apply_topology(steps, stack)
            begin_in_the_past(stack.mongodb.url)
            with _services(stack, steps) as children, ThreadPoolExecutor() as aside:
                building = aside.submit(web.build)
                _load_demo(stack)
                with steps.step("The web client is built", "Web client ready"):
                    building.result()
                _welcome(console, stack, time.monotonic() - started)
                _watch(servers, children)


def up_detached(console: Console, arguments: list[str]) -> None:
    """The same in the background; returns when it is ready."""
    lease.require_none()
    log = state_folder() / "up.log"
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("wb") as output:
        command = [sys.executable, "-m", "deploy.local", "up", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
    while lease.holder() != process.pid or not lease.is_ready():
        if process.poll() is not None:
            raise Trouble(log.read_text().strip().removeprefix("✗ "))
        time.sleep(0.1)
    console.print(log.read_text().strip(), markup=False, highlight=False)
    console.print("It runs in the background; `make down` stops it.", highlight=False)
    process.returncode = 0  # left to itself on purpose


class _Stopped(Exception):
    """Ctrl-C, SIGTERM or a closed terminal."""


@contextmanager
def _stop_signals() -> Iterator[None]:
    """A signal ends the work wherever it is; a second one does not break into the orderly stop."""

    def stop(number: int, frame: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    except _Stopped:
        return
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _servers(stack: Stack, steps: Steps) -> Iterator[Servers]:
    servers = Servers(stack)
    try:
        servers.start(steps)
        yield servers
    finally:
        with steps.step("The servers stop", "Servers stopped"):
            servers.stop()


@contextmanager
def _services(stack: Stack, steps: Steps) -> Iterator[Services]:
    children = Services(stack)
    try:
        with steps.step("The services start", "Services ready"):
            children.start()
            _wait_until_ready(stack, children)
        yield children
    finally:
        with steps.step("The services finish what they hold", "Services stopped"):
            children.stop()


def _watch(servers: Servers, children: Services | None = None) -> None:
    lease.declare_ready()
    while True:
        servers.require_alive()
        if children:
            children.require_alive()
        time.sleep(0.5)


def _apply_topology(steps: Steps, stack: Stack) -> None:
    with steps.step("Exchanges and queues are declared", "Exchanges and queues declared"):
        run_tool(stack, "deploy.ops", "topology", "apply", quiet=True)


def _wait_until_ready(stack: Stack, children: Services) -> None:
    """The gateway knows of every service by its heartbeat; ready means all of them are."""
    deadline = time.monotonic() + READY_PATIENCE
    while not _is_ready(stack):
        children.require_alive()
        if time.monotonic() > deadline:
            raise Trouble("The services are not ready.", f"less {state_folder()}/logs/*.log")
        time.sleep(0.2)


def _is_ready(stack: Stack) -> bool:
    try:
        answer = httpx2.get(f"{stack.gateway_url}/v1/status", timeout=5)
        return answer.status_code == httpx2.codes.OK and bool(answer.json().get("ready"))
    except (httpx2.HTTPError, ValueError):
        return False


def _load_demo(stack: Stack) -> None:
    """The demo shows its own progress, and whom to sign in as."""
    run_tool(stack, "deploy.local.demo")


def run_tool(stack: Stack, module: str, *arguments: str, quiet: bool = False) -> None:
    """A module of this repository with the administrator's access."""
    command = [sys.executable, "-m", module, *arguments]
    env = {**os.environ, **services.operator_env(stack)}
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=output, stderr=output, text=True, check=False)
    if done.returncode:
        said = f"{done.stdout or ''}{done.stderr or ''}".strip() or "see above"
        raise Trouble(f"{' '.join([module, *arguments])} failed: {said}")


def _announce_servers(console: Console, stack: Stack, seconds: float) -> None:
    rabbit, mongo = stack.rabbitmq, stack.mongodb
    console.print(f"[bold]Servers ready[/] in {seconds:.1f} s. Ctrl-C stops them.")
    console.print(f"  RabbitMQ {rabbit.version}  {rabbit.management_url}")
    console.print(f"  MongoDB {mongo.version}   127.0.0.1:{mongo.port}")
    console.print(f"  Mail         kept in {state_folder() / 'mail'}")
    console.print(f"  Credentials  {stack_file()}")


def _welcome(console: Console, stack: Stack, seconds: float) -> None:
    console.print(f"\n[bold green]Bothways is running[/] (after {seconds:.1f} s). Ctrl-C stops it.", highlight=False)
    console.print(f"  [bold]Open         {stack.gateway_url}[/]   and sign in with one click")
    console.print(f"  API          {stack.gateway_url}/docs   events {stack.gateway_url}/asyncapi")
    console.print(f"  RabbitMQ     {stack.rabbitmq.management_url}   login in {stack_file()}")
    console.print(f"  Mail         {state_folder() / 'mail'}")
    console.print(f"  Logs         {state_folder() / 'logs'}   (make logs)")
