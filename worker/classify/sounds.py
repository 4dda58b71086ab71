"""How names of a country may sound to who writes them down in Arabic, and the consonants by which words of both scripts are found."""

import re

_ENGLISH_SOUNDS = (
    ("^mc", "mak"),
    ("^wr", "r"),
    ("^kn", "n"),
    ("ph", "f"),
    ("ck", "k"),
    ("yre$", "ayer"),
    ("gh(?=t|$)", ""),
    ("augh", "o"),
)
_SLAVIC = frozenset(["PL", "CZ", "SK", "HR", "RS", "SI", "BA", "ME", "MK", "XK", "ALB", "LT", "LV"])
_GALLIC = frozenset(["FR", "BE", "CA", "CH", "LU"])


def sounds_of(name: str, polity: str) -> set[str]:
    """How a name may sound to who writes it down in Arabic, in plain English letters: Polish "cz" is "ch", Hungarian "s" is "sh"."""
    sounds = {name}
    if polity == "HU":
        sounds.add(
            re.sub(r"s(?!z)", "sh", name.replace("cs", "ch").replace("zs", "zh")).replace("sz", "s").replace("gy", "j")
        )
    if polity in _SLAVIC:
        name = name.replace("cz", "ch").replace("sz", "sh").replace("rz", "zh").replace("j", "y").replace("w", "v")
        sounds |= {name, re.sub(r"c(?!h)", "ch", name), re.sub(r"c(?!h)", "ts", name), name.replace("s", "sh")}
    if polity == "TR":
        sounds |= {name.replace("c", "j"), name.replace("c", "ch"), name.replace("s", "sh")}
    if polity == "RO":
        sounds |= {re.sub(r"c(?=[ei])", "ch", name), name.replace("t", "ts"), name.replace("s", "sh")}
    if polity == "IT":
        sounds.add(re.sub(r"c(?=[ei])", "ch", name).replace("cch", "ch").replace("zz", "ts"))
    if polity in _GALLIC:
        silent = re.sub(r"(?:[tdspxz]|[dt]s)$", "", re.sub(r"(?:eau|au|aud|aut|ault|aux|eaux|ot|os|op)$", "o", name))
        silent = (
            re.sub(r"(?<=[aeiou])m(?=[pb])", "n", silent).replace("ch", "sh").replace("oi", "wa").replace("gn", "ny")
        )
        sounds |= {name.replace("ch", "sh"), re.sub(r"[tdspxc]$", "", name), silent, re.sub(r"h", "", name)}
    if polity in ("DE", "AT", "CH", "NL", "SE", "NO", "DK", "FI", "EE", "IS"):
        sounds |= {name.replace("j", "y").replace("w", "v"), name.replace("z", "ts")}
    if polity in ("GB", "IE", "US", "CA", "AU", "NZ", ""):
        sounds |= {re.sub(r"(?<=[ao])ugh|(?<=i)gh(?=t|$)", "", name), name.replace("mp", "m")}
        sounds |= {name.replace("th", "t"), name.replace("th", "s")}
        heard = name
        for letters, sound in _ENGLISH_SOUNDS:
            heard = re.sub(letters, sound, heard)
        sounds.add(heard)
    return {re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", sound) for sound in sounds if sound} | sounds - {""}


_CLASSES = {
    **dict.fromkeys("pb", "p"), **dict.fromkeys("vf", "f"), **dict.fromkeys("gjqkcx", "k"), **dict.fromkeys("td", "t"), **dict.fromkeys("sz", "s"),
}  # fmt: skip
_CONSONANTS = str.maketrans({**_CLASSES, **dict.fromkeys("aeiouyhw'-. ")})
_PAIRS = (("sch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("ph", "f"), ("ts", "s"))
_HEARD = str.maketrans(
    {
        **dict.fromkeys("اأإآءئؤىيةهعوۆێەی"), "ب": "p", "پ": "p", "ت": "t", "ث": "t", "ج": "k", "چ": "s", "ح": None, "خ": "k", "د": "t", "ذ": "t", "ر": "r", "ڕ": "r",
        "ز": "s", "ژ": "s", "س": "s", "ش": "s", "ص": "s", "ض": "t", "ط": "t", "ظ": "s", "غ": "k", "گ": "k", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k",
        "ل": "l", "ڵ": "l", "م": "m", "ن": "n",
    }
)  # fmt: skip


def bones(sound: str) -> str:
    """The consonants of one word in classes that survive transcription."""
    for pair, one in _PAIRS:
        sound = sound.replace(pair, one)
    return _once(sound.translate(_CONSONANTS)) or "-"


def written_bones(word: str) -> str:
    return _once(word.replace("تش", "ش").translate(_HEARD)) or "-"


def _once(bones: str) -> str:
    return "".join(c for n, c in enumerate(bones) if n == 0 or c != bones[n - 1])
