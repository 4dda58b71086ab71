"""Guests of one host in one sentence, received one after the other: a meeting with each of them."""

from datetime import date

import pytest

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


@pytest.mark.parametrize(("language", "text"), TELLINGS)
def test_guests_received_one_by_one_are_a_meeting_each(language: str, text: str) -> None:
    answer = assess_text("", text, load_knowledge(), published=PUBLISHED, language=language)
    met = {tuple(sorted(p.polity for p in m.participants)) for m in answer.mentions}
    assert met == {("FR", "IQ-KR"), ("IQ-KR", "IT"), ("ES", "IQ-KR")}
    assert {m.date for m in answer.mentions} == {PUBLISHED}
