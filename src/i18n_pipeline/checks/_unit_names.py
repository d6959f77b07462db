# ruff: noqa: RUF001 - words of many scripts are meant
"""How units and currencies begin, behind or before a number, in many languages."""

from __future__ import annotations

_NAMES = r"""
euros
  € EUR euro eur[oóôa] евро євро ευρώ यूरो يورو ยูโร ユーロ 欧元 歐元 유로
dollars
  \$ USD dollar dólar dolar dollár доллар долар δολάρι डॉलर دولار ดอลลาร์ ドル 美元 달러
pounds (money)
  £ GBP
yen or yuan
  ¥ JPY CNY 円 日元 人民币
centimetres
  cm\b centimet zentimet centimèt centímet centimèt сантиметр εκατοστ सेंटीमीटर سنتيمتر เซนติเมตร センチ 厘米 公分
  센티미터 senttimetri
millimetres
  mm\b millimet milímet миллиметр міліметр χιλιοστ मिलीमीटर مليمتر มิลลิเมตร ミリメ 毫米 公厘 밀리미터
kilometres
  km kilomet kilomèt kilómet quilómet quilômet chilomet километр кілометр χιλιόμετρ किलोमीटर كيلومتر กิโลเมตร
  キロメ 公里 千米 킬로미터
miles
  mi\b mile mijl meile milla milha migli mille? миль миля мили μίλι मील ميل ไมล์ マイル 英里 마일 mailia mérföld
metres
  m\b met(?:er|re) mètre metro метр μέτρ मीटर متر เมตร メートル 米 미터
feet
  ft\b feet foot voet fuß pieds?\b pies?\b pés?\b фут πόδι फुट قدم ฟุต フィート 英尺 피트
inches
  inch zoll pouce pulgada polegada pollic дюйм ίντσ इंच بوصة นิ้ว インチ 英寸 인치 tuumaa
grams
  g\b gramm? grammes? gramos? gram[oai] грамм? γραμμάρι ग्राम غرام جرام กรัม グラム 克 그램 grammaa
milligrams
  mg\b milligram миллиграмм міліграм मिलीग्राम ミリグラム 毫克 밀리그램
litres
  l\b lit(?:er|re|ro|r)s? литр літр λίτρ लीटर لتر ลิตร リットル 升 公升 리터
millilitres
  ml\b millilit миллилитр мілілітр मिलीलीटर ミリリットル 毫升 밀리리터
kilograms
  kg kilogram kilo\b килограмм кілограм κιλ किलो كيلوغرام กิโลกรัม キログラム 公斤 千克 킬로그램
pounds (weight)
  lbs?\b pounds?\b libras?\b
degrees Celsius
  °C celsius 摄氏 攝氏 섭씨 цельси
degrees Fahrenheit
  °F fahrenheit 华氏 華氏 화씨 фаренгейт
days
  days?\b dag tag(?:e|en|es|s)?\b jours?\b días?\b dias?\b giorn dni\b dzie dny\b den\b dn[ůí] дн[еяі] день ημέρ μέρ दिन
  يوم أيام วัน 日間 日(?!\d) 天 일(?!\d) gün päiv nap\b ngày hari zile zi\b dygn дней
weeks
  weeks?\b weken week woche semaine semana settiman tydzie tygodn týd(?:en|n) недел тижн тиждень εβδομάδ
  सप्ताह हफ़्त أسبوع أسابيع สัปดาห์ 週(?!年) 周(?!年) 星期 주(?![가-힣]) hafta viiko hét heti? tuần minggu săptăm
  veck(?:a|or) uger? uke שבוע ہفت
months
  months?\b maand monat mois\b mes(?:es)?\b mes[ei]\b m[êe]s(?:es)?\b miesi měsí месяц місяц μήν μην महीन माह
  شهر أشهر شهور เดือน か月 ヶ月 カ月 ヵ月 个月 個月 개월 달 ay(?:da|dan|lık)?\b kuukau hónap tháng bulan lun[ăi]
  månad måned mánuð
years
  years?\b jaar jaren jahre?n? ans?\b années? años? anos?\b ann[oi] lata?\b rok let[ay]?\b roky год лет рік
  рок[иу] έτ[ηο] χρόν वर्ष साल سن[ةو] عام ปี 年 년 yıl vuo(?:si|tta|de) év(?:e|es|ig)?\b năm tahun an[i]?\b år
hours
  h\b hours?\b hrs?\b uur uren stunde heures?\b horas?\b or[ae]\b час годин ώρ घंट ساع ชั่วโมง 時間 小时 小時 시간
  saat tuntia godzin hodin óra timm?ar timer giờ jam\b
minutes
  min\b minut минут хвилин λεπτ मिनट دقيق دقائق นาที 分 분 dakika perc phút menit
seconds
  s\b sec sek seg секунд δευτερ सेकंड ثاني ثوان วินาที 秒 초 saniye másodperc giây detik
kilobytes
  kB\b Ko\b kilobyte килобайт
megabytes
  MB\b Mo\b megabyte мегабайт
gigabytes
  GB\b Go\b gigabyte гигабайт
terabytes
  TB\b To\b terabyte терабайт
"""


def _names() -> dict[str, str]:
    """The lines of the table that are indented belong to the unit above them."""
    found: dict[str, str] = {}
    unit = ""
    for line in _NAMES.strip().splitlines():
        if line.startswith(" "):
            found[unit] = f"{found.get(unit, '')} {line.strip()}".strip()
        else:
            unit = line
    return found


NAMES = _names()
"""Units, each with the patterns of its names, parted by spaces."""
