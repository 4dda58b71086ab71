"""Mail over SMTP, with the standard library. One connection serves the mails of a batch.

The Message-ID is made from the delivery's key, so a mail that is sent twice (a server that drops the line after DATA leaves no proof)
carries the same id both times. Mails of one thread refer to one root id, which needs no memory of what was sent before.
"""

import base64
import binascii
import hashlib
import html
import re
import smtplib
import socket
import ssl
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import Message
from email.utils import format_datetime, formataddr, parseaddr

from storage.records import Delivery, Recipient
from worker.deliver.failures import Meaning, Unreachable, failed, smtp_meaning
from worker.deliver.sender import Receipt
from worker.errors import ConfigError, DeliveryError

LONGEST_SUBJECT = 200
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SECURITY = ("starttls", "tls", "none")
_KEPT_FORMAT = frozenset("\u200c\u200d\u2066\u2067\u2068\u2069")  # joiners and isolates, which Arabic script needs
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all but tab and line feed
_MAY_BE_SET = frozenset(
    {"content-language", "list-id", "x-diwan-kind", "x-diwan-watch", "x-diwan-meeting", "importance", "x-priority"}
)

# the words of the link that ends the mails, for programs that show no button for List-Unsubscribe, by Content-Language
_STOP = {
    "en": "Stop messages to this address",
    "ar": "إيقاف الرسائل إلى هذا العنوان",
    "ckb": "ڕاگرتنی نامەکان بۆ ئەم ناونیشانە",
}


class _OnOneLine(policy.Compat32):
    """Writes a header of plain ASCII as it stands: ours are far below the 998 characters of RFC 5322, and a link is not to be folded."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if value.isascii():
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


_LINES = _OnOneLine(linesep="\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where mail goes through. `security` is starttls, tls or none; none is for loopback only."""

    host: str
    port: int = 587
    user: str = ""
    password: str = ""
    security: str = "starttls"
    sender: str = "Diwan <diwan@localhost>"
    timeout: float = 20.0

    def __repr__(self) -> str:
        return f"Mail(host={self.host!r}, port={self.port})"


def check(mail: Mail) -> None:
    """Refuse settings that would send secrets in the clear. Raises ConfigError naming the setting."""
    if mail.security not in SECURITY:
        raise ConfigError(f"DIWAN_SMTP_SECURITY is {mail.security!r}, expected starttls, tls or none")
    if mail.security == "none" and mail.host not in LOOPBACK:
        raise ConfigError(
            f"DIWAN_SMTP_SECURITY is none with the server {mail.host!r}: only a server on this machine may be spoken to in the clear"
        )
    if _address(mail.sender) is None:
        raise ConfigError(f"DIWAN_MAIL_FROM is {mail.sender!r}, expected a mail address")


def header_text(text: str, limit: int = LONGEST_SUBJECT) -> str:
    """Text fit for one header: no line breaks, control or direction-override characters, nothing that a mail program would decode
    (`=?...?=`), at most `limit` characters."""
    clean = "".join(
        char if char in _KEPT_FORMAT or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else " "
        for char in text
    )
    clean = " ".join(clean.replace("=?", "= ?").split())
    if len(clean) > limit:
        clean = clean[: limit - 1].rstrip() + "…"
    opened = sum(clean.count(char) for char in "\u2066\u2067\u2068") - clean.count("\u2069")
    return clean + "\u2069" * max(0, opened)


def message_id(key: str, domain: str) -> str:
    """`<key@domain>`: the same key gives the same id, two keys never share one."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", key).strip(".-")[:80]
    if safe != key:
        safe = f"{safe}.{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return f"<{safe}@{domain}>"


def compose(
    delivery: Delivery, recipient: Recipient, *, sender: str, now: datetime, unsubscribe: str | None = None
) -> "Message[str, str]":
    """The mail of a delivery: text, and HTML beside it where there is any.

    Of the old `Message`, not `EmailMessage`: that one parses each header it is given, and takes five times as long. What headers are
    given here was cleaned by `header_text` or made by us.

    Raises:
        DeliveryError: the recipient's address is none; permanent.
    """
    to, from_ = _address(recipient.address), _address(sender)
    if to is None or from_ is None:
        raise DeliveryError("not a mail address", permanent=True, gone=to is None)
    message = delivery.message
    said, page = _with_way_out(message.text, message.html, str(message.headers.get("Content-Language")), unsubscribe)
    text = _part("plain", said)
    if page:
        mail = _new_part()
        # neither coding of a part can hold "=_", so no search through the text for a boundary that it does not have
        mail["Content-Type"] = (
            f'multipart/alternative; boundary="=_{hashlib.sha256(delivery.key.encode()).hexdigest()[:32]}"'
        )
        mail.set_payload([text, _part("html", page)])
    else:
        mail = text
    mail["MIME-Version"] = "1.0"
    mail["From"], mail["To"] = _shown(from_), _shown(to)
    mail["Subject"] = header_text(message.subject) or "Diwan"
    mail["Date"] = format_datetime(now.astimezone(UTC))
    mail["Message-ID"] = message_id(delivery.key, from_.domain)
    if message.thread:
        root = message_id(f"thread-{message.thread}", from_.domain)
        mail["In-Reply-To"] = root
        mail["References"] = root
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["X-Diwan-Delivery"] = header_text(delivery.key)
    for name, value in message.headers.items():
        if name.lower() in _MAY_BE_SET:
            mail[name] = header_text(str(value))
    if unsubscribe:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def _with_way_out(text: str, page: str, language: str, unsubscribe: str | None) -> tuple[str, str]:
    """Text and HTML with a last line that ends these mails; as they are where there is no link, or nothing to put it into."""
    if not unsubscribe:
        return text, page
    words = _STOP.get(language, _STOP["en"])
    link = f'<a href="{html.escape(unsubscribe)}" style="color:#64748b">{words}</a>'
    line = (
        f'<p style="margin:0;padding:4px 8px 16px;text-align:center;font:12px/1.5 Tahoma,Arial,sans-serif">{link}</p>\n'
    )
    return f"{text.rstrip()}\n\n{words}: {unsubscribe}\n", page.replace("</body>", f"{line}</body>", 1)


def _new_part() -> "Message[str, str]":
    return Message(policy=_LINES)


def _part(subtype: str, text: str) -> "Message[str, str]":
    """Text in seven bits, which any server takes; in the shorter of the two codings."""
    clean = _CONTROL.sub("", text)
    foreign = len(clean) - len(clean.encode("ascii", "ignore"))
    raw = clean.replace("\n", "\r\n").encode()
    part = _new_part()
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    if foreign * 6 > len(clean):
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(raw).decode())
    else:
        part["Content-Transfer-Encoding"] = "quoted-printable"
        part.set_payload(binascii.b2a_qp(raw, istext=True).decode())
    return part


def _shown(address: Address) -> str:
    return formataddr((address.display_name, address.addr_spec), "utf-8")


def is_mail_address(text: str) -> bool:
    """Whether a mail can be addressed to it: `name@host`, or `Name <name@host>`."""
    return _address(text) is not None


def _address(text: str) -> Address | None:
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        return None
    name, address = parseaddr(text)
    local, at, domain = address.rpartition("@")
    if not at:
        return None
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return None
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain) or ".." in domain:
        return None
    return Address(display_name=header_text(name, 100), username=local, domain=domain)


class Email:
    """Sends mails. Keeps one connection open between mails; after any trouble the next mail gets a new one.

    Args:
        unsubscribe: the one-click link for a recipient, None where there is none.
        context: TLS settings; the system's by default.
    """

    def __init__(
        self,
        mail: Mail,
        *,
        clock: Callable[[], datetime],
        unsubscribe: Callable[[Recipient], str | None] = lambda _: None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        check(mail)
        self._mail = mail
        self._clock = clock
        self._unsubscribe = unsubscribe
        self._context = context
        self._line: smtplib.SMTP | None = None

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Send one mail. Raises DeliveryError, saying at which stage it failed."""
        mail = compose(
            delivery,
            recipient,
            sender=self._mail.sender,
            now=self._clock(),
            unsubscribe=self._unsubscribe(recipient),
        )
        from_, to = parseaddr(mail["From"])[1], parseaddr(mail["To"])[1]
        stage = "connect"
        try:
            fresh = self._line is None
            line = self._line or self._connect()
            stage = "sender"
            try:
                code, said = line.mail(from_)
            except (smtplib.SMTPServerDisconnected, OSError):
                if fresh:
                    raise
                self._drop()  # the server grew tired of the idle line
                stage = "connect"
                line = self._connect()
                stage = "sender"
                code, said = line.mail(from_)
            self._judge(stage, code, said)
            stage = "recipient"
            self._judge(stage, *line.rcpt(to))
            stage = "data"
            try:
                code, said = line.data(mail.as_bytes())
            except smtplib.SMTPDataError as error:
                code, said = error.smtp_code, _bytes(error.smtp_error)
            self._judge(stage, code, said)
        except DeliveryError:
            self._reset()
            raise
        except smtplib.SMTPServerDisconnected:
            self._drop()
            raise failed(Meaning.AGAIN, f"the mail server closed the line ({_AT[stage]})") from None
        except TimeoutError:
            self._drop()
            raise Unreachable(f"the mail server gave no answer in time ({_AT[stage]})") from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._drop()
            if stage == "connect":
                raise Unreachable(f"no connection to the mail server ({type(error).__name__})") from None
            raise failed(Meaning.AGAIN, f"mail: {type(error).__name__} ({_AT[stage]})") from None
        return Receipt(external_id=mail["Message-ID"])

    def _connect(self) -> smtplib.SMTP:
        mail = self._mail
        context = self._context or (ssl.create_default_context() if mail.security != "none" else None)
        own = _address(mail.sender)
        name = own.domain if own else "localhost"  # given, or smtplib would ask DNS for it, however long that takes
        try:
            line: smtplib.SMTP
            if mail.security == "tls":
                line = smtplib.SMTP_SSL(mail.host, mail.port, name, timeout=mail.timeout, context=context)
            else:
                line = smtplib.SMTP(mail.host, mail.port, name, timeout=mail.timeout)
        except smtplib.SMTPConnectError as error:
            raise self._failure("connect", error.smtp_code, _bytes(error.smtp_error)) from None
        except ssl.SSLError as error:
            raise failed(Meaning.AGAIN, f"mail server: TLS failed ({error.reason or 'handshake'})", after=300) from None
        except socket.gaierror:
            raise Unreachable("the name of the mail server is not known") from None
        self._line = line
        try:
            self._judge("connect", *line.ehlo())
            if mail.security == "starttls":
                self._start_tls(line, context)
            if mail.user:
                self._log_in(line)
        except DeliveryError:
            self._drop()
            raise
        return line

    def _start_tls(self, line: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        if not line.has_extn("starttls"):
            raise failed(Meaning.AGAIN, "the mail server offers no STARTTLS; see DIWAN_SMTP_SECURITY", after=300)
        try:
            self._judge("tls", *line.starttls(context=context))
        except ssl.SSLError as error:
            raise failed(Meaning.AGAIN, f"mail server: TLS failed ({error.reason or 'handshake'})", after=300) from None
        self._judge("connect", *line.ehlo())

    def _log_in(self, line: smtplib.SMTP) -> None:
        try:
            line.login(self._mail.user, self._mail.password)
        except smtplib.SMTPAuthenticationError as error:
            raise failed(
                smtp_meaning("login", error.smtp_code),
                f"the mail server refused our login ({error.smtp_code}); see DIWAN_SMTP_USER and DIWAN_SMTP_PASSWORD",
                after=300,
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise failed(Meaning.AGAIN, "the mail server takes no login; see DIWAN_SMTP_USER", after=300) from None

    def _judge(self, stage: str, code: int, said: bytes) -> None:
        if not 200 <= code < 400:
            raise self._failure(stage, code, said)

    def _failure(self, stage: str, code: int, said: bytes) -> DeliveryError:
        words = header_text(said.decode("utf-8", "replace"), 160)
        return failed(smtp_meaning(stage, code, words), f"mail server: {code} {words} ({_AT[stage]})")

    def _reset(self) -> None:
        """Make the line ready for the next mail, or drop it."""
        if self._line is None:
            return
        try:
            code, _ = self._line.rset()
        except (smtplib.SMTPException, OSError):
            code = 0
        if code != 250:
            self._drop()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        if self._line is not None:
            try:
                self._line.quit()
            except (smtplib.SMTPException, OSError):
                self._line.close()
            self._line = None


_AT = {
    "connect": "at the greeting",
    "tls": "at STARTTLS",
    "login": "at login",
    "sender": "at the sender",
    "recipient": "at the recipient",
    "data": "after the text; it may have been taken",
}


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
