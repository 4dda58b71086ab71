"""Sorani and Kurmanji as reports write them: who is there, for whom, in which office, where, and which visits are no meetings."""

from datetime import date

import pytest

from storage.records import Assessment, Status
from worker.classify import assess_text
from worker.classify.names import english_name
from worker.classify.topics import find_topics
from worker.knowledge.load import load_knowledge

DAY = date(2024, 3, 5)  # a Tuesday
HOST = "سەرۆکی هەرێمی کوردستان، نێچیرڤان بارزانی"
SEROK = "Serokê Herêma Kurdistanê Nêçîrvan Barzanî"


def read(text: str, title: str = "") -> Assessment:
    return assess_text(title, text, load_knowledge(), published=DAY, outlet="Rudaw")


def guests(text: str) -> list[tuple[str | None, str | None]]:
    answer = read(text)
    assert len(answer.mentions) == 1, answer.reasons
    return [(one.name, one.role) for one in answer.mentions[0].participants if one.polity != "IQ-KR"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (f"{HOST} ئەمڕۆ سێشەممە پێشوازیی لە جۆن سمیت، جێگری وەزیری بەرگریی کەنەدا کرد.", "John Smith", "Deputy Defence Minister"),
        (f"{HOST} ئەمڕۆ سێشەممە پێشوازیی لە شاندێکی ئەڵمانیا کرد بە سەرۆکایەتیی جەنەراڵ دیتەر کراوزە.", "Dieter Krause", "Head of delegation"),
        (f"{HOST} ئەمڕۆ سێشەممە میوانداریی یان ڤان دێر بێرگ کرد، کە کونسوڵی گشتیی هۆڵەندایە لە هەولێر.", "Jan van der Berg", "Consul General in Erbil"),
        (f"{HOST} ئەمڕۆ سێشەممە لەلایەن ماریا سانچێزەوە، باڵیۆزی ئیسپانیا، پێشوازیی لێ کرا.", "Maria Sanchez", "Ambassador to Iraq"),
        (f"{HOST} ئەمڕۆ سێشەممە بەخێرهاتنی لارس هێدیگارد، باڵیۆزی دانیمارک کرد.", "Lars Hedegaard", "Ambassador to Iraq"),
        (f"{SEROK} îro Sêşemê bi Karin Lagerqvist, cihgira wezîrê perwerdeyê ya Swêdê, re civiya.", "Karin Lagerqvist", "Deputy Education Minister"),
        (f"{SEROK} îro Sêşemê mêvandariya konsolê Polonyayê yê li Hewlêrê, Tomasz Wisniewski kir.", "Tomasz Wisniewski", "Consul General in Erbil"),
        (f"{SEROK} îro Sêşemê bi hevtayê xwe yê Fînlandayê Jari Salonen re civiya.", "Jari Salonen", "President"),
    ],
)  # fmt: skip
def test_the_guest_has_his_name_and_his_office(text: str, name: str, role: str) -> None:
    assert (name, role) in guests(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{HOST} ئەمڕۆ سێشەممە پێشوازیی لە جاک سمیت و ڕۆبێرت هارپەر، ئەندامانی پەرلەمانی بەریتانیا کرد.",
        f"{SEROK} îro Sêşemê Jack Smith û Robert Harper, endamên Parlamentoya Brîtanyayê, pêşwazî kirin.",
    ],
)
def test_several_names_share_an_office_in_the_plural(text: str) -> None:
    assert [name for name, _ in guests(text)] == ["Jack Smith", "Robert Harper"]


@pytest.mark.parametrize(
    "text",
    [
        "وەزیری دەرەوەی ئێران، عەباس عەراقچی، ئەمڕۆ سێشەممە گەیشتە هەولێر و لە فڕۆکەخانەی نێودەوڵەتیی هەولێر لەلایەن ڕێبەر ئەحمەد، وەزیری ناوخۆوە پێشوازیی لێ کرا.",
        "Wezîrê Derve yê Îranê Ebas Eraqçî îro Sêşemê gihîşt Hewlêrê û li Balafirgeha Hewlêrê ji aliyê Wezîrê Navxwe Rêber Ehmed ve hat pêşwazîkirin.",
        "بەڕێوەبەری پەروەردەی هەڵەبجە ئەمڕۆ سێشەممە پێشوازیی لە نوێنەری ڕێکخراوێکی خێرخوازیی نۆرویجی کرد.",
    ],
)
def test_a_welcome_at_the_airport_and_a_charity_are_no_meeting(text: str) -> None:
    assert not read(text).mentions


@pytest.mark.parametrize(
    "text",
    [
        f"{SEROK} îro Sêşemê li Parîsê bi Serokê Fransayê Emmanuel Macron re civiya.\n\nBerî wê jî ew ji aliyê Serokwezîrê Fransayê Gabriel Attal ve hatibû pêşwazîkirin.",
        f"{HOST} ئەمڕۆ سێشەممە لە پاریس لەگەڵ ئیمانوێل ماکرۆن، سەرۆکی فەرەنسا کۆبووەوە.\n\nپێش ئەوە لەگەڵ گابریێل ئاتاڵ، سەرۆکوەزیرانی فەرەنسا کۆببووەوە.",
    ],
)
def test_an_earlier_hour_of_the_same_visit_is_news(text: str) -> None:
    assert len(read(text).mentions) == 2


def test_last_year_s_meeting_in_the_same_words_is_not() -> None:
    text = f"{SEROK} îro Sêşemê li Parîsê bi Serokê Fransayê Emmanuel Macron re civiya.\n\nSala borî ew ji aliyê Serokwezîrê Fransayê ve hatibû pêşwazîkirin."
    assert len(read(text).mentions) == 1


@pytest.mark.parametrize(
    ("text", "member"),
    [
        (f"{SEROK} îro Sêşemê li Tehranê bi Wezîrê Derve yê Îranê re civiya.\n\nDi şanda Serokê Herêmê de Wezîrê Navxwe Rêber Ehmed jî heye.", "Rebar Ahmed"),
        (f"{HOST} ئەمڕۆ سێشەممە لە تاران لەگەڵ وەزیری دەرەوەی ئێران کۆبووەوە.\n\nڕێبەر ئەحمەد، وەزیری ناوخۆ لەگەڵ شاندەکەدا بوو.", "Rebar Ahmed"),
        (f"{SEROK} îro Sêşemê li Berlînê bi Wezîra Derve ya Almanyayê re civiya.\n\nNûnerê Hikûmeta Herêma Kurdistanê li Almanyayê Dildar Kelarî li gel Barzanî bû.", "Dildar Kelari"),
    ],
)  # fmt: skip
def test_members_of_the_delegation_are_named_a_sentence_later(text: str, member: str) -> None:
    (mention,) = read(text).mentions
    assert member in {one.name for one in mention.participants}


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        (
            "Serokê YNKyê Bafil Talebanî îro Sêşemê li Bexdayê bi çend balyozan re civiya.\n\nWî serê pêşî balyozê Danîmarkayê Lars Hedegaard pêşwazî kir.",
            "Baghdad", "IQ",
        ),
        ("Şandeke leşkerî ya Brîtanyayê bi serokatiya General Andrew Whitfield îro Sêşemê serdana eniya Xazirê kir û bi Wezîrê Pêşmerge re civiya.", None, None),
        ("Fermandarê Hêzên Sûriya Demokratîk Mezlûm Ebdî îro Sêşemê li bakurê Sûriyeyê Fermandarê Hevpeymanan pêşwazî kir.", None, "SY"),
    ],
)  # fmt: skip
def test_where_they_met_off_the_dateline(text: str, city: str | None, country: str | None) -> None:
    (mention,) = assess_text("", f"Hewlêr (Rûdaw) – {text}", load_knowledge(), published=DAY, outlet="Rudaw").mentions
    assert (mention.city, mention.country) == (city, country)


def test_a_statement_that_they_met_has_its_subject() -> None:
    text = "Serokatiya Herêma Kurdistanê ragihand ku îro Sêşemê Serokê Fransayê Emmanuel Macron bi Nêçîrvan Barzanî re bi telefonê axiviye."
    (mention,) = read(text).mentions
    assert {one.name for one in mention.participants} == {"Emmanuel Macron", "Nechirvan Barzani"}


def test_after_the_meeting_what_will_be_built_is_not_the_meeting() -> None:
    text = "Qeymeqamê Şengalê Mehma Xelîl îro Sêşemê piştî civîna xwe ya bi Konsulê Giştî yê Fransayê re got ku Fransa dê nexweşxaneyê ava bike."
    (mention,) = read(text).mentions
    assert mention.status is Status.HELD


@pytest.mark.parametrize(
    ("surface", "name"),
    [("دیتەر کراوزە", "Dieter Krause"), ("ماتیاس هۆفمان", "Matthias Hoffmann"), ("کێنجی مۆریموتۆ", "Kenji Morimoto"), ("نیلس لیندبێرگ", "Niels Lindberg")],
)  # fmt: skip
def test_a_foreign_name_is_known_by_its_consonants(surface: str, name: str) -> None:
    assert english_name(surface, "ckb", abroad=True) == name


def test_an_ending_does_not_hide_a_word_of_the_talks() -> None:
    assert {hit.pattern.topic for hit in find_topics("şandina alîkariyê bo xezayê", "kmr")} == {
        "humanitarian",
        "regional",
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "سەردانی وەزیری وزەی تورکیا، ئەلپئەرسەلان بەیرەقدار، بۆ بەغدا کە بڕیار بوو سبەی چوارشەممە بێت، دواخرا بۆ ڕۆژی 4ی نیسان.\n\n"
            "بڕیارە بەیرەقدار لەگەڵ حەیان عەبدولغەنی، وەزیری نەوتی عێراق کۆببێتەوە.",
            date(2024, 4, 4),
        ),
        (
            "Serdana Wezîrê Enerjiyê yê Tirkiyeyê Alparslan Bayraktar a bo Bexdayê, ku biryar bû sibe be, bo 4ê Nîsanê hat paşxistin.\n\n"
            "Biryar e Bayraktar bi Wezîrê Petrolê yê Iraqê Heyan Ebdulxenî re bicive.",
            date(2024, 4, 4),
        ),
    ],
)
def test_put_off_to_a_named_day_is_planned_for_it(text: str, day: date) -> None:
    (mention,) = read(text).mentions
    assert (mention.status, mention.date) == (Status.PLANNED, day)


def test_a_letter_that_asks_somebody_to_sit_down_with_another_is_none() -> None:
    text = "Serokê Amerîkayê Donald Trump di nameyekê de ji Recep Tayyip Erdogan xwestiye ku bi Mezlûm Ebdî re rûne."
    assert not read(text).mentions


def test_a_crown_prince_is_of_his_king_s_country() -> None:
    text = (
        "سەرۆکی هەرێمی کوردستان، نێچیرڤان بارزانی ئەمڕۆ سێشەممە لە عەمان لەگەڵ شای ئوردن، عەبدوڵڵای دووەم کۆبووەوە.\n\n"
        "لە کۆبوونەوەکەدا کە شازادە حوسێن کوڕی عەبدوڵڵا، جێنشینی شا ئامادەی بوو، پەیوەندییەکان تاوتوێ کران."
    )
    (mention,) = read(text).mentions
    assert ("Hussein bin Abdullah", "JO") in {(one.name, one.polity) for one in mention.participants}


def test_peshmerga_and_the_army_are_two_sides() -> None:
    text = (
        "فەریق قەیس موحەمەداوی، جێگری فەرماندەی ئۆپەراسیۆنە هاوبەشەکانی عێراق، ئەمڕۆ سێشەممە لە مەخموور لەگەڵ فەریق عەبدولخالق تەڵعەت، "
        "بەڕێوەبەری ئۆپەراسیۆنەکانی وەزارەتی پێشمەرگە کۆبووەوە."
    )
    (mention,) = read(text).mentions
    assert {one.polity for one in mention.participants} == {"IQ", "IQ-KR"}


@pytest.mark.parametrize(
    "text",
    [
        f"{HOST} ئەمڕۆ سێشەممە لە هەولێر پێشوازیی لە هێلین کارتەر، باڵیۆزی بەریتانیا لە عێراق کرد.\n\nلە دیدارەکەدا جەختی کردەوە، هەڵبژاردنی پەرلەمان نابێت جارێکی دیکە دوابخرێت.",
        f"{SEROK} îro Sêşemê li Hewlêrê bi Balyoza Brîtanyayê li Iraqê Helen Carter re civiya.\n\nDi civînê de hat gotin ku hilbijartina parlamentoyê du caran hat paşxistin.",
    ],
)
def test_an_election_put_off_calls_no_meeting_off(text: str) -> None:
    assert [m.status for m in read(text).mentions] == [Status.HELD]


@pytest.mark.parametrize(
    "text",
    [
        "وەزیرانی دەرەوەی عێراق، ئێران و سووریا ئەمڕۆ سێشەممە لە بەغدا کۆبوونەوە و پرسی ئاویان تاوتوێ کرد.",
        "Wezîrên Derve yên Iraq, Îran û Sûriyê îro Sêşemê li Bexdayê civiyan û mijara avê gotûbêj kirin.",
    ],
)
def test_one_office_of_several_countries_is_one_participant_each(text: str) -> None:
    (meeting,) = read(text).mentions
    assert [(p.name, p.polity, p.lead) for p in meeting.participants] == [
        (None, "IQ", True),
        (None, "IR", True),
        (None, "SY", True),
    ]


def test_a_full_stop_without_a_space_ends_a_sentence() -> None:
    glued = f"{SEROK} îro Sêşemê pêşwaziya Balyozê Swêdê li Iraqê Jorgen Lindstrom kir.Di civînê de têkiliyên aborî hatin gotûbêjkirin."
    assert [m.topics for m in read(glued).mentions] == [("economy",)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HOST} ئەمڕۆ سێشەممە لە هەولێر لەگەڵ «یۆهان بێرگ» باڵیۆزی سوید لە عێراق کۆبووەوە.",
        f'{HOST} ئەمڕۆ سێشەممە لە هەولێر پێشوازیی لە باڵیۆزی سوید لە عێراق "یۆهان بێرگ" کرد.',
        f"{HOST} ئەمڕۆ سێشەممە لە هەولێر لەگەڵ (یۆهان بێرگ)ی باڵیۆزی سوید لە عێراق کۆبوەوە.",
    ],
)
def test_marks_around_a_name_are_no_part_of_it(text: str) -> None:
    assert guests(text) == [("Johan Berg", "Ambassador to Iraq")]


@pytest.mark.parametrize(
    "text",
    [
        "سەرۆکایەتیی هەرێم ئەمڕۆ سێشەممە رایگەیاند، نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان هەینی لە ڕۆما لەگەڵ سێرجۆ ماتارێلا، سەرۆکی ئیتاڵیا کۆدەبێتەوە.",
        "Serokatiya Herêmê îro Sêşemê ragihand, Serokê Herêma Kurdistanê Nêçîrvan Barzanî dê roja Îniyê li Romayê bi Serokê Îtalyayê Sergio Mattarella re bicive.",
    ],
)
def test_the_day_of_an_announcement_is_not_the_meeting_s(text: str) -> None:
    (mention,) = read(text).mentions
    assert (mention.status, mention.date, mention.city) == (Status.PLANNED, date(2024, 3, 8), "Rome")


def test_the_leader_of_a_party_goes_by_his_bare_title() -> None:
    text = "ئەمڕۆ سێشەممە سەرۆک بارزانی لە پیرمام پێشوازیی لە یۆهان بێرگ، باڵیۆزی سوید لە عێراق کرد."
    assert [p.name for m in read(text).mentions for p in m.participants] == ["Masoud Barzani", "Johan Berg"]


@pytest.mark.parametrize(
    "text",
    [
        f"{HOST} ئەمڕۆ سێشەممە لە هەولێر لەگەڵ هاسان چەلیک، سەرۆکی پێشووی پەرلەمانی تورکیا و سەرۆکی پارتی ئایندە کۆبووەوە.",
        f"{HOST} ئەمڕۆ سێشەممە لە هەولێر لەگەڵ هاسان چەلیک، سەرۆکی پارتی ئایندە کۆبووەوە.",
    ],
)
def test_what_somebody_was_stands_before_what_he_is(text: str) -> None:
    assert guests(text) == [("Hasan Celik", "Party Leader")]


def test_whose_greetings_were_conveyed_was_not_there() -> None:
    text = (
        f"{SEROK} îro Sêşemê bi Balyozê Amerîkayê li Iraqê John Miller re bi telefonê axivî.\n\n"
        "Di wê peywendiyê de, John Miller silav û rêzên Serok Biden gihandin Serokê Herêmê."
    )
    assert guests(text) == [("John Miller", "Ambassador to Iraq")]


def test_the_weekday_to_come_of_a_verb_in_the_present() -> None:
    text = (
        "سەرۆکایەتیی هەرێم ئەمڕۆ سێشەممە رایگەیاند، نێچیرڤان بارزانی دەچێتە فەرەنسا.\n\n"
        "سەرۆکایەتیی فەرەنسا بڵاوی کردەوە، ڕۆژی هەینی ئیمانوێل ماکرۆن لە کۆشکی ئیلیزێ پێشوازی لە نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان دەکات."
    )
    (mention,) = read(text).mentions
    assert (mention.status, mention.date, mention.city) == (Status.PLANNED, date(2024, 3, 8), "Paris")
