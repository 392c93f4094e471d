"""The users, the virtual host and the permissions RabbitMQ imports when it starts."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from libs.common.contracts import Service
from libs.common.topology import Permissions, permissions_of

VHOST = "bothways"
ADMIN = "admin"


EVERYTHING = Permissions(configure=".*", write=".*", read=".*")


def hash_password(password: str, salt: bytes) -> str:
    """RabbitMQ's own format: four bytes of salt, then SHA-256 of salt and password."""
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def definitions(admin_password: str, service_passwords: Mapping[str, str], vhost: str = VHOST) -> dict[str, Any]:
    """What `load_definitions` reads; with it in place RabbitMQ makes no guest user."""
    users = [_user(ADMIN, admin_password, "administrator")]
    users += [_user(name, password, "") for name, password in service_passwords.items()]
    permissions = {ADMIN: EVERYTHING} | {name: permissions_of(Service(name)) for name in service_passwords}
    return {
        "users": users,
        "vhosts": [{"name": vhost}],
        "permissions": [_grant(name, vhost, permission) for name, permission in permissions.items()],
    }


def _user(name: str, password: str, tags: str) -> dict[str, str]:
    return {
        "name": name,
        "password_hash": hash_password(password, secrets.token_bytes(4)),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": tags,
    }


def _grant(user: str, vhost: str, permission: Permissions) -> dict[str, str]:
    return {
        "user": user,
        "vhost": vhost,
        "configure": permission.configure,
        "write": permission.write,
        "read": permission.read,
    }
