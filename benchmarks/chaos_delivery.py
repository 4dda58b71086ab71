"""The fault run of delivery: `python benchmarks/chaos_delivery.py [kills] [messages] [seed]`.

50 kills of dispatchers by default, 300 mails and 300 Slack messages, an eighth of all answers faulty. Exit code 1 where a message was lost,
or came under another id.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests import delivery_chaos


def main() -> None:
    given = [int(word) for word in sys.argv[1:4]]
    kills, messages, seed = (*given, *(50, 300, 1)[len(given) :])
    print(f"seed {seed}: {kills} kills, {messages} mails and {messages} Slack messages")
    with tempfile.TemporaryDirectory(prefix="diwan-") as folder:
        report = delivery_chaos.run(Path(folder), messages=messages, kills=kills, seed=seed, most_seconds=1200)
    print(
        f"{report.seconds:.0f} s: {report.arrived} of {report.messages} messages arrived, {report.repeats} came again under the same id "
        f"({report.unproven} answers were lost after the message was taken; {report.unexplained} repeats without such a reason), {report.by_hand} dead letters sent again by hand, "
        f"{report.faults} faults, {report.kills} kills"
    )
    for sentence in report.wrong():
        print(f"WRONG: {sentence}")
    sys.exit(1 if report.wrong() else 0)


if __name__ == "__main__":
    main()
