"""Words in a text, whatever the script: Latin words as they stand, Arabic and Kurdish ones with what is attached to them.

`\\b` knows nothing of the attached "and", "in", "the" of Arabic, nor of Kurdish endings, and outlets write ي and ی, ك and ک, ه and ە as they
please; both sides are folded first. A final `*` lets a Latin word go on.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ھ": "ه", "ؤ": "و", "ۆ": "و",
        "ێ": "ی", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "ـ": None, "\u200c": None, "\u200d": None, "\u00ad": None,
    }
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


def fold(text: str) -> str:
    """Text with letters that mean the same made the same: case, accents, Arabic and Kurdish variants."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    return _MARKS.sub("", plain).translate(_LETTERS)


@lru_cache(maxsize=20_000)
def pattern(word: str) -> re.Pattern[str]:
    """What finds a word or phrase in folded text."""
    open_end = word.endswith("*")
    parts = [re.escape(part) for part in _parts(word)]
    if any("\u0600" <= char <= "\u06ff" for char in word):
        last = len(parts[-1]) if parts else 0
        ending = min(max(last - 2, 0) * 2, 5)  # a short word with a long ending is another word
        body = r"\w{0,4}\s+(?:ال)?".join(parts)
        return re.compile(rf"(?<!\w)[وفبلک]{{0,2}}(?:ال|لل)?{body}\w{{0,{ending}}}(?!\w)")
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + (r"\w*" if open_end else "") + r"(?!\w)")


@lru_cache(maxsize=200_000)
def core(word: str) -> str:
    """The longest part of a word or phrase, folded: where it is not in a text, the phrase is not."""
    return max(_parts(word), key=len, default="")


def _parts(word: str) -> list[str]:
    """The words of a phrase, folded; without the article, which stands before the word in other shapes too (لل, بال)."""
    parts = fold(word.removesuffix("*")).split()
    return [part.removeprefix("ال") if len(part) > 4 else part for part in parts]


def find(word: str, folded: str) -> bool:
    """Whether a word or phrase stands in text that went through `fold`."""
    part = core(word)
    return bool(part) and part in folded and pattern(word).search(folded) is not None
