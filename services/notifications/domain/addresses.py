"""Mail addresses: when two are one mailbox, and at which domain it is."""


def mailbox(address: str) -> str:
    """The same for every way to write an address. What follows a plus is the reader's own and reaches the same one."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local.casefold().partition('+')[0]}@{_ascii(domain)}"


def domain_of(address: str) -> str:
    """The domain, as every mail server writes it; empty where there is no address."""
    return _ascii(address.strip().rpartition("@")[2])


def _ascii(domain: str) -> str:
    try:
        return domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return domain.lower()
