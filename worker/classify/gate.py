"""The gate: whether an entry may report a meeting at all. One Aho-Corasick pass over its title and first paragraphs.

Made of the same cues and offices as the rest, cut to stems, and tuned to let through rather than to shut out: a word of meeting and a word
of office or polity must stand in the first part of the text.
"""

from functools import lru_cache

import ahocorasick_rs

from worker.classify.fold import fold
from worker.knowledge.load import Knowledge

READ = 1_500  # characters
_CUE_KINDS = frozenset({"meet", "receive", "call", "talk", "noun"})


class _Gate:
    def __init__(self, knowledge: Knowledge, language: str) -> None:
        cues: dict[str, None] = {}
        for cue in knowledge.cues[language].frames:
            if cue.kind in _CUE_KINDS:
                for form in cue.forms:
                    word = max(fold(form).text.split(), key=len)
                    cues[word[: max(4, len(word) - 2)] if len(word) > 5 else word] = None
        sides: dict[str, None] = {}
        for office in knowledge.offices.values():
            for form in office.forms.get(language, ()):
                sides[_stem(form)] = None
        for title in knowledge.titles:
            for form in title.forms.get(language, ()):
                sides[_stem(form)] = None
        for actor in knowledge.actors.values():
            for form in actor.short.get(language, ()):
                sides[_stem(form)] = None
        self._limit = len(cues)
        patterns = [*cues, *(s for s in sides if s not in cues)]
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.Standard)

    def passes(self, text: str) -> bool:
        cue = side = False
        for number, _, _ in self._automaton.find_matches_as_indexes(text):
            if number < self._limit:
                cue = True
            else:
                side = True
            if cue and side:
                return True
        return False


def _stem(form: str) -> str:
    word = fold(form).text.split()[0]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=16)
def _gate(key: int, language: str) -> _Gate:
    return _Gate(_KNOWN[key], language)


_KNOWN: dict[int, Knowledge] = {}


def passes(title: str, text: str, language: str, knowledge: Knowledge) -> bool:
    _KNOWN.setdefault(id(knowledge), knowledge)
    return _gate(id(knowledge), language).passes(fold(f"{title}\n{text[:READ]}").text)
