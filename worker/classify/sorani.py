"""Sorani words in Latin letters by rule: it writes its vowels, so that names which no pairs have taught much of can be read aloud."""

import re

_LETTERS_AR = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "dh", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ی": "y", "ء": "", "پ": "p",
    "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g", "آ": "a",
}  # fmt: skip

_LETTERS_CKB = {
    **_LETTERS_AR,
    "ڕ": "r",
    "ڵ": "l",
    "ك": "k",
    "ژ": "j",
    "ح": "h",
    "ع": "",
    "ئ": "",
    "ؤ": "o",
    "أ": "a",
    "ة": "a",
}
_SORANI_VOWELS = frozenset("اەۆێ")


def in_new_spelling(text: str) -> str:
    """Folded text, or such in the old spelling, has ه for the vowel ە, too: there it is one behind a consonant and before no vowel ("ئهمیر", not "نهاد")."""
    return text if "ە" in text else re.sub(r"(?<=[^\Wاەۆێهوی])ه(?![اۆێ])", "ە", text)


def as_sorani_says(word: str) -> str:
    """Sorani writes its vowels. `word` is as written (or folded, where ه stands for ە too); و and ی are vowels between consonants."""
    word = word.replace("ه\u200c", "ە").replace("\u200c", "").replace("ي", "ی").replace("ى", "ی").replace("\u0640", "")
    word = in_new_spelling(word)
    word = word.replace("وو", "û").replace("یی", "ی")
    out: list[str] = []
    size = len(word)
    for i, char in enumerate(word):
        before = word[i - 1] if i else ""
        after = word[i + 1] if i + 1 < size else ""
        if char in "اە":
            out.append("" if out and out[-1] == "a" else "a")
        elif char == "ۆ":
            out.append("o")
        elif char == "û":
            out.append("u")
        elif char == "ێ":
            out.append("e")
        elif char == "و":
            glide = i == 0 or before in _SORANI_VOWELS or (after in _SORANI_VOWELS and after != "")
            out.append("w" if glide else "o" if before == "ئ" else "u")
        elif char == "ی":
            if i == 0 and after in ("و", "û"):
                out.append("y")
            elif i == 0 and after and after not in _SORANI_VOWELS:  # folded hamza seat, or initial i
                out.append("i")
            else:
                between = before in _SORANI_VOWELS and after in _SORANI_VOWELS and before != "" and after != ""
                out.append("y" if i == 0 or between else "i")
        else:
            out.append(_LETTERS_CKB.get(char, char))
    text = "".join(out)
    if len(text) > 4:  # unstressed before a final r
        text = re.sub(r"ar(?=s?$)", "er", text)
    return text[:1].upper() + text[1:]
