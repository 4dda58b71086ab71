"""Mail over TLS: what is encrypted, and whose certificate is believed."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP

from tests.worker.deliver.builders import a_delivery, a_recipient, clock
from worker.deliver.email import Email, Mail
from worker.demo.mailbox import Mailbox
from worker.errors import DeliveryError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")


class TlsMailbox(Mailbox):
    """Takes mail after STARTTLS only."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.certificate = folder / "cert.pem"
        key = folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(self.certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(self.certificate, key)

    async def _listen(self) -> asyncio.Server:
        def session() -> SMTP:
            return SMTP(self, hostname="localhost", loop=self._loop, tls_context=self._context, require_starttls=True)

        return await self._loop.create_server(session, "127.0.0.1", 0)


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[TlsMailbox]:
    with TlsMailbox(tmp_path) as opened:
        yield opened


def test_mail_goes_encrypted_to_a_server_whose_certificate_is_believed(mailbox: TlsMailbox) -> None:
    context = ssl.create_default_context(cafile=str(mailbox.certificate))
    sender = Email(Mail(host="127.0.0.1", port=mailbox.port, sender="d@house.example"), clock=clock, context=context)
    sender.send(a_delivery(), a_recipient())
    sender.close()
    assert len(mailbox.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent(mailbox: TlsMailbox) -> None:
    mail = Mail(host="127.0.0.1", port=mailbox.port, user="u", password="canary", sender="d@house.example")
    with pytest.raises(DeliveryError, match="TLS failed") as caught:
        Email(mail, clock=clock).send(a_delivery(), a_recipient())
    assert not caught.value.permanent
    assert "canary" not in str(caught.value)
    assert mailbox.mails == []
