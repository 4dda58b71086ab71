"""Meetings of three countries, of committees and of two delegations, told in one sentence or two."""

from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

PUBLISHED = date(2024, 3, 4)  # a Monday
AMMAN = ("Amman", ["EG", "IQ", "JO"])
BAGHDAD = ("Baghdad", ["IQ", "TR"])
TELLINGS = [
    ("en", "Iraqi Foreign Minister Fuad Hussein, his Jordanian counterpart Ayman Safadi and Egyptian Foreign Minister Sameh Shoukry met in Amman on Monday.", AMMAN),
    ("en", "Jordanian Foreign Minister Ayman Safadi on Monday hosted his Iraqi and Egyptian counterparts, Fuad Hussein and Sameh Shoukry, in Amman for trilateral talks.", AMMAN),
    ("en", "A trilateral meeting of the foreign ministers of Iraq, Jordan and Egypt was held in Amman on Monday. Fuad Hussein, Ayman Safadi and Sameh Shoukry discussed electricity.", AMMAN),
    ("en", "The third tripartite meeting brought together Fuad Hussein, Ayman Safadi and Sameh Shoukry, the foreign ministers of Iraq, Jordan and Egypt, in Amman on Monday.", AMMAN),
    ("en", "Amman hosted on Monday a trilateral meeting between Iraqi Foreign Minister Fuad Hussein, Jordanian Foreign Minister Ayman Safadi and Egyptian Foreign Minister Sameh Shoukry.", AMMAN),
    ("en", "Iraqi Foreign Minister Fuad Hussein took part on Monday in a tripartite meeting in Amman with his counterparts Ayman Safadi of Jordan and Sameh Shoukry of Egypt.", AMMAN),
    ("en", "An Iraqi delegation headed by Water Resources Minister Aoun Diab met in Baghdad on Monday with a Turkish delegation led by Deputy Energy Minister Kemal Aydin.", BAGHDAD),
    ("en", "The joint Iraqi-Turkish water committee held its second meeting in Baghdad on Monday, chaired by Water Resources Minister Aoun Diab and Turkish Deputy Energy Minister Kemal Aydin.", BAGHDAD),
    ("en", "Iraq and Turkey held a round of talks on water in Baghdad on Monday. The Iraqi side was headed by Water Resources Minister Aoun Diab and the Turkish side by Deputy Energy Minister Kemal Aydin.", BAGHDAD),
    ("en", "Talks between the Iraqi and Turkish delegations opened in Baghdad on Monday, with Water Resources Minister Aoun Diab and Turkish Deputy Energy Minister Kemal Aydin at the head of the two sides.", BAGHDAD),
    ("en", "Iraqi Water Resources Minister Aoun Diab and Turkish Deputy Energy Minister Kemal Aydin co-chaired in Baghdad on Monday a meeting of the joint committee.", BAGHDAD),
    ("en", "Iraqi Water Resources Minister Aoun Diab signed a memorandum of understanding with Turkish Deputy Energy Minister Kemal Aydin in Baghdad on Monday after talks.", BAGHDAD),
    ("ar", "التقى وزير الخارجية العراقي فؤاد حسين نظيريه الأردني أيمن الصفدي والمصري سامح شكري في عمان يوم الاثنين.", AMMAN),
    ("ar", "استضاف وزير الخارجية الأردني أيمن الصفدي في عمان يوم الاثنين نظيريه العراقي فؤاد حسين والمصري سامح شكري في إطار آلية التعاون الثلاثي.", AMMAN),
    ("ar", "عقد في عمان يوم الاثنين اجتماع ثلاثي لوزراء خارجية العراق فؤاد حسين والأردن أيمن الصفدي ومصر سامح شكري.", AMMAN),
    ("ar", "استضافت عمان يوم الاثنين اجتماعا ثلاثيا ضم وزير الخارجية العراقي فؤاد حسين ووزير الخارجية الأردني أيمن الصفدي ووزير الخارجية المصري سامح شكري.", AMMAN),
    ("ar", "شارك وزير الخارجية العراقي فؤاد حسين يوم الاثنين في الاجتماع الثلاثي في عمان مع نظيريه الأردني أيمن الصفدي والمصري سامح شكري.", AMMAN),
    ("ar", "بحث وزراء خارجية العراق والأردن ومصر، فؤاد حسين وأيمن الصفدي وسامح شكري، في عمان يوم الاثنين ملف الكهرباء.", AMMAN),
    ("ar", "اجتمع وفد عراقي برئاسة وزير الموارد المائية عون ذياب مع وفد تركي برئاسة نائب وزير الطاقة كمال أيدين في بغداد يوم الاثنين.", BAGHDAD),
    ("ar", "عقدت اللجنة العراقية التركية المشتركة للمياه اجتماعها الثاني في بغداد يوم الاثنين برئاسة وزير الموارد المائية عون ذياب ونائب وزير الطاقة التركي كمال أيدين.", BAGHDAD),
    ("ar", "عقد في بغداد يوم الاثنين اجتماع عراقي تركي حول المياه، ترأس الجانب العراقي وزير الموارد المائية عون ذياب فيما ترأس الجانب التركي نائب وزير الطاقة كمال أيدين.", BAGHDAD),
    ("ar", "ترأس وزير الموارد المائية العراقي عون ذياب ونائب وزير الطاقة التركي كمال أيدين اجتماع اللجنة المشتركة في بغداد يوم الاثنين.", BAGHDAD),
    ("ar", "وقع وزير الموارد المائية العراقي عون ذياب ونائب وزير الطاقة التركي كمال أيدين مذكرة تفاهم في بغداد يوم الاثنين عقب مباحثات.", BAGHDAD),
    ("ckb", "فوئاد حوسێن، وەزیری دەرەوەی عێراق ڕۆژی دووشەممە لە عەممان لەگەڵ ئەیمەن سەفەدی، وەزیری دەرەوەی ئوردن و سامح شوکری، وەزیری دەرەوەی میسر کۆبووەوە.", AMMAN),
    ("ckb", "ڕۆژی دووشەممە لە عەممان کۆبوونەوەیەکی سێقۆڵی لە نێوان فوئاد حوسێن، وەزیری دەرەوەی عێراق و ئەیمەن سەفەدی، وەزیری دەرەوەی ئوردن و سامح شوکری، وەزیری دەرەوەی میسر ئەنجامدرا.", AMMAN),
    ("ckb", "وەزیرانی دەرەوەی عێراق و ئوردن و میسر، فوئاد حوسێن و ئەیمەن سەفەدی و سامح شوکری ڕۆژی دووشەممە لە عەممان کۆبوونەوە.", AMMAN),
    ("ckb", "عەممان ڕۆژی دووشەممە میوانداریی کۆبوونەوەیەکی سێقۆڵیی کرد بە بەشداریی فوئاد حوسێن، وەزیری دەرەوەی عێراق و ئەیمەن سەفەدی، وەزیری دەرەوەی ئوردن و سامح شوکری، وەزیری دەرەوەی میسر.", AMMAN),
    ("ckb", "شاندێکی عێراق بە سەرۆکایەتیی عەون زیاب، وەزیری سەرچاوە ئاوییەکان ڕۆژی دووشەممە لە بەغدا لەگەڵ شاندێکی تورکیا بە سەرۆکایەتیی کەمال ئایدن، جێگری وەزیری وزە کۆبووەوە.", BAGHDAD),
    ("ckb", "لیژنەی هاوبەشی ئاوی عێراق و تورکیا ڕۆژی دووشەممە لە بەغدا بە سەرپەرشتیی عەون زیاب، وەزیری سەرچاوە ئاوییەکانی عێراق و کەمال ئایدن، جێگری وەزیری وزەی تورکیا کۆبووەوە.", BAGHDAD),
    ("ckb", "ڕۆژی دووشەممە لە بەغدا کۆبوونەوەیەکی عێراق و تورکیا لەبارەی ئاو بەڕێوەچوو، سەرۆکایەتیی شاندی عێراق عەون زیاب، وەزیری سەرچاوە ئاوییەکان و سەرۆکایەتیی شاندی تورکیا کەمال ئایدن، جێگری وەزیری وزە کردی.", BAGHDAD),
    ("kmr", "Wezîrê Derve yê Iraqê Fuad Husên roja Duşemê li Emanê bi Wezîrê Derve yê Urdinê Eymen Sefedî û Wezîrê Derve yê Misrê Samih Şukrî re civiya.", AMMAN),
    ("kmr", "Roja Duşemê li Emanê civîneke sêalî di navbera Wezîrê Derve yê Iraqê Fuad Husên, Wezîrê Derve yê Urdinê Eymen Sefedî û Wezîrê Derve yê Misrê Samih Şukrî de hat lidarxistin.", AMMAN),
    ("kmr", "Wezîrên Derve yên Iraq, Urdin û Misrê, Fuad Husên, Eymen Sefedî û Samih Şukrî roja Duşemê li Emanê civiyan.", AMMAN),
    ("kmr", "Eman roja Duşemê mazûvaniya civîneke sêalî kir bi beşdariya Wezîrê Derve yê Iraqê Fuad Husên, Wezîrê Derve yê Urdinê Eymen Sefedî û Wezîrê Derve yê Misrê Samih Şukrî.", AMMAN),
    ("kmr", "Şandeke Iraqê bi serokatiya Wezîrê Çavkaniyên Avê Ewn Ziyab roja Duşemê li Bexdayê bi şandeke Tirkiyeyê bi serokatiya Cîgirê Wezîrê Enerjiyê Kemal Aydin re civiya.", BAGHDAD),
    ("kmr", "Komîteya hevbeş a avê ya Iraq û Tirkiyeyê roja Duşemê li Bexdayê bi serokatiya Wezîrê Çavkaniyên Avê yê Iraqê Ewn Ziyab û Cîgirê Wezîrê Enerjiyê yê Tirkiyeyê Kemal Aydin civiya.", BAGHDAD),
    ("kmr", "Roja Duşemê li Bexdayê civîneke Iraq û Tirkiyeyê li ser avê hat kirin, şanda Iraqê ji aliyê Wezîrê Çavkaniyên Avê Ewn Ziyab ve û şanda Tirkiyeyê ji aliyê Cîgirê Wezîrê Enerjiyê Kemal Aydin ve hat serokatîkirin.", BAGHDAD),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "met"), TELLINGS)
def test_all_sides_of_a_gathering_sat_at_one_table(language: str, text: str, met: tuple[str, list[str]]) -> None:
    (mention,) = assess_text("", text, load_knowledge(), published=PUBLISHED, language=language).mentions
    assert (mention.city, sorted(p.polity or "" for p in mention.participants if p.lead)) == met
    assert mention.date == PUBLISHED
    assert all(p.name for p in mention.participants)
