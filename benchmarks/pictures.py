"""Pictures of the messages for docs/images: `python benchmarks/pictures.py [folder]`, with Chromium on the path.

Renders the sample digest (tests/worker/digest/sample.py) and the sample alert (tests/worker/alert/sample.py) in three languages, at 700 and
360 px, light and dark.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.worker.alert.sample import a_message, an_item
from tests.worker.digest.builders import NOW
from tests.worker.digest.sample import a_digest
from worker.digest.render import render
from worker.digest.sign import SignedLinks
from worker.knowledge.wording import wording
from worker.web import pages

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def shoot(browser: str, page: Path, picture: Path, *, width: int, height: int, dark: bool) -> None:
    """A picture of a page. Chromium's window is at least 500 px wide, so a narrow page stands in a frame of its own."""
    with tempfile.TemporaryDirectory() as profile:
        frame = Path(profile) / "frame.html"
        scheme = "dark" if dark else "light"
        frame.write_text(
            f'<meta name="color-scheme" content="{scheme}"><style>body{{margin:0}}iframe{{border:0;width:{width}px;height:{height}px;color-scheme:{scheme}}}</style>'
            f'<iframe src="file://{page}"></iframe>'
        )
        command = [
            browser,
            *FLAGS,
            f"--user-data-dir={profile}/p",
            f"--screenshot={picture}",
            f"--window-size={max(width, 500)},{height}",
        ]
        if dark:
            command.append("--blink-settings=preferredColorScheme=0")
        subprocess.run([*command, f"file://{frame}"], check=True, capture_output=True, timeout=120)
    shrink(picture, width)


def shrink(picture: Path, width: int) -> None:
    """Crop to the page and reduce to 64 colours, where Pillow is at hand."""
    try:
        from PIL import Image, ImageChops
    except ImportError:
        return
    image = Image.open(picture).convert("RGB")
    image = image.crop((0, 0, width, image.height))
    edge = ImageChops.difference(image, Image.new("RGB", image.size, image.getpixel((1, image.height - 2)))).getbbox()
    if edge:
        image = image.crop((0, 0, width, min(image.height, edge[3] + 16)))
    image.quantize(64).save(picture, optimize=True)


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium on the path")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for language in ("en", "ar", "ckb"):
            page = Path(work) / f"{language}.html"
            links = SignedLinks("https://diwan.example", "key of the pictures", now=NOW)
            html = render(a_digest(language), links=links).html
            page.write_text(html, encoding="utf-8")
            print(f"{language}: {len(html.encode()):,} bytes")
            for width, height, dark in ((700, 2560, False), (360, 3300, False), (700, 2560, True)):
                name = f"digest-{language}-{width}{'-dark' if dark else ''}.png"
                shoot(browser, page, folder / name, width=width, height=height, dark=dark)
            asked = pages.say("ask_yes", language)
            line = wording().line(a_digest(language).headline[0].meeting, language)
            asking = Path(work) / f"page-{language}.html"
            asking.write_text(pages.page(asked, language, lines=[line], button=pages.say("do_yes", language), depth=0))
            (Path(work) / "page.css").write_text(pages.style())
            shoot(browser, asking, folder / f"page-{language}-360.png", width=360, height=460, dark=language == "ar")
            alert = Path(work) / f"alert-{language}.html"
            alert.write_text(a_message(language, an_item(), links=links).html, encoding="utf-8")
            for width, dark in ((700, False), (360, False), (360, True)):
                name = f"alert-{language}-{width}{'-dark' if dark else ''}.png"
                shoot(browser, alert, folder / name, width=width, height=900, dark=dark)


if __name__ == "__main__":
    main()
