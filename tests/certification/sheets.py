"""The same certificate in eight languages, as a translator would have written it."""

from __future__ import annotations

from datetime import UTC, datetime

from elearn.certification.rules.scripts import written
from elearn.certification.rules.sheet import Fact, Run, Sheet
from elearn.locales import direction

CODE = "7Q4M-XK2P-9RVT-0A1B-2C3D-4E5F-6G7H"
ADDRESS = f"https://training.example.org/verify/{CODE}"
FINGERPRINT = " ".join(["9f2c", "41d0", "7be8", "a3c5"] * 4)
ISSUED_AT = datetime(2026, 11, 20, 2, 6, tzinfo=UTC)

NAMES = {
    "en": "Amara O’Neill-Şahin",
    "es": "María José Núñez",
    "fr": "Zoë Lefèvre d’Œuilly",
    "ar": "أمل حدّاد",
    "zh": "王小明",
    "ru": "Ольга Петрова",
    "ko": "한서연",
    "pt": "João Conceição",
}

TEXTS = {
    "en": {
        "heading": "Certificate",
        "service": "Human rights training",
        "issuer": "City of Baekdam",
        "article": ("Article ", "7", ""),
        "opening": "City of Baekdam states that",
        "title": "Human rights foundations for municipal staff",
        "sentence": ("completed ", " with 87% on Friday 20 November 2026."),
        "ground": "Article 7 of the Baekdam Human Rights Charter requires this course.",
        "rests": "What it rests on",
        "number": "Number",
        "issued": ("Issued", "Friday 20 November 2026, 11:06 (Korean Standard Time)"),
        "course": ("Course", ", version 3"),
        "fingerprint": "Fingerprint",
        "check_heading": "Check it",
        "check": "Anyone can check this certificate at this address.",
    },
    "es": {
        "heading": "Certificado",
        "service": "Formación en derechos humanos",
        "issuer": "Ciudad de Baekdam",
        "article": ("Artículo ", "7", ""),
        "opening": "La Ciudad de Baekdam hace constar que",
        "title": "Fundamentos de derechos humanos para el personal municipal",
        "sentence": ("completó ", " con el 87 % el viernes 20 de noviembre de 2026."),
        "ground": "El artículo 7 de la Carta de Derechos Humanos de Baekdam exige este curso.",
        "rests": "En qué se basa",
        "number": "Número",
        "issued": ("Emitido", "viernes, 20 de noviembre de 2026, 11:06 (hora de Corea)"),
        "course": ("Curso", ", versión 3"),
        "fingerprint": "Huella digital",
        "check_heading": "Verificación",
        "check": "Cualquier persona puede verificar este certificado en esta dirección.",
    },
    "fr": {
        "heading": "Certificat",
        "service": "Formation aux droits humains",
        "issuer": "Ville de Baekdam",
        "article": ("Article ", "7", ""),
        "opening": "La Ville de Baekdam atteste que",
        "title": "Les fondements des droits humains pour les agents municipaux",
        "sentence": ("a terminé ", " avec 87 % le vendredi 20 novembre 2026."),
        "ground": "L’article 7 de la Charte des droits humains de Baekdam exige ce cours.",
        "rests": "Ce qui le fonde",
        "number": "Numéro",
        "issued": ("Délivré", "vendredi 20 novembre 2026, 11 h 06 (heure de Corée)"),
        "course": ("Cours", ", version 3"),
        "fingerprint": "Empreinte",
        "check_heading": "Vérification",
        "check": "Toute personne peut vérifier ce certificat à cette adresse.",
    },
    "ar": {
        "heading": "شهادة",
        "service": "التدريب على حقوق الإنسان",
        "issuer": "مدينة بورت ألمار",
        "article": ("المادة ", "٧", ""),
        "opening": "تشهد مدينة بورت ألمار بإتمام الدورة من قِبل",
        "title": "أسس حقوق الإنسان لموظفي البلدية",
        "sentence": ("الدورة: ", " بنسبة ٨٧٪ يوم الجمعة ٢٠ نوفمبر ٢٠٢٦."),
        "ground": "تُلزم المادة ٧ من ميثاق بورت ألمار للحقوق بهذه الدورة.",
        "rests": "ما تستند إليه",
        "number": "الرقم",
        "issued": ("تاريخ الإصدار", "الجمعة ٢٠ نوفمبر ٢٠٢٦، ١١:٠٦ (توقيت شرق أوروبا)"),
        "course": ("الدورة", "، النسخة ٣"),
        "fingerprint": "البصمة",
        "check_heading": "التحقق",
        "check": "يمكن لأي شخص التحقق من هذه الشهادة على هذا العنوان.",
    },
    "zh": {
        "heading": "证书",
        "service": "人权培训",
        "issuer": "白潭市",
        "article": ("第", "7", "条"),
        "opening": "白潭市兹证明",
        "title": "市政工作人员人权基础",
        "sentence": ("于2026年11月20日星期五完成课程“", "”，成绩为87%。"),
        "ground": "《白潭人权宪章》第7条要求完成本课程。",
        "rests": "证书依据",
        "number": "编号",
        "issued": ("签发时间", "2026年11月20日星期五, 11:06（韩国标准时间）"),
        "course": ("课程", "，版本3"),
        "fingerprint": "指纹",
        "check_heading": "验证",
        "check": "任何人都可以通过以下网址验证本证书。",
    },
    "ru": {
        "heading": "Сертификат",
        "service": "Обучение правам человека",
        "issuer": "Город Пэкдам",
        "article": ("Статья ", "7", ""),
        "opening": "Город Пэкдам удостоверяет, что курс прошел (прошла)",
        "title": "Основы прав человека для муниципальных служащих",
        "sentence": ("Курс: ", ", результат 87 %, пятница, 20 ноября 2026 г."),
        "ground": "Этого требует статья 7 Хартии прав человека города Пэкдам.",
        "rests": "На чем он основан",
        "number": "Номер",
        "issued": ("Выдан", "пятница, 20 ноября 2026 г., 11:06 (Республика Корея)"),
        "course": ("Курс", ", версия 3"),
        "fingerprint": "Отпечаток",
        "check_heading": "Проверка",
        "check": "Любой человек может проверить этот сертификат по этому адресу.",
    },
    "ko": {
        "heading": "이수증",
        "service": "인권교육",
        "issuer": "백담시",
        "article": ("제", "7", "조"),
        "opening": "백담시는 다음 사람이 과정을 이수하였음을 증명합니다.",
        "title": "지방자치단체 직원을 위한 인권 기초",
        "sentence": ("과정: ", ", 점수 87%, 2026년 11월 20일 금요일"),
        "ground": "이 과정은 「백담 인권헌장」 제7조에 따른 교육입니다.",
        "rests": "근거",
        "number": "번호",
        "issued": ("발급", "2026년 11월 20일 금요일, 11:06 (대한민국 표준시)"),
        "course": ("과정", ", 버전 3"),
        "fingerprint": "지문",
        "check_heading": "진위 확인",
        "check": "누구나 이 주소에서 이수증의 진위를 확인할 수 있습니다.",
    },
    "pt": {
        "heading": "Certificado",
        "service": "Capacitação em direitos humanos",
        "issuer": "Cidade de Baekdam",
        "article": ("Artigo ", "7", ""),
        "opening": "A Cidade de Baekdam certifica que",
        "title": "Fundamentos de direitos humanos para servidores municipais",
        "sentence": ("concluiu ", " com 87% na sexta-feira, 20 de novembro de 2026."),
        "ground": "O artigo 7 da Carta de Direitos Humanos de Baekdam exige este curso.",
        "rests": "Em que se baseia",
        "number": "Número",
        "issued": ("Emitido", "sexta-feira, 20 de novembro de 2026, 11h06 (hora da Coreia)"),
        "course": ("Curso", ", versão 3"),
        "fingerprint": "Impressão digital",
        "check_heading": "Verificação",
        "check": "Qualquer pessoa pode verificar este certificado neste endereço.",
    },
}


def sheet(language: str, name: str | None = None, title: str | None = None) -> Sheet:
    """Return the certificate in the language, of another person or course where asked."""
    texts = TEXTS[language]
    name = name or NAMES[language]
    title = title or str(texts["title"])
    how = written(name)
    before, number, after = texts["article"]
    sign = Run(CODE, "en", "ltr", code=True)
    return Sheet(
        language=language,
        direction=direction(language),
        title=f"{texts['heading']} · {title} · {name}",
        service=str(texts["service"]),
        heading=str(texts["heading"]),
        issuer=Run(str(texts["issuer"])),
        article=tuple(
            run for run in (Run(before), Run(number, strong=True), Run(after)) if run.text
        ),
        opening=(Run(str(texts["opening"])),),
        name=Run(name, how.language, how.direction, strong=True),
        name_latin=Run("Han Seoyeon", None, "ltr"),
        sentence=(Run(texts["sentence"][0]), Run(title, strong=True), Run(texts["sentence"][1])),
        ground=(Run(str(texts["ground"])),),
        rests=str(texts["rests"]),
        facts=(
            Fact(str(texts["number"]), (sign,)),
            Fact(texts["issued"][0], (Run(texts["issued"][1]),)),
            Fact(texts["course"][0], (Run("C1", "en", "ltr", code=True), Run(texts["course"][1]))),
            Fact(str(texts["fingerprint"]), (Run(FINGERPRINT, "en", "ltr", code=True),)),
        ),
        check_heading=str(texts["check_heading"]),
        check=str(texts["check"]),
        address=ADDRESS,
        picture=str(texts["check"]),
    )
