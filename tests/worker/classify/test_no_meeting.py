"""Reports that name officials of two sides who did not meet: openings, feasts, letters, appeals, statements, companies, talk of one's own."""

from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

REPORTS = [
    ('en', 'New hospital opens in Duhok', 'Prime Minister Masrour Barzani inaugurated a hospital in Duhok on Monday in the presence of the Japanese consul general, Kenji Sato. Japan paid a third of the costs.\n\n"This is a gift of the Japanese people," Sato told the crowd.'),
    ('en', 'Embassy marks national day', "The Italian embassy in Baghdad marked the Republic's national day on Monday. Iraqi Foreign Minister Fuad Hussein and Ambassador Maurizio Greganti cut a cake before 300 guests."),
    ('en', 'Barzani addresses forum', "Speaking at a forum in Erbil on Monday, Prime Minister Masrour Barzani thanked the US ambassador, Alina Romanowski, who sat in the first row, for Washington's support."),
    ('en', 'Airline to fly to Vienna', 'The director of Erbil International Airport, Ahmed Hoshyar, and the manager of Austrian Airlines in Iraq, Karl Maier, announced on Monday that flights to Vienna will resume in June.'),
    ('en', 'Iraq beats Jordan', 'Iraq beat Jordan 3-2 in Basra on Monday before the eyes of Prime Minister Mohammed Shia al-Sudani and FIFA President Gianni Infantino.'),
    ('en', 'Sudani receives governor', "Prime Minister Mohammed Shia al-Sudani received the governor of Basra, Asaad al-Eidani, on Monday and discussed water with him. They also spoke of the pipeline to Jordan's Aqaba."),
    ('en', 'PUK leadership meets', "The PUK's political bureau met on Monday under Bafel Talabani. The party discussed its talks with the KDP and with the US consul general, which are to start next month."),
    ('en', 'Minister meets oil executives', 'Iraqi Oil Minister Hayyan Abdul Ghani met on Monday with executives of Total, BP and Lukoil to discuss gas projects.'),
    ('en', 'Kurdish community in Sweden', 'Swedish Prime Minister Ulf Kristersson met members of the Kurdish community in Stockholm on Monday, ahead of Newroz.'),
    ('en', 'Ambassador visits camp', 'Dutch Ambassador Hans Akerboom visited the Sharya camp near Duhok on Monday and spoke with displaced Yazidi families.'),
    ('en', 'Araji: no talks with PKK', 'National Security Adviser Qasim al-Araji denied on Monday that he had met with Iranian officials about Kurdish opposition groups.'),
    ('en', 'Lawmaker urges Ankara to talk', 'Lawmaker Vian Sabri urged Turkish President Recep Tayyip Erdogan on Monday to meet with Kurdish leaders and to release Selahattin Demirtas.'),
    ('ar', 'افتتاح مستشفى', 'افتتح رئيس الحكومة مسرور بارزاني يوم الاثنين مستشفى في دهوك بحضور القنصل العام الياباني كنجي ساتو. وقال ساتو للحاضرين إن المستشفى هدية من الشعب الياباني.'),
    ('ar', 'السفارة الإيطالية تحيي عيدها', 'أحيت السفارة الإيطالية في بغداد العيد الوطني يوم الاثنين بحضور وزير الخارجية فؤاد حسين والسفير ماوريتسيو غريغانتي وعدد من الدبلوماسيين.'),
    ('ar', 'السوداني يستقبل محافظ البصرة', 'استقبل رئيس الوزراء محمد شياع السوداني يوم الاثنين محافظ البصرة أسعد العيداني وبحث معه ملف المياه وأنبوب العقبة مع الأردن.'),
    ('ar', 'وزير النفط يلتقي شركات', 'التقى وزير النفط حيان عبد الغني يوم الاثنين ممثلي شركات توتال وبي بي ولوك أويل لبحث مشاريع الغاز.'),
    ('ar', 'السفير في المخيم', 'زار السفير الهولندي هانس أكربوم يوم الاثنين مخيم شاريا في دهوك والتقى عائلات إيزيدية نازحة.'),
    ('ar', 'الأعرجي ينفي', 'نفى مستشار الأمن القومي قاسم الأعرجي يوم الاثنين لقاءه مسؤولين إيرانيين بشأن المعارضة الكوردية.'),
    ('ar', 'نائبة تدعو أردوغان', 'دعت النائبة فيان صبري الرئيس التركي رجب طيب أردوغان يوم الاثنين إلى لقاء القادة الكورد وإطلاق سراح دميرتاش.'),
    ('ar', 'رسالة تعزية', 'بعث رئيس الإقليم نيجيرفان بارزاني ببرقية تعزية إلى الرئيس الإيراني إبراهيم رئيسي، فيما زار القنصل الإيراني في أربيل مقر الحزب لتقبل التعازي يوم الاثنين.'),
    ('ckb', 'نەخۆشخانەیەک کرایەوە', 'مەسرور بارزانی، سەرۆکی حکوومەت ڕۆژی دووشەممە بە ئامادەبوونی کێنجی ساتۆ، کونسوڵی گشتیی یابان نەخۆشخانەیەکی لە دهۆک کردەوە.'),
    ('ckb', 'سوودانی و پارێزگاری بەسرە', 'محەممەد شیاع سوودانی، سەرۆکوەزیرانی عێراق ڕۆژی دووشەممە پێشوازیی لە ئەسعەد عێدانی، پارێزگاری بەسرە کرد و باسی بۆرییە نەوتییەکەی ئوردنیان کرد.'),
    ('ckb', 'باڵیۆز لە کەمپە', 'هانس ئاکربۆم، باڵیۆزی هۆڵەندا ڕۆژی دووشەممە سەردانی کەمپی شاریای کرد و لەگەڵ خێزانە ئێزیدییەکان دانیشت.'),
    ('ckb', 'ئەعرەجی ڕەتیدەکاتەوە', 'قاسم ئەعرەجی، ڕاوێژکاری ئاسایشی نەتەوەیی عێراق ڕۆژی دووشەممە ڕەتیکردەوە کە لەگەڵ بەرپرسانی ئێران کۆبووبێتەوە.'),
    ('ckb', 'وەزیری نەوت و کۆمپانیاکان', 'حەیان عەبدولغەنی، وەزیری نەوتی عێراق ڕۆژی دووشەممە لەگەڵ نوێنەرانی کۆمپانیاکانی تۆتاڵ و بی پی کۆبووەوە.'),
    ('ckb', 'جەژنی نیشتمانیی ئیتالیا', 'باڵیۆزخانەی ئیتالیا لە بەغدا ڕۆژی دووشەممە بە ئامادەبوونی فوئاد حوسێن، وەزیری دەرەوە و ماوریتسیۆ گرێگانتی، باڵیۆزی ئیتالیا یادی جەژنی نیشتمانیی کردەوە.'),
    ('kmr', 'Nexweşxaneyek hat vekirin', 'Serokwezîr Mesrûr Barzanî roja Duşemê bi amadebûna Konsulê Giştî yê Japonyayê Kenji Sato li Dihokê nexweşxaneyek vekir.'),
    ('kmr', 'Sûdanî û Parêzgarê Besrayê', 'Serokwezîrê Iraqê Mihemed Şiya Sûdanî roja Duşemê pêşwazî li Parêzgarê Besrayê Esed Eydanî kir û behsa boriya petrolê ya Urdinê kirin.'),
    ('kmr', 'Balyoz li kampê ye', 'Balyozê Holandayê Hans Akerboom roja Duşemê serdana kampa Şariya kir û bi malbatên Êzidî re rûnişt.'),
    ('kmr', 'Erecî red dike', 'Şêwirmendê Asayîşa Neteweyî Qasim Erecî roja Duşemê red kir ku bi berpirsên Îranê re civiyaye.'),
    ('kmr', 'Wezîrê Petrolê', 'Wezîrê Petrolê yê Iraqê Heyan Ebdulxenî roja Duşemê bi nûnerên kompaniyên Total û BP re civiya.'),
    ('kmr', 'Cejna neteweyî', 'Balyozxaneya Îtalyayê li Bexdayê roja Duşemê bi amadebûna Wezîrê Derve Fuad Husên û Balyozê Îtalyayê Maurizio Greganti cejna neteweyî pîroz kir.'),
    ('ar', '', 'حث رئيس الوزراء العراقي محمد شياع السوداني الرئيس الأمريكي جو بايدن يوم الاثنين على إنهاء مهمة التحالف.'),
    ('ar', '', 'طالب الرئيس التركي رجب طيب أردوغان رئيس الوزراء العراقي محمد شياع السوداني يوم الاثنين بالتحرك ضد حزب العمال.'),
    ('ar', '', 'دعا وزير الخارجية التركي هاكان فيدان رئيس الوزراء العراقي محمد شياع السوداني يوم الاثنين إلى لقاء قادة التركمان.'),
    ('ar', '', 'أكد وزير الخارجية العراقي فؤاد حسين يوم الاثنين أهمية العلاقات مع تركيا التي زارها رئيسها رجب طيب أردوغان العراق الشهر الماضي.'),
    ('ar', '', 'وجه رئيس الجمهورية عبد اللطيف رشيد رسالة يوم الاثنين إلى الرئيس الفرنسي إيمانويل ماكرون أكد فيها عمق العلاقات.'),
    ('ar', '', 'شدد وزير الخارجية العراقي فؤاد حسين ووزير الخارجية التركي هاكان فيدان في بيانين منفصلين يوم الاثنين على أمن الحدود.'),
    ('ar', '', 'غرد الرئيس الفرنسي إيمانويل ماكرون يوم الاثنين شاكرا رئيس الإقليم نيجيرفان بارزاني على رسالته.'),
    ('ar', '', 'حذر وزير الخارجية التركي هاكان فيدان رئيس الوزراء العراقي محمد شياع السوداني يوم الاثنين من إغلاق المعبر.'),
    ('ar', '', 'ناقش مجلس النواب العراقي يوم الاثنين تصريحات السفيرة الأمريكية ألينا رومانوسكي وموقف رئيس الوزراء محمد شياع السوداني منها.'),
    ('ar', '', 'بحث مجلس الوزراء برئاسة محمد شياع السوداني يوم الاثنين زيارة الرئيس التركي رجب طيب أردوغان المرتقبة.'),
    ('ckb', '', 'محەممەد شیاع سوودانی، سەرۆکوەزیرانی عێراق ڕۆژی دووشەممە داوای لە جۆ بایدن، سەرۆکی ئەمریکا کرد کۆتایی بە ئەرکی هاوپەیمانان بهێنێت.'),
    ('ckb', '', 'ڕەجەب تەیب ئەردۆغان، سەرۆککۆماری تورکیا ڕۆژی دووشەممە داوای لە محەممەد شیاع سوودانی، سەرۆکوەزیرانی عێراق کرد دژی پەکەکە بجووڵێتەوە.'),
    ('ckb', '', 'فوئاد حوسێن، وەزیری دەرەوەی عێراق ڕۆژی دووشەممە جەختی لە گرنگیی پەیوەندییەکان لەگەڵ تورکیا کردەوە کە سەرۆکەکەی، ڕەجەب تەیب ئەردۆغان مانگی ڕابردوو سەردانی کرد.'),
    ('ckb', '', 'عەبدولەتیف ڕەشید، سەرۆککۆماری عێراق ڕۆژی دووشەممە نامەیەکی ئاراستەی ئیمانوێل ماکرۆن، سەرۆکی فەرەنسا کرد و جەختی لە پەیوەندییەکان کردەوە.'),
    ('ckb', '', 'هاکان فیدان، وەزیری دەرەوەی تورکیا ڕۆژی دووشەممە هۆشداریی دایە محەممەد شیاع سوودانی، سەرۆکوەزیرانی عێراق لە داخستنی دەروازەکان.'),
    ('ckb', '', 'ئیمانوێل ماکرۆن، سەرۆکی فەرەنسا ڕۆژی دووشەممە لە ئێکس سوپاسی نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستانی کرد بۆ نامەکەی.'),
    ('ckb', '', 'ئەنجوومەنی وەزیران بە سەرۆکایەتیی محەممەد شیاع سوودانی ڕۆژی دووشەممە باسی سەردانی چاوەڕوانکراوی ڕەجەب تەیب ئەردۆغان، سەرۆککۆماری تورکیای کرد.'),
    ('ckb', '', 'ڤیان سەبری، پەرلەمانتاری عێراق ڕۆژی دووشەممە داوای لە ڕەجەب تەیب ئەردۆغان، سەرۆککۆماری تورکیا کرد لەگەڵ سەرکردەکانی کورد کۆببێتەوە.'),
    ('kmr', '', 'Serokwezîrê Iraqê Mihemed Şiya Sûdanî roja Duşemê ji Serokê Amerîkayê Joe Biden xwest ku dawî li erka hevpeymaniyê bîne.'),
    ('kmr', '', 'Serokkomarê Tirkiyeyê Recep Tayyip Erdogan roja Duşemê daxwaz ji Serokwezîrê Iraqê Mihemed Şiya Sûdanî kir ku li dijî PKKê bilive.'),
    ('kmr', '', 'Wezîrê Derve yê Iraqê Fuad Husên roja Duşemê tekezî li ser girîngiya têkiliyên bi Tirkiyeyê re kir, ku Serokkomarê wê Recep Tayyip Erdogan meha borî serdana Iraqê kir.'),
    ('kmr', '', 'Serokkomarê Iraqê Ebdulletîf Reşîd roja Duşemê nameyek ji Serokê Fransayê Emmanuel Macron re şand û tekezî li ser têkiliyan kir.'),
    ('kmr', '', 'Wezîrê Derve yê Tirkiyeyê Hakan Fidan roja Duşemê Serokwezîrê Iraqê Mihemed Şiya Sûdanî hişyar kir ku deriyan negire.'),
    ('kmr', '', 'Serokê Fransayê Emmanuel Macron roja Duşemê li Xê spasiya Serokê Herêma Kurdistanê Nêçîrvan Barzanî kir ji bo nameya wî.'),
    ('kmr', '', 'Encûmena Wezîran bi serokatiya Mihemed Şiya Sûdanî roja Duşemê behsa serdana çaverêkirî ya Serokkomarê Tirkiyeyê Recep Tayyip Erdogan kir.'),
    ('kmr', '', 'Parlamentera Iraqî Vîyan Sebrî roja Duşemê ji Serokkomarê Tirkiyeyê Recep Tayyip Erdogan xwest ku bi serkirdeyên Kurd re bicive.'),
    ('en', '', 'The Iraqi Council of Ministers headed by Mohammed Shia al-Sudani discussed on Monday the expected visit of Turkish President Recep Tayyip Erdogan.'),
    ('en', '', "Iraq's parliament discussed on Monday the remarks of US Ambassador Alina Romanowski and the stance of Prime Minister Mohammed Shia al-Sudani."),
    ('en', '', 'French President Emmanuel Macron thanked Kurdistan Region President Nechirvan Barzani on X on Monday for his letter.'),
    ('en', 'Lawmaker urges Ankara', 'Lawmaker Vian Sabri urged Turkish President Recep Tayyip Erdogan on Monday to release Selahattin Demirtas.'),
    ('en', 'Lawmaker urges Ankara to talk', 'Lawmaker Vian Sabri urged Turkish President Recep Tayyip Erdogan to meet with Kurdish leaders.'),
    ('en', '', 'Lawmaker Vian Sabri urged Turkish President Recep Tayyip Erdogan to talk with Kurdish leaders.'),
    ('en', '', "Iraqi Prime Minister Mohammed Shia al-Sudani pressed US President Joe Biden on Monday to end the coalition's mission."),
    ('en', '', 'Iraqi Foreign Minister Fuad Hussein confirmed to Turkish Foreign Minister Hakan Fidan on Monday that the pipeline will open.'),
    ('en', '', 'Turkish President Recep Tayyip Erdogan demanded of Iraqi Prime Minister Mohammed Shia al-Sudani on Monday that he act against the PKK.'),
    ('en', '', 'Turkish President Recep Tayyip Erdogan called on Iraqi Prime Minister Mohammed Shia al-Sudani on Monday to act against the PKK.'),
    ('en', '', 'Turkish Foreign Minister Hakan Fidan warned Iraqi Prime Minister Mohammed Shia al-Sudani on Monday against closing the border.'),
    ('en', '', 'Iraqi Foreign Minister Fuad Hussein underlined on Monday the importance of ties with Turkey, whose president, Recep Tayyip Erdogan, visited last month.'),
    ('en', '', 'Iraqi Foreign Minister Fuad Hussein and Turkish Foreign Minister Hakan Fidan condemned the attack on Monday.'),
    ('en', '', 'Iraqi President Abdul Latif Rashid addressed a letter on Monday to French President Emmanuel Macron.'),
    ('en', '', 'Lawmaker Vian Sabri told Turkish President Recep Tayyip Erdogan in a tweet on Monday that Kurds want peace.'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "title", "text"), REPORTS)
def test_officials_who_are_named_together_need_not_have_met(language: str, title: str, text: str) -> None:
    answer = assess_text(title, text, load_knowledge(), published=date(2024, 3, 4), language=language)
    assert not answer.mentions
    assert answer.reasons
