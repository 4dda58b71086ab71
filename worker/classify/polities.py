"""Whose an official is by what stands behind the office: polity, host, seat, and what is headed."""

from worker.classify.houses import HouseReader
from worker.classify.lexicon import Item
from worker.classify.refs import OfficePhrase
from worker.classify.text import Sentence
from worker.knowledge.load import Office

_SERVANTS = frozenset(["adviser", "spokesperson", "assistant-secretary"])
_SENDERS = ("president", "prime-minister")
_SENDERS_AR = (*_SENDERS, "head", "monarch", "crown-prince", "vice-president", "foreign-minister")
SENDS = ("special-envoy", "special-representative", "representative", "adviser")
SENT = frozenset([*SENDS, "deputy-special-representative"])
_HEADS_AT = ("head", "counterpart", "territorial")  # kinds of office that are of the place they are in
HOUSE_CHAIRS = frozenset(["speaker", "senate-president", "deputy-speaker", "judiciary-head"])

_SENDING = ("president", "prime-minister", "party-leader", "monarch", "supreme-leader", "secretary-general")


class PolityReader(HouseReader):
    """Gives an office the polity, host, body or place that follows it."""

    def _office(self, s: Sentence, item: Item) -> OfficePhrase | None:
        raise NotImplementedError  # offices.py: an office is walked within an office

    def _of_body(self, p: OfficePhrase, body_id: str, owner: bool = False) -> None:
        """What a body tells of its official: the office of its head, unless it only owns what is headed ("the parliament's committee")."""
        body = self.k.bodies[body_id]
        if owner or p.kind == "committee":
            return
        if self.lang in ("ckb", "kmr") and p.office == "head" and p.role != self.k.offices["head"].role:
            return  # "بەرپرسی پەیوەندییەکانی دەرەوەی یەکێتی", "Berpirsê Pêwendiyên Derve yê YNKê": no leader of the party
        if (
            p.office
            in ("head", "military-commander", "president", "party-leader", "head-of-mission", "secretary-general")
            and body.head
            and (head := self._of_its_head(p, body.head)) is not None
        ):
            role = body.head_role if head.id == body.head else ""
            p.office, p.role, p.rank, p.bare = head.id, role or head.role, head.rank, False
        elif not p.complement:
            p.complement = body.name

    def _of_its_head(self, p: OfficePhrase, head: str) -> Office | None:
        """The office of a body's head, or of his deputy where `p` is one: "the coalition's deputy commander"; None for a deputy without one."""
        return self.k.offices.get(f"deputy-{head}") if p.role.startswith("Deputy") else self.k.offices[head]

    def _sender(self, s: Sentence, p: OfficePhrase, item: Item) -> int | None:
        """ "المبعوث الخاص للرئيس دونالد ترامب": the end of who sent the envoy; he is not there himself."""
        number = item.has("title")
        title = self.k.titles[int(number)] if number is not None else None
        office = title.office if title is not None else item.has("office")
        senders = _SENDERS_AR if self.lang == "ar" else _SENDERS
        if item.has("actor") is None and office not in (*senders, p.office):
            return None
        if title is not None and title.polity and title.office != p.office:
            p.polity, p.polity_rule = p.polity or title.polity, p.polity_rule or "sender"
        end = item.end
        for _ in range(4):
            nxt = s.item(end)
            council = s.words[end] if self.lang == "ar" and end < len(s.words) else ""
            if (nxt is None and council.startswith("ال")) or (
                nxt is not None and not nxt.clitic and nxt.is_word("unit")
            ):
                end += 1  # "لرئيس مجلس السيادة السوداني"
                continue
            if nxt is None or nxt.clitic:
                break
            if (actor := nxt.has("actor")) is not None:
                held = self.k.actors[actor].tenures(self.day)
                if self.lang == "ar" and any(t.office == p.office for t in held):
                    break  # "المبعوث الخاص للرئيس الصيني تشاي جون": the envoy himself
                heads = (office,) if office == "monarch" else (office, *_SENDING)
                if self.lang == "ar" and office and not any(t.office in heads for t in held):
                    break  # "مستشار الملك أيمن الصفدي": the adviser, whatever else he or who has his name holds
                if held and not p.polity:
                    p.polity, p.polity_rule = held[0].polity, "sender"
                return nxt.end
            if (reading := self._polity_reading(nxt)) is None:
                break
            if not p.polity:
                p.polity, p.polity_rule = reading
            end = nxt.end
        sent_on = self.lang == "ar" and s.words[end : end + 1] in (["الی"], ["للشوون"], ["لشوون"])
        return end if p.polity or p.office == "adviser" or sent_on else None

    def _headed_office(self, s: Sentence, p: OfficePhrase, item: Item, link: str) -> bool:
        """An office inside another's complement: "director of the Prime Minister's office"."""
        if self.lang == "en" and p.office in SENT and "of" in s.words[p.head[1] : item.start] and item.has("office"):
            return True  # "Special Envoy of the French President for the Levant"
        if (
            self.lang == "en"
            and (link == "of" or "of" in s.words[p.head[1] : item.start])
            and p.kind == "head"
            and item.end + 1 < len(s.words)
            and s.words[item.end] == "'s"
        ):
            p.complement = "Office"
            p.polity = p.polity or None
            return True
        return False

    def _serves(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """ "adviser to the Prime Minister for Protocol Affairs", "adviser to President NAME": the end of whom one serves, who is not at the
        table himself."""
        if p.office not in _SERVANTS or p.plural:
            return None
        item = s.item(i)
        if item is None or (item.end == i + 1 and item.is_word("article")):  # "the US" is one word of the knowledge
            i += s.words[i : i + 1] == ["the"]
            item = s.item(i)
        if item is not None and (item.has("actor") or item.has("short")):
            return item.end
        whose = self._polity_reading(item) if item is not None and not item.has("office") else None
        if item is not None and whose is not None and not item.has("title"):  # "to the UAE President"
            item = s.item(item.end + (s.words[item.end : item.end + 1] == ["'s"]))
        if item is None or not (item.has("office") or item.has("title")):
            return None
        inner = self._office(s, item)
        if inner is None or inner.plural or inner.rank < 60 or s.words[inner.end : inner.end + 1] == ["'s"]:
            return None
        polity, rule = whose or (inner.polity, inner.polity_rule)
        p.polity, p.polity_rule = polity or p.polity, rule or p.polity_rule
        if p.role == self.k.offices[p.office].role:
            p.role = f"{p.role} to the {inner.role}"
        for end in {
            inner.end: None,
            item.end: None,
        }:  # "Supreme Leader of the Revolution NAME", "the premier for Protocol Affairs"
            while (courtesy := s.item(end)) is not None and courtesy.is_word("honorific") and not courtesy.has("actor"):
                end = courtesy.end
            owner = s.item(end)
            if owner is not None and self._holds_any(owner, inner.office):
                return owner.end
        end = item.end if inner.complement else inner.end
        if s.words[end : end + 1] in (["for"], ["on"]) and (charge := self._charge(s, end + 1)) is not None:
            p.role += f" for {self.doc.surface(s, end + 1, charge)}"
            return charge
        return end

    def _take_polity(
        self, p: OfficePhrase, item: Item, reading: tuple[str, str], link: str, place: str | None, owner: bool = False
    ) -> bool:
        """Whether a country or body behind an office belongs to it. It is then taken: as whom the holder acts for, or as his host."""
        polity, rule = reading
        if p.kind in ("envoy", "consul"):
            return self._take_of_envoy(p, item, reading, link)
        if p.kind == "territorial" and place is not None:
            return self._take_place(p, place, link)
        if link == "at" and not self._place_tells_side(p, item, polity):
            return False
        if (
            p.kind == "fixed"
            and p.office == "president"
            and p.polity == "IQ"
            and polity != "IQ"
            and p.end == item.start
        ):
            p.polity, p.polity_rule = polity, rule  # "رئيس جمهورية قبرص" is not "رئيس الجمهورية"
            return True
        if p.polity is not None and p.polity != polity:
            return self._take_another(p, item, reading, link, owner)
        if link == "at" and p.polity is None and self.lang == "ar" and p.office == "military-commander":
            p.host = p.host or polity  # "قائد قوات المهام في العراق" is whose they are, not where
            return True
        p.polity, p.polity_rule = polity, rule
        if (body := item.has("body")) is not None:
            self._of_body(p, body, owner)
        return True

    def _place_tells_side(self, p: OfficePhrase, item: Item, polity: str) -> bool:
        """Whether "in Iraq" may tell more of an office than where its holder was."""
        if p.polity is not None:  # "نظيره الفرنسي في لندن": where they met
            return not (p.polity != polity and self.lang == "ar" and p.counterpart and item.has("place"))
        if item.has("polity") is None:
            return item.has("adj") is not None and p.kind in _HEADS_AT
        of_house = self.lang == "ar" and p.office in HOUSE_CHAIRS  # "رئيس مجلس الشيوخ في كازاخستان"
        return p.kind in _HEADS_AT or of_house

    def _take_of_envoy(self, p: OfficePhrase, item: Item, reading: tuple[str, str], link: str) -> bool:
        """What a country or body behind an envoy or a consul is: who sends him, who receives him, or where he sits."""
        polity, rule = reading
        party = item.has("body") if self.lang == "ckb" else None
        if party is not None and self.k.bodies[party].party:
            return False  # parties send no ambassadors: "باڵیۆزی یەکێتییەکە" is the Union's
        seat = item.has("place") if p.kind == "consul" else None
        if link == "to" or (link == "at" and (p.polity or p.kind == "envoy")):
            if seat:
                return self._seat_of_consul(p, seat)
            self._take_host(p, polity)
            return True
        if p.polity == polity and not link and self.lang == "ckb":
            return True  # "نوێنەری کۆمیسیاریای باڵای پەنابەرانی نەتەوە یەکگرتووەکان": of the UN, and of the UN
        if p.polity is None:
            if link == "at" and seat and not item.has("polity") and not item.has("adj"):
                return self._seat_of_consul(p, seat)
            p.polity, p.polity_rule = polity, rule
            if (body := item.has("body")) is not None:
                self._of_body(p, body)
            return True
        if link == "of" and self.lang in ("en", "kmr") and item.has("polity"):  # "UN envoy for Syria, NAME"
            self._take_host(p, polity)
            return True
        if seat and not link and p.host is None:
            p.at = seat
            return True
        return False

    @staticmethod
    def _take_host(p: OfficePhrase, polity: str) -> None:
        """The country that an envoy is sent to: "المبعوث الأممي إلى اليمن", "UN envoy to Syria" are not the one to Iraq, as the title alone."""
        p.host = p.host or polity
        if p.host != "IQ":
            p.role = p.role.removesuffix(" for Iraq")

    def _take_another(self, p: OfficePhrase, item: Item, reading: tuple[str, str], link: str, owner: bool) -> bool:
        """What a second country or body behind an office is: its true side, its host, or no part of it."""
        polity, rule = reading
        if self.lang == "en" and link == "of" and p.polity_rule == "polity:GB" and item.has("polity"):
            p.polity, p.polity_rule = polity, rule  # "the Foreign Office of Germany"
            return True
        if polity == "COALITION" and link == "at" and self.lang == "ar":
            return True  # "قائد القوات الإيطالية في التحالف الدولي" is Italy's
        body = item.has("body")
        if link == "ministry" or (body is not None and p.kind != "fixed"):
            p.polity, p.polity_rule = polity, rule
            if body is not None:
                self._of_body(p, body, owner)
            return True
        if item.has("adj") and (p.polity_rule.startswith("body") or p.kind == "fixed"):
            return False
        if link == "at" or p.complement or (link in ("of", "to") and self.lang == "en"):
            p.host = p.host or polity
            return True
        if polity == "UN" and self.lang != "en":
            p.polity, p.polity_rule = polity, rule
            return True
        return False

    def _seat_of_consul(self, p: OfficePhrase, place: str | None) -> bool:
        """Consuls sit in cities: "the consul in Pirmam" was received there."""
        if place is None or self.k.places[place].kind not in ("capital", "city"):
            return False
        p.at = p.at or place
        return True

    def _take_place(self, p: OfficePhrase, place: str, link: str) -> bool:
        if p.kind == "territorial":
            if p.at is not None and link == "at":  # "the mayor of Hiroshima in Halabja"
                return False
            p.at = place
            p.polity = p.polity or self.k.places[place].country
            p.polity_rule = p.polity_rule or f"place:{place}"
            return True
        if p.kind in ("consul", "envoy") and link in ("to", "at"):
            return self._seat_of_consul(p, place)
        if p.kind == "head" and link in ("of", "at", ""):
            p.at = place
            return True
        if self.lang == "ar" and p.office == "director-general" and not link and not p.polity:
            country = self.k.places[place].country
            if country in ("IQ", "IQ-KR"):  # "مدير مطار أربيل"
                p.at, p.polity, p.polity_rule = place, country, f"place:{place}"
                return True
        return False
