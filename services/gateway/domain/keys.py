"""What people and groups are found by in a directory, written so that equal things are equal texts. Pure."""

import unicodedata


def exact(text: str) -> str:
    """As ids are compared."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """As names and addresses are compared: in whatever case."""
    return exact(exact(text).lower())


def id_key(own_id: str) -> str:
    """By the id of the house."""
    return f"id:{own_id}"


def external_id_key(external_id: str) -> str:
    """By a directory's own id."""
    return f"external-id:{exact(external_id)}"


def user_name_key(name: str) -> str:
    """By the name in a directory."""
    return f"user-name:{folded(name)}"


def display_name_key(name: str) -> str:
    """By the name that others see."""
    return f"display-name:{folded(name)}"


def email_key(address: str) -> str:
    """By a mail address."""
    return f"email:{folded(address)}"


def member_key(member_id: str) -> str:
    """A group by somebody in it."""
    return f"member:{member_id}"


def manager_key(manager_id: str) -> str:
    """People by whom they report to."""
    return f"manager:{folded(manager_id)}"
