"""Messages to people: one file per channel, one table of failures. `open_senders` is the step's verb."""

from worker.deliver.channels import CHANNELS, Config, Senders, fault, lacks, open_senders
from worker.deliver.email import Mail
from worker.deliver.owner import switch_off
from worker.deliver.sender import Receipt, Sender
from worker.deliver.webhook import signing_key

__all__ = [
    "CHANNELS", "Config", "Mail", "Receipt", "Sender", "Senders", "fault", "lacks", "open_senders", "signing_key", "switch_off",
]  # fmt: skip
