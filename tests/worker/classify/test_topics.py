"""Topics: words of the talks, not of offices, history or the neighbourhood of the guests."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.records import TOPICS
from worker.classify.fold import fold
from worker.classify.topics import _CUES, LANGUAGES, LEAST, find_topics, patterns, topics_of, trust_of


def told(sentences: str | list[str], language: str, title: str = "", polities: tuple[str, ...] = ()) -> set[str]:
    texts = [sentences] if isinstance(sentences, str) else sentences
    return {
        topic.id
        for topic in topics_of(fold(title).text, [fold(text).text for text in texts], language, polities=polities)
    }


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        (
            "en",
            "They discussed the fight against terrorism and the return of displaced families.",
            {"security", "displacement"},
        ),
        ("en", "The two sides went over the oil exports and the budget law.", {"energy", "budget"}),
        ("en", "Talks focused on human rights and on visas for students.", {"rights", "consular", "culture"}),
        (
            "en",
            "They exchanged views on relations between Erbil and Baghdad and on Article 140.",
            {"federal", "disputed_areas"},
        ),
        ("ar", "وبحث الجانبان العلاقات الثنائية وملف الموازنة والرواتب.", {"bilateral", "budget"}),
        ("ar", "وتناول اللقاء أزمة المياه والتغير المناخي وعودة النازحين.", {"climate", "displacement"}),
        ("ar", "جرى بحث التعاون في مكافحة الإرهاب وتدريب قوات البيشمركة.", {"security", "military"}),
        ("ar", "ناقشا تشكيل الحكومة الجديدة والانتخابات.", {"politics", "elections"}),
        ("ckb", "لە دیدارەکەدا پرسی نەوت و مووچەی فەرمانبەران تاوتوێ کران.", {"energy", "budget"}),
        ("ckb", "باسی دۆخی ئاوارەکان و پێکهاتەکان کرا.", {"displacement", "minorities"}),
        ("ckb", "له‌ دیداره‌كه‌دا باسی پێشمه‌رگه‌ و شه‌ڕی داعش كرا.", {"military", "security"}),
        ("ckb", "پەیوەندییەکانی نێوان هەولێر و بەغدا تاوتوێ کران.", {"federal"}),
        ("kmr", "Di hevdîtinê de hilbijartin û têkiliyên Hewlêr û Bexdayê hatin nirxandin.", {"elections", "federal"}),
        ("kmr", "Her du aliyan behsa hinartina petrolê û rewşa penaberan kir.", {"energy", "displacement"}),
        ("kmr", "Pirsa avê û guherîna avhewayê hatin gotûbêjkirin.", {"climate"}),
    ],
)
def test_what_a_sentence_says_was_discussed(language: str, sentence: str, expected: set[str]) -> None:
    assert expected <= told(sentence, language)
    assert len(told(sentence, language) - expected) <= 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "The Minister of Agriculture and Water Resources received the energy minister and discussed cooperation.",
        ),
        ("en", "He discussed it with the Oil Ministry."),
        ("ar", "بحث وزير النفط مع وزير التعليم العالي التعاون"),
        ("ckb", "وەزیری نەوت لەگەڵ وەزیری ناوخۆ باسیان کرد"),
        ("kmr", "Wezîrê Petrolê bi wezîrê Çandiniyê re axivî"),
    ],
)
def test_offices_are_no_topics(language: str, sentence: str) -> None:
    assert told(sentence, language) <= {"bilateral"}


def test_thanks_are_no_soldiers() -> None:
    assert "military" not in told("سوپاسی هەرێمی کرد و باسی دۆخەکە کرا", "ckb")


def test_a_country_at_the_table_is_no_topic() -> None:
    sentence = "They discussed the situation in Syria and Turkey."
    assert told(sentence, "en", polities=("TR", "IQ")) == {"regional"}
    assert told("They discussed cooperation with Turkey.", "en", polities=("TR", "IQ")) <= {"bilateral"}


def test_history_is_no_topic() -> None:
    lead = "The president received the ambassador and discussed trade."
    history = "The ambassador had visited a refugee camp last year."
    assert told([lead, history], "en") == {"economy"}


def test_the_title_counts_double_but_a_hint_in_it_is_not_enough() -> None:
    assert told("They met.", "en", title="Ministers meet on oil exports") == {"energy"}
    assert told("They met.", "en", title="Ministers meet near the border") == set()


def test_evidence_names_the_sentence_and_the_word() -> None:
    sentences = ["they met.", "they discussed the budget."]
    (topic,) = topics_of("", sentences, "en")
    assert (topic.id, topic.sentence, sentences[1][topic.start : topic.end]) == ("budget", 1, "budget")


def test_arabic_words_are_found_behind_their_clitics_only() -> None:
    assert [hit.pattern.topic for hit in find_topics(fold("والنفط وللنفط بالنفط").text, "ar")] == ["energy"] * 3
    assert not find_topics(fold("خنفط").text, "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicon_is_folded_and_covers_every_topic(language: str) -> None:
    rows = patterns(language)
    assert {row.topic for row in rows} == set(TOPICS)
    assert all(row.text == fold(row.text).text and len(row.text) >= 2 for row in rows)


@pytest.mark.parametrize(
    ("language", "talks", "background"),
    [
        ("en", "the two discussed trade", "trade grew in 2019"),
        ("ar", fold("وبحث الجانبان التجارة").text, fold("وكانت التجارة قد توقفت عام 2019").text),
        ("ckb", fold("باسی بازرگانی کرا").text, fold("ساڵی 2019 بازرگانی وەستابوو").text),
        ("kmr", "behsa bazirganiyê hat kirin", "sala 2019an bazirganî rawestiyabû"),
    ],
)
def test_talks_are_trusted_more_than_background(language: str, talks: str, background: str) -> None:
    assert trust_of(talks, language) > 0.5 > trust_of(background, language)


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "und"]))
@settings(max_examples=100, deadline=None)
def test_nothing_breaks_it(text: str, language: str) -> None:
    folded = fold(text).text
    for topic in topics_of(folded, [folded], language):
        assert topic.id in TOPICS


@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_for_the_letters_first_loses_no_cue(language: str) -> None:
    cues = _CUES[language]
    path = Path(__file__).parents[3] / "fixtures" / "entries" / f"heldout-{language}.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = [sentence for text in texts for sentence in fold(text).text.split(".")]
    for cue in (cues.discussed, cues.said, cues.earlier, cues.dated):
        found = [sentence for sentence in sentences if cue.search(sentence)]
        assert all(any(letters in sentence for letters, _ in cue.signs) for sentence in found)


def test_who_praises_and_then_says_something_is_heard_in_kurmanji() -> None:
    praise = "mcgurk mêrxasiya pêşmerge bilind nirxand"
    assert trust_of(f"{praise}.", "kmr") < LEAST
    assert trust_of(f"{praise} û got ku ew dê alîkariya darayî bişîne.", "kmr") >= LEAST


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        # what only tells when, and an attack or a vote that is the matter itself
        ("en", "They discussed the return of families who left after the military operation.", {"displacement"}),
        ("en", "They discussed the situation after the terrorist attacks.", {"security"}),
        ("ar", "وبحث الجانبان أوضاع اللاجئين الذين عبروا بعد العملية العسكرية.", {"displacement"}),
        ("kmr", "Her du aliyan rewşa penaberan a piştî operasyona leşkerî gotûbêj kir.", {"displacement"}),
        # visas are of those who travel, whoever they are
        ("en", "The two sides discussed visas for businessmen and patients.", {"consular"}),
        ("en", "The two sides discussed visas and business.", {"consular", "economy"}),
        ("ar", "ناقش الجانبان تسهيل منح سمات الدخول لرجال الأعمال.", {"consular"}),
        # whose rights a government is to respect
        ("en", "They discussed forming a government that respects the rights of all components.", {"politics"}),
        ("en", "They discussed the rights of all components.", {"minorities"}),
        ("ar", "شددا على تشكيل الحكومة بما يضمن حقوق المكونات.", {"politics"}),
        # a debate that is no part of the meeting
        ("en", "He also took part in a panel on energy security.", set()),
        # to what end
        ("en", "They agreed on further cooperation to ensure stability.", set()),
        ("en", "They agreed on ways of strengthening security and stability.", {"security"}),
        ("ckb", "هەردوولا ڕێککەوتن تیمە هونەرییەکان لیستی مووچە تەواو بکەن.", {"budget"}),
        ("ckb", "باسی کێشەی گواستنەوەی پارە کرا.", {"economy"}),
        ("kmr", "Her du alî hevbîr bûn ku divê mafên hemû pêkhateyan bên parastin.", set()),
        ("kmr", "Her du aliyan mafên hemû pêkhateyan gotûbêj kirin.", {"minorities"}),
        # a field is not the ties, a border not the neighbour, a reform of forces no economy
        ("ar", "بحثا تعزيز التعاون العسكري بين البلدين الصديقين.", {"military"}),
        ("ar", "بحثا تعزيز العلاقات بين البلدين الصديقين.", {"bilateral"}),
        ("ar", "بحثا ضبط الحدود مع سوريا.", {"security"}),
        ("ckb", "باسی چاکسازی لە وەزارەتی پێشمەرگە کرا.", {"military"}),
        # an office ends at the verb
        ("ar", "رئيس مجلس النواب يبحث العلاقات الثنائية.", {"bilateral"}),
        ("ckb", "وەزیری نەوت باسی کارەبا کرد.", {"energy"}),
        ("kmr", "Wezîrê petrolê behsa elektrîkê kir.", {"energy"}),
        ("en", "The Ministry of Trade discussed electricity with them.", {"energy"}),
    ],
)
def test_words_that_tell_when_for_whom_or_to_what_end_are_no_matter(
    language: str, sentence: str, expected: set[str]
) -> None:
    assert told(sentence, language) == expected


@pytest.mark.parametrize(
    ("language", "sentences", "expected"),
    [
        (
            "en",
            ["the visit is off for security reasons.", "he had been expected to hold a meeting with her about trade."],
            {"economy"},
        ),
        ("ar", ["تأجلت الزيارة لأسباب أمنية.", "وكان من المقرر أن يبحث معه التجارة."], {"economy"}),
        ("kmr", ["berdevk got ku sedem rewşa ewlehiyê ye.", "biryar bû behsa veberhênanê bikin."], {"economy"}),
    ],
)
def test_why_a_meeting_was_called_off_is_no_topic(language: str, sentences: list[str], expected: set[str]) -> None:
    texts = [fold(sentence).text for sentence in sentences]
    assert {topic.id for topic in topics_of("", texts, language, called_off=True)} == expected
