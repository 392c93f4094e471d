"""A mail as MIME: text and HTML, and the headers that tell programs what it is."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from services.notifications.channels.calendar import calendar_of, method_of
from services.notifications.ports import Mail, Undeliverable

BAD_ADDRESS = "bad-address"


def compose(mail: Mail, sender: Address) -> EmailMessage:
    """The same mail gives the same headers, whenever it is tried. Each stands once, so that a relay can sign it."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = mail.date
    message["From"] = sender
    message["To"] = reader = deliverable(mail.name, mail.address)
    message["Subject"] = mail.title
    if mail.thread:
        # Nobody has ever got the mail of this id: that is how threads begin that have no first mail.
        message["In-Reply-To"] = message["References"] = mail.thread
    message["List-ID"] = f"Bothways <{mail.kind}.{mail.org}.bothways.{sender.domain}>"
    if mail.refusal:
        # One click in the reader's program (RFC 8058); a GET alone, which scanners send too, changes nothing.
        message["List-Unsubscribe"] = f"<{mail.refusal}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # No holiday answers: RFC 3834 for most, the other for Exchange.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Bothways-Template"] = mail.template
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.entry:
        # The last of the alternatives (RFC 6047): programs that know calendars take it, the others show the page.
        method = method_of(mail.entry)
        content = calendar_of(mail.entry, sender, reader)
        message.add_alternative(content, subtype="calendar", cte="quoted-printable", params={"method": method})
    # Last, because every Content- header that is there before moves into the first part.
    message["Content-Language"] = mail.locale
    return message


def deliverable(name: str, address: str) -> Address:
    """The address with its domain in ASCII; Undeliverable where it is none."""
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        # The parser knows no letters beyond ASCII before the @, mail servers with SMTPUTF8 do.
        ascii_local = "".join(c if c.isascii() else "x" for c in local)
        Address(addr_spec=f"{ascii_local}@{ascii_domain}")
    except (ValueError, HeaderParseError, IndexError):
        raise Undeliverable(BAD_ADDRESS, is_final_for_address=True) from None
    return Address(name, username=local, domain=ascii_domain)
