"""Who a name is, and names that need no office beside them: known ones, and those behind a courtesy title."""

import itertools
from collections.abc import Iterator, Sequence

from worker.classify.beside import BesideReader
from worker.classify.fold import fold
from worker.classify.lexicon import NAMED, Item, mark
from worker.classify.names import is_known_word
from worker.classify.persons import given_names
from worker.classify.refs import LEADS, PARTICLES, OfficePhrase, Ref, says
from worker.classify.spans import PLURALS, is_verb
from worker.classify.tails import SON_OF
from worker.classify.text import TITLE, Sentence

COURTESY = mark("word:honorific", "word:led")  # classes of words behind which a name stands
_SUCH_AS = frozenset(["wekî", "weke", "wek", "mîna", ":"])  # Kurmanji: "senatorên wekî A û B"
_AFTER_WAW = frozenset("ايولنهدسأآإرثت")  # letters that go on a name that begins with و: Wilson, Wood, Walter, Wendy


class NameReader(BesideReader):
    """Makes references of names."""

    def _listed(self, s: Sentence, p: OfficePhrase, taken: list[bool]) -> Iterator[Ref]:
        """Names behind an office in the plural: "Senators Jana Vitkova and Radek Polansky", each in that office."""
        i, size = p.end, len(s.words)
        if s.words[i : i + 2] == ["kir", ":"]:
            i += 1  # "pêşwaziya sê endamên Kongresê kir: A, B û C"
        while i < size and s.words[i] in _SUCH_AS:
            i += 1
        sides = [(p.polity, p.polity_rule)] if p.polity else []
        while sides and i + 1 < size and s.words[i] in (",", "and") and (item := s.item(i + 1)):
            step = item.end if item.is_word("article") else i + 1
            reading = self._polity_reading(item) if step == i + 1 else None
            if reading is None:
                break
            sides.append(reading)  # "the health ministers of the Kurdistan Region and Iran, NAME and NAME"
            i = item.end
        if i < size and s.words[i] in (",", "،") and (len(sides) > 1 or self.lang == "ckb"):
            i += 1
        count = 0
        while i < size:
            span = self._name_from(s, self._skip_honorifics(s, i), taken, sure=self.lang == "ckb")
            item = s.item(i)
            if span is None or (span[1] - span[0] < 2 and not (item is not None and item.has("actor"))):
                return
            ref = self._ref(s, p, span)
            ref.start, ref.end, ref.plural, ref.office_span = span[0], span[1], False, None
            self._take(taken, *span)
            i = span[1]
            if (
                i + 1 < size
                and s.words[i] == "of"
                and (home := s.item(i + 1))
                and (reading := self._polity_reading(home))
            ):
                ref.polity, ref.polity_rule = (
                    reading  # "Foreign Ministers Ayman Safadi of Jordan and Fuad Hussein of Iraq"
                )
                i = ref.end = home.end
            elif len(sides) > 1:
                ref.polity, ref.polity_rule = sides[count] if count < len(sides) else (None, "")
            count += 1
            yield ref
            while i < size and s.words[i] in (",", "،", "and", "û", "و"):
                i += 1
            if i == span[1]:
                return

    def _ref(self, s: Sentence, p: OfficePhrase, span: tuple[int, int] | None) -> Ref:
        start = min(p.start, span[0]) if span else p.start
        end = max(p.end, span[1]) if span else p.end
        first = s.item(start) if start < p.start else None  # "وNAME رئيس الوزراء": the name has the clitic
        clitic = first.clitic if first is not None and self.lang == "ar" else p.clitic
        if self.lang == "ar" and first is None and span is not None and span[0] < p.start:
            word = self.doc.surface(s, span[0], span[0] + 1)
            joined = is_known_word(word[1:], "ar") or s.words[span[0] - 1 : span[0]] in (["،"], [","])
            joined = joined or (len(word) > 4 and word[1] not in _AFTER_WAW)  # "وجوشوا هاريس"
            if word.startswith("و") and not is_known_word(word, "ar") and joined:
                clitic = "و"
        ref = Ref(
            s.index, start, end, span, p.office or None, p.role, p.rank, p.polity, p.polity_rule, p.host, p.at,
            former=p.former, plural=p.plural, counterpart=p.counterpart, clitic=clitic, office_span=(p.start, p.end),
            complement=p.complement,
        )  # fmt: skip
        if span:
            self._known(s, ref)
        return ref

    def _add_office(self, ref: Ref, p: OfficePhrase) -> None:
        ref.start, ref.end = min(ref.start, p.start), max(ref.end, p.end)
        if not ref.office or (p.rank > ref.rank and not p.former):
            ref.office, ref.role, ref.rank, ref.complement = p.office, p.role, p.rank, p.complement
        if not ref.polity or (p.polity and p.rank >= ref.rank):
            ref.polity, ref.polity_rule = p.polity or ref.polity, p.polity_rule or ref.polity_rule
        ref.host, ref.at = ref.host or p.host, ref.at or p.at
        ref.office_span = ref.office_span or (p.start, p.end)

    def _known(self, s: Sentence, ref: Ref) -> None:
        assert ref.name is not None
        item = s.item(ref.name[0])
        if self.latin and item is None and s.words[ref.name[0]].startswith("@"):
            handle = list(self.names_of(ref))
            item = next((i for i in self.lex.match(handle) if i.start == 0 and i.end == len(handle)), None)
        if (
            self.lang == "ar"
            and (item is None or item.end < ref.name[1])
            and (last := s.at[ref.name[1] - 1]) is not None
            and last.end - last.start > 2
            and last.has("actor")
        ):
            item = last  # "محمد حسين محمد بحر العلوم", who stands in the list with fewer names
        if self.latin and item is not None and item.end < ref.name[1] and s.glued[item.end] and not s.capital[item.end]:
            return  # "Park Jin-woo" is not the Park Jin that the list knows
        if (
            self.lang == "ar"
            and item is not None
            and item.end < ref.name[1]
            and ref.polity
            and not self._ever_for(item, ref.polity)
        ):
            item = None  # "السفير الأردني محمد مصطفى القرعان" is not the Mohammad Mustafa of the list
        if item is not None and item.has("actor"):
            bearers = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
            if self.lang == "kmr" and item.end < ref.name[1] and ref.polity:
                sides = {t.polity for a in bearers for t in self.k.actors[a].offices}
                if ref.polity not in sides:
                    return  # Iran's Mihemed Hesen Rehîmî is not Malaysia's Mihemed Hesen
            ref.actors, ref.known = bearers, True
        elif item is not None and item.end == ref.name[1] and item.has("short"):
            ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
            ref.short = True
        elif (len(self.names_of(ref)) == 1 and not s.words[ref.name[0]].startswith("@")) or (
            self.latin and len(names := self.names_of(ref)) == 2 and names[0] in PARTICLES
        ):
            ref.short = True
        elif not ref.known and (known := self._without_middle(ref)):
            ref.actors, ref.known = known, True

    def _without_middle(self, ref: Ref) -> tuple[str, ...]:
        """Actors whose name this is but for initials, a middle name ("باڤڵ جەلال تاڵەبانی") or "Jr."."""
        names = [n for n in self.names_of(ref) if n not in ("jr", "sr")]
        if len(names) < 2 or self.lang == "ar":
            return ()
        trials = [names, [n for n in names if len(n) > 1]] if self.latin else []
        if len(names) > 2 and not set(names) & PARTICLES:
            trials.append([names[0], names[-1]])
        for trial in trials:
            if len(trial) < 2:
                continue
            for item in self.lex.match(trial):
                if item.start == 0 and item.end == len(trial) and item.has("actor"):
                    return tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
        return ()

    @staticmethod
    def _titled_ahead(s: Sentence, i: int) -> bool:
        """Whether up to three unknown words and a title of courtesy stand before token i: "السيد أسامة عبد العزيز النجيفي"."""
        j = i - 1
        while j > 0 and i - j < 5 and s.words[j][0].isalpha():
            item = s.at[j]
            if item is not None and not all(r.kind == "short" for r in item.readings):
                break
            j -= 1
        near = s.at[j] if 0 <= j < i - 1 else None
        return near is not None and near.is_word("honorific")

    def _begins_ranked(self, s: Sentence, item: Item) -> bool:
        """Arabic: "العميد حسان القضاة": behind a rank stands a given name, where a word with an article goes on that no list has; behind that
        of a king ("العقيد عبد الله حمد") any word of names."""
        rank = s.at[item.start - 1] if item.start else None
        after = s.words[item.end] if item.end < len(s.words) else "."
        if rank is None or not rank.is_word("honorific") or s.at[item.end : item.end + 1] != [None]:
            return False
        return after.startswith("ال") or (after[0].isalpha() and self._of_kings(item))

    def _in_lineage(self, s: Sentence, item: Item) -> bool:
        """ "سعيد بن عبدالله القحطاني", "زهرة الكيلاني": one word of a longer name is nobody's short name."""
        before = s.words[item.start - 1] if item.start else ""
        after = s.words[item.end] if item.end < len(s.words) else ""
        titled = s.at[item.start - 2] if item.start > 1 and s.at[item.start - 1] is None else None
        if titled is not None and titled.is_word("honorific") and before[0].isalpha():
            return True  # "السيدة غويندلين غرين"
        if self.lang == "ar" and (self._titled_ahead(s, item.start) or self._begins_ranked(s, item)):
            return True
        if before == "علی" and self.doc.surface(s, item.start - 1, item.start).endswith("ي"):
            return True  # "علي الجنابي": the name Ali, which folding makes one with "on"
        if item.start and s.at[item.start - 1] is None and self.lang == "ar":
            given = self.doc.surface(s, item.start - 1, item.start)
            if is_known_word(given, "ar") or (given.startswith("و") and is_known_word(given[1:], "ar")):
                return True
        if item.start > 1 and s.words[item.start - 2] in SON_OF:
            return True  # "محمد بن سلطان البوسعيدي"
        return before in SON_OF or after in SON_OF

    @staticmethod
    def _no_name(s: Sentence, item: Item) -> bool:
        """Arabic: a surname that is an adjective here ("الوضع العسكري"), or the given name of somebody whom the next word names further
        ("برئاسة عبدالله لوتاه")."""
        if item.start == 0:
            return False
        before, near = s.words[item.start - 1], s.at[item.start - 1]
        plain = near is None or all(r.kind == "word" and r.id in ("stop", "about") for r in near.readings)
        if s.words[item.start].removeprefix("و").startswith("ال") and before.lstrip("وبلف").startswith("ال") and plain:
            return before not in ("الا", "الذی", "التی") and len(before) > 3
        after = s.words[item.end] if item.end < len(s.words) else "."
        led = near is not None and near.is_word("led")
        return led and after[0].isalpha() and (s.at[item.end] is None) and not is_verb(after)

    def _within_another(self, s: Sentence, item: Item, taken: Sequence[bool]) -> bool:
        """Sorani: "فەیسەڵ کەریم خانی برادۆست" is no Karim Khan: a given name before the known one, and a surname joined behind it."""
        after = s.words[item.end] if item.end < len(s.words) else "."
        surname = s.item(item.end)
        joined = s.words[item.end - 1].endswith("ی") and after[0].isalpha()
        joined = joined and (surname is None or surname.has("place") is not None)
        return joined and not is_verb(after) and self._given_before(s, item, taken)

    def _known_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        for item in s.those(NAMED):
            if any(taken[item.start : item.end]):
                continue
            if item.has("actor"):
                end = item.end
                if self.latin and end < len(s.words) and s.glued[end]:
                    end = (self._name_from(s, item.start, taken) or (0, end))[1]
                while self.lang == "ckb" and s.words[end : end + 1] in (["بن"], ["یال"]) and s.words[end + 1 : end + 2]:
                    end += 2
                if self.lang == "ar":
                    end = self._lineage_behind(s, end, taken)
                start = item.start - (self.lang == "ckb" and self._is_fathers_name(s, item, taken))
                if self.lang == "ckb" and start == item.start and self._within_another(s, item, taken):
                    continue
                ref = Ref(s.index, start, end, (start, end), clitic=item.clitic)
                self._known(s, ref)
                self._take(taken, start, end)
                yield ref
            elif self.lang == "ckb" and s.words[item.start].endswith(PLURALS):
                continue  # "خانەکان" is no Mr Khan
            elif item.has("short") and all(
                r.kind in ("short", "actor")
                or (self.latin and r.kind in ("adj", "place") and s.capital[item.start] and r.weak)
                or (self.lang == "kmr" and r.kind == "polity" and self._premier_by_surname(s, item))
                or (self.lang == "ar" and r.weak and r.kind in ("polity", "adj") and self._surname_alone(s, item))
                or (self.lang == "ckb" and r.kind in ("adj", "polity") and self._surname_in_sorani(s, item))
                for r in item.readings
            ):
                start = item.start
                if self.lang == "ar" and (self._in_lineage(s, item) or self._no_name(s, item)):
                    continue
                if self.lang == "ar" and self._cut_from_a_name(s, item):
                    continue
                own: tuple[str, ...] = ()
                if self.lang == "ckb" and self._given_before(s, item, taken):
                    start = item.start - 1  # "تۆماس مولەر" is not the Müller that the list knows
                    own = self._given_is_own(s, item)
                if self.latin:
                    if not s.capital[item.start] or s.words[item.start - 1 : item.start] in (
                        ["wezareta"],
                        ["wezaretê"],
                    ):
                        continue
                    if self.lang == "kmr" and self._begins_another(s, item, taken):
                        continue
                    before = s.at[item.start - 1] if self.lang == "kmr" and item.start else None
                    if before is not None and before.has("actor") and taken[item.start - 1]:
                        continue  # "Ewn Ziyab Ebdullah": one more name of his
                    if self.lang == "en" and self._of_a_longer_name(s, item):
                        continue
                    run = self._latin_before(s, item.end, taken)
                    if run is not None and run[0] < item.start:
                        start = run[0]
                if self.lang == "ckb" and (span := self._another_of_that_name(s, item, taken)) is not None:
                    ref = Ref(s.index, *span, span)
                    self._take(taken, *span)
                    yield ref
                    continue
                ref = Ref(s.index, start, item.end, (start, item.end), clitic=item.clitic, short=start == item.start)
                if ref.short:
                    ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
                elif known := own or self._without_middle(ref):  # "Alina L. Romanowski"
                    ref.actors, ref.known = known, True
                self._take(taken, start, item.end)
                yield ref

    def _another_of_that_name(self, s: Sentence, item: Item, taken: list[bool]) -> tuple[int, int] | None:
        """Sorani: "جەنەڕاڵ فیلیپ مۆرینی" and "ڕەشاد حوسێن" are nobody who is called Philip or Rashad alone: the whole of a name behind a
        rank, and a given name with another word of names behind it."""
        before = s.at[item.start - 1] if item.start else None
        after = s.words[item.end] if item.end < len(s.words) else "."
        if not after[0].isalpha() or says(after) or taken[item.end] or not self._unread(s.at[item.end]):
            return None
        ranked = before is not None and before.is_word("honorific", "led") and s.at[item.end] is None
        if not ranked:
            given = s.words[item.start] in given_names(self.k) and item.end - item.start == 1
            king = self._of_kings(item) and s.at[item.end] is None and not is_verb(after)
            if not king and (not given or not is_known_word(self.doc.surface(s, item.end, item.end + 1), "ckb")):
                return None
        span = self._name_from(s, item.start, taken, sure=True)
        return span if span is not None and span[1] > item.end else None

    def _of_kings(self, item: Item) -> bool:
        """Whether a short name is only that of kings, who have no surnames: "عەبدوڵڵا ئۆجەلان" is no Abdullah II."""
        actors = [self.k.actors[r.id] for r in item.readings if r.kind == "short"]
        return bool(actors) and all(t.office == "monarch" for actor in actors for t in actor.offices)

    @staticmethod
    def _surname_in_sorani(s: Sentence, item: Item) -> bool:
        """Sorani: "لەگەڵ سوودانی کۆبووەوە", "سوودانی و ئەردۆغان": a premier's surname, where "شاندێکی سوودانی" is of a country."""
        if not any(r.kind == "adj" and r.weak for r in item.readings):
            return False
        before = s.words[item.start - 1] if item.start else "،"
        after = s.words[item.end] if item.end < len(s.words) else "."
        other = s.at[item.start - 2] if before == "و" and item.start > 1 else None
        if other is not None and (other.has("adj") or other.has("polity")) is not None:
            return False  # "وەزیرانی میسری و سوودانی", "باڵیۆزانی ژاپۆن و سوودانی بینی"
        opened = before in ("،", ",", ":", "و", "لهگهل", "لهلایهن", "نیوان", "لهنیوان")
        opened = opened or (before == "به" and s.words[item.start - 2].startswith("چاو"))  # not "بە تورکی گوتی"
        return opened and item.end - item.start == 1 and after != "." and not s.words[item.start].endswith("هکان")

    def _surname_alone(self, s: Sentence, item: Item) -> bool:
        """Arabic: "بلينكن يلتقي السوداني", "بوتين والسوداني يبحثان": a surname that is an adjective, too, stands behind no noun."""
        i = item.start
        before = s.at[i - 1] if i else None
        if not s.words[i].startswith(("ال", "وال", "بال")) or (item.end < len(s.words) and s.words[item.end][0] == "ا"):
            return False
        if item.clitic.startswith("و"):
            return before is not None and before.end == i and before.has("short") is not None and not before.has("adj")
        opens = i == 0 or s.words[i - 1] in ("مع", "بین", "،", ",", ":")
        that = i > 0 and s.words[i - 1] in ("ان", "بان") and item.end < len(s.words)
        opens = opens or (that and s.words[item.end].startswith(("سی", "ست")))  # "إن السوداني سيلتقي"
        met = before is not None and before.end == i and (before.has("cue") is not None or before.is_word("verb"))
        return opens or (met and not s.words[i - 1].lstrip("وبل").startswith("ال"))

    def _begins_another(self, s: Sentence, item: Item, taken: Sequence[bool]) -> bool:
        """Kurmanji: "Ebdula Elyehya", "Ebdulmuhsin Mûsewî", "Seîd Ebdullah": a word by which somebody is known, before another's surname."""
        i = item.end
        if i >= len(s.words) or taken[i] or not s.capital[i] or not s.words[i].isalpha():
            return False
        if (behind := s.at[i]) is not None:
            return not s.glued[i] and all(r.kind == "short" for r in behind.readings)
        if s.words[i].endswith("î"):
            return True
        given = self.doc.surface(s, item.start, item.end)
        known = (self.k.actors[r.id] for r in item.readings if r.kind == "short")
        return all(any(a.startswith(given) for a in actor.aliases.get("kmr", ())) for actor in known)

    def _of_a_longer_name(self, s: Sentence, item: Item) -> bool:
        """English: "Saeed Mubarak al-Hajeri" is not the Saied that the list knows, nor is "the Amiri Diwan" al-Amiri's."""
        i = item.end
        if i >= len(s.words) or not s.capital[i] or not s.words[i].isalpha():
            return False
        if s.words[item.start - 1 : item.start] == ["the"]:
            return True
        return s.at[i] is None and s.at[item.start - 1 : item.start] != [None] and not self._title_case(s)

    def _given_is_own(self, s: Sentence, item: Item) -> tuple[str, ...]:
        """Sorani: whom the surname stands for, of those who bear the given name before it: no alias, "Hossein" and "Abdollahian"."""
        given = s.words[item.start - 1]
        actors = dict.fromkeys(r.id for r in item.readings if r.kind == "short")
        return tuple(
            a
            for a in actors
            if any(given in fold(alias).text.split()[:1] for alias in self.k.actors[a].aliases.get("ckb", ()))
        )

    def _leaders(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        """Sorani: "شاندێک کە NAME سەرۆکایەتیی دەکرد", "شاندەکە NAME سەرۆکایەتیی دەکات", "کە لەلایەن NAMEەوە سەرۆکایەتی دەکرا"."""
        for n, word in enumerate(s.words):
            if not word.startswith(LEADS):
                continue
            j = n
            while (
                j > 0 and n - j < 5 and self._unread(s.at[j - 1]) and not taken[j - 1] and s.words[j - 1][0].isalpha()
            ):
                j -= 1
            opened = s.words[j - 1] if j > 0 else ""
            passive = opened == "لهلایهن" and s.words[n - 1].endswith("هوه")
            if 2 <= n - j <= 4 and (passive or opened in ("که", "شاندهکه", "وهفدهکه")):
                led = Ref(s.index, j, n, (j, n))
                self._known(s, led)
                self._take(taken, j, n)
                yield led

    def _titled_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        """Names behind a title of courtesy or a handle, without an office: "Mr. Harcourt", "Maj. Gen. Leahy", "@handle"."""
        for item in s.those(COURTESY):
            if any(taken[item.start : item.end]) or item.has("office"):
                continue
            i = self._skip_honorifics(s, item.end if item.is_word("led") else item.start)
            if i >= len(s.words) or taken[i]:
                continue
            quoted = self.lang == "ar" and s.words[i] == '"' and i + 2 < len(s.words)  # 'الجنرال "NAME"'
            span = self._quoted_name(s, i + 1, taken) if quoted else self._name_from(s, i, taken, sure=True)
            if span is None:
                continue
            start = item.end if item.is_word("led") else item.start
            ref = Ref(s.index, start, span[1], span, clitic=item.clitic)
            self._known(s, ref)
            self._take(taken, start, span[1])
            yield ref
        if self.latin:
            reach = 0
            large = [i for i in itertools.compress(range(len(s.words)), s.capital) if s.at[i] is None]
            for i in large:  # full names without any title, told apart by a second capital
                if i < reach or taken[i] or not s.words[i].isalpha() or (i == 0 and s.zone == TITLE):
                    continue
                span = self._latin_name(s, i, taken)
                if span and span[1] - span[0] >= 2:
                    if sum(s.capital[span[0] : span[1]]) >= 2:
                        yield Ref(s.index, span[0], span[1], span)
                        self._take(taken, span[0], span[1])
                    reach = span[1]
