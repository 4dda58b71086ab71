"""Guests of one host in one sentence, received one after the other: a meeting with each of them."""

from datetime import date

import pytest

from storage.records import Assessment
from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

PUBLISHED = date(2024, 3, 4)  # a Monday
TELLINGS = [
    ("en", "Prime Minister Masrour Barzani on Monday received in turn French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba."),
    ("en", "Prime Minister Masrour Barzani on Monday met one by one with French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba."),
    ("en", "Prime Minister Masrour Barzani on Monday met with French Ambassador Luc Moreau, then with Italian Ambassador Paola Ricci and later with Spanish Ambassador Pedro Alba."),
    ("en", "Prime Minister Masrour Barzani on Monday held separate meetings with French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba."),
    ("en", "In three separate meetings on Monday, Prime Minister Masrour Barzani received French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba."),
    ("en", "French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba were received separately by Prime Minister Masrour Barzani on Monday."),
    ("en", "Prime Minister Masrour Barzani met French Ambassador Luc Moreau on Monday morning, Italian Ambassador Paola Ricci at noon and Spanish Ambassador Pedro Alba in the afternoon."),
    ("en", "Prime Minister Masrour Barzani received three guests on Monday. He met French Ambassador Luc Moreau in the morning, Italian Ambassador Paola Ricci at noon and Spanish Ambassador Pedro Alba in the evening."),
    ("en", "Prime Minister Masrour Barzani received three ambassadors on Monday: French Ambassador Luc Moreau, Italian Ambassador Paola Ricci and Spanish Ambassador Pedro Alba, each on their own."),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني يوم الاثنين تباعا السفير الفرنسي لوك مورو والسفيرة الإيطالية باولا ريتشي والسفير الإسباني بيدرو ألبا.'),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني يوم الاثنين على التوالي السفير الفرنسي لوك مورو والسفيرة الإيطالية باولا ريتشي والسفير الإسباني بيدرو ألبا.'),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني يوم الاثنين السفير الفرنسي لوك مورو، ثم السفيرة الإيطالية باولا ريتشي، فالسفير الإسباني بيدرو ألبا.'),
    ('ar', 'عقد رئيس الحكومة مسرور بارزاني يوم الاثنين لقاءات منفصلة مع السفير الفرنسي لوك مورو والسفيرة الإيطالية باولا ريتشي والسفير الإسباني بيدرو ألبا.'),
    ('ar', 'في ثلاثة لقاءات منفصلة يوم الاثنين، استقبل رئيس الحكومة مسرور بارزاني السفير الفرنسي لوك مورو والسفيرة الإيطالية باولا ريتشي والسفير الإسباني بيدرو ألبا.'),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني صباح الاثنين السفير الفرنسي لوك مورو، وظهرا السفيرة الإيطالية باولا ريتشي، ومساء السفير الإسباني بيدرو ألبا.'),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني يوم الاثنين السفير الفرنسي لوك مورو. كما استقبل السفيرة الإيطالية باولا ريتشي. واستقبل أيضا السفير الإسباني بيدرو ألبا.'),
    ('ar', 'استقبل رئيس الحكومة مسرور بارزاني يوم الاثنين كلا من السفير الفرنسي لوك مورو والسفيرة الإيطالية باولا ريتشي والسفير الإسباني بيدرو ألبا، كل على حدة.'),
    ('ckb', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە یەک لە دوای یەک پێشوازیی لە لوک مۆرۆ، باڵیۆزی فەرەنسا و پاولا ریچی، باڵیۆزی ئیتالیا و پێدرۆ ئالبا، باڵیۆزی ئیسپانیا کرد.'),
    ('ckb', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە لە سێ دیداری جیاوازدا پێشوازیی لە لوک مۆرۆ، باڵیۆزی فەرەنسا و پاولا ریچی، باڵیۆزی ئیتالیا و پێدرۆ ئالبا، باڵیۆزی ئیسپانیا کرد.'),
    ('ckb', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە پێشوازیی لە لوک مۆرۆ، باڵیۆزی فەرەنسا و دواتر پاولا ریچی، باڵیۆزی ئیتالیا و پاشان پێدرۆ ئالبا، باڵیۆزی ئیسپانیا کرد.'),
    ('ckb', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە لەگەڵ هەریەک لە لوک مۆرۆ، باڵیۆزی فەرەنسا، پاولا ریچی، باڵیۆزی ئیتالیا و پێدرۆ ئالبا، باڵیۆزی ئیسپانیا بە جیا کۆبووەوە.'),
    ('ckb', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە پێشوازیی لە لوک مۆرۆ، باڵیۆزی فەرەنسا کرد. هەروەها پێشوازیی لە پاولا ریچی، باڵیۆزی ئیتالیا کرد. دواتریش پێشوازیی لە پێدرۆ ئالبا، باڵیۆزی ئیسپانیا کرد.'),
    ('kmr', 'Serokwezîr Mesrûr Barzanî roja Duşemê li pey hev pêşwazî li Balyozê Fransayê Luc Moreau, Balyoza Îtalyayê Paola Ricci û Balyozê Spanyayê Pedro Alba kir.'),
    ('kmr', 'Serokwezîr Mesrûr Barzanî roja Duşemê di sê civînên cuda de pêşwazî li Balyozê Fransayê Luc Moreau, Balyoza Îtalyayê Paola Ricci û Balyozê Spanyayê Pedro Alba kir.'),
    ('kmr', 'Serokwezîr Mesrûr Barzanî roja Duşemê bi Balyozê Fransayê Luc Moreau re, piştre bi Balyoza Îtalyayê Paola Ricci re û paşê bi Balyozê Spanyayê Pedro Alba re civiya.'),
    ('kmr', 'Serokwezîr Mesrûr Barzanî roja Duşemê yek bi yek bi Balyozê Fransayê Luc Moreau, Balyoza Îtalyayê Paola Ricci û Balyozê Spanyayê Pedro Alba re civiya.'),
    ('kmr', 'Serokwezîr Mesrûr Barzanî roja Duşemê pêşwazî li Balyozê Fransayê Luc Moreau kir. Herwiha pêşwazî li Balyoza Îtalyayê Paola Ricci kir. Balyozê Spanyayê Pedro Alba jî mêvanê dawî yê Serokwezîr bû.'),
]  # fmt: skip


def told_by(answer: Assessment) -> list[list[str]]:
    """The polities at each meeting; one that is told twice stands twice."""
    return sorted(sorted(p.polity or "" for p in m.participants) for m in answer.mentions)


@pytest.mark.parametrize(("language", "text"), TELLINGS)
def test_guests_received_one_by_one_are_a_meeting_each(language: str, text: str) -> None:
    answer = assess_text("", text, load_knowledge(), published=PUBLISHED, language=language)
    assert told_by(answer) == [["ES", "IQ-KR"], ["FR", "IQ-KR"], ["IQ-KR", "IT"]]
    assert {m.date for m in answer.mentions} == {PUBLISHED}


MUNICH = [
    ("en", "Prime Minister Masrour Barzani had a busy schedule on the sidelines of the Munich Security Conference on Saturday. He first met German Foreign Minister Annalena Baerbock, with whom he discussed military support. He then sat down with Dutch Defence Minister Kajsa Ollongren to discuss the Peshmerga. His last meeting of the day was with Finnish President Sauli Niinisto."),
    ("en", "On Saturday, Prime Minister Masrour Barzani held three meetings in Munich. In the first, with German Foreign Minister Annalena Baerbock, he discussed military support. In the second, he and Dutch Defence Minister Kajsa Ollongren talked about the Peshmerga. The third was with Finnish President Sauli Niinisto."),
    ("en", "Prime Minister Masrour Barzani met German Foreign Minister Annalena Baerbock in Munich on Saturday. Among others whom he met there were Dutch Defence Minister Kajsa Ollongren and Finnish President Sauli Niinisto."),
    ("ar", "عقد رئيس حكومة إقليم كوردستان مسرور بارزاني سلسلة لقاءات على هامش مؤتمر ميونخ للأمن يوم السبت. والتقى أولا وزيرة الخارجية الألمانية أنالينا بيربوك وبحث معها الدعم العسكري. ثم اجتمع بوزيرة الدفاع الهولندية كايسا أولونغرين لبحث ملف البيشمركة. واختتم لقاءاته بالرئيس الفنلندي ساولي نينيستو."),
    ("ar", "التقى رئيس حكومة إقليم كوردستان مسرور بارزاني في ميونخ يوم السبت وزيرة الخارجية الألمانية أنالينا بيربوك. كما كان له لقاء مع وزيرة الدفاع الهولندية كايسا أولونغرين. وفي لقاء ثالث، بحث مع الرئيس الفنلندي ساولي نينيستو الأوضاع."),
    ("ar", "وفي ميونخ، التقى مسرور بارزاني يوم السبت كلا من وزيرة الخارجية الألمانية أنالينا بيربوك، ووزيرة الدفاع الهولندية كايسا أولونغرين، والرئيس الفنلندي ساولي نينيستو، في لقاءات منفصلة."),
    ("ckb", "مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان ڕۆژی شەممە لە پەراوێزی کۆنفرانسی ئاسایشی میونشن چەند دیدارێکی ئەنجامدا. سەرەتا لەگەڵ ئانالینا بێربۆک، وەزیری دەرەوەی ئەڵمانیا کۆبووەوە. دواتر چاوی بە کایسا ئۆلۆنگرێن، وەزیری بەرگریی هۆڵەندا کەوت. لە کۆتاییشدا لەگەڵ ساولی نینیستۆ، سەرۆکی فینلاند کۆبووەوە."),
    ("ckb", "مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی شەممە لە میونشن لەگەڵ ئانالینا بێربۆک، وەزیری دەرەوەی ئەڵمانیا کۆبووەوە. هەر لەوێ کایسا ئۆلۆنگرێن، وەزیری بەرگریی هۆڵەندای بینی. دیداری سێیەمیشی لەگەڵ ساولی نینیستۆ، سەرۆکی فینلاند بوو."),
    ("kmr", "Serokwezîrê Herêma Kurdistanê Mesrûr Barzanî roja Şemiyê li perawêza Konferansa Ewlehiyê ya Munîhê çend hevdîtin kirin. Pêşî bi Wezîra Derve ya Almanyayê Annalena Baerbock re civiya. Piştre bi Wezîra Parastinê ya Holandayê Kajsa Ollongren re rûnişt. Di dawiyê de bi Serokê Fînlandayê Sauli Niinisto re hevdîtin kir."),
    ("kmr", "Serokwezîr Mesrûr Barzanî roja Şemiyê li Munîhê bi Wezîra Derve ya Almanyayê Annalena Baerbock re civiya. Her li wir Wezîra Parastinê ya Holandayê Kajsa Ollongren dît. Hevdîtina sêyem bi Serokê Fînlandayê Sauli Niinisto re bû."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), MUNICH)
def test_meetings_of_one_day_are_told_one_after_the_other(language: str, text: str) -> None:
    answer = assess_text("", text, load_knowledge(), published=date(2023, 2, 18), language=language)
    assert told_by(answer) == [["DE", "IQ-KR"], ["FI", "IQ-KR"], ["IQ-KR", "NL"]]
    assert {(m.city, m.date) for m in answer.mentions} == {("Munich", date(2023, 2, 18))}
