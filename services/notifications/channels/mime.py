"""A mail as MIME: text and HTML, and the headers that tell programs what it is."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from services.notifications.ports import Mail, Undeliverable

BAD_ADDRESS = "bad-address"


def compose(mail: Mail, sender: Address) -> EmailMessage:
    """The same mail gives the same headers, whenever it is tried."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = mail.date
    message["From"] = sender
    message["To"] = Address(mail.name, addr_spec=deliverable(mail.address))
    message["Subject"] = mail.title
    message["List-ID"] = f"Bothways <{mail.org}.bothways.{sender.domain}>"
    # No holiday answers: RFC 3834 for most, the other for Exchange.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = mail.locale
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message


def deliverable(address: str) -> str:
    """The address with its domain in ASCII; Undeliverable where it is none."""
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        return Address(addr_spec=f"{local}@{ascii_domain}").addr_spec
    except (ValueError, HeaderParseError, IndexError):
        raise Undeliverable(BAD_ADDRESS) from None
