"""The names of months in the paper's five languages: printed, and read in any common spelling."""

from functools import cache

from articles.folding import fold

# As a date prints them: Russian in the genitive.
MONTHS: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "en": "January February March April May June "
        "July August September October November December",
        "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
        "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    }.items()
}
_NOMINATIVE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
# As a heading prints them, without a day.
ALONE = MONTHS | {"ru": tuple(_NOMINATIVE.split())}
# Also read, never printed: short forms, and the names of the Levant and of Algeria.
_OTHER_SPELLINGS = (
    "jan,янв,كانون الثاني,جانفي",
    "feb,febr,фев,февр,شباط,فيفري",
    "mar,мар,آذار",
    "apr,апр,نيسان,إبريل,أفريل",
    "أيار,ماي",
    "jun,июн,حزيران,يونية,جوان",
    "jul,июл,تموز,يولية,جويلية",
    "aug,авг,آب,أوت",
    "sep,sept,сен,сент,أيلول",
    "oct,окт,تشرين الأول",
    "nov,ноя,нояб,تشرين الثاني",
    "dec,дек,كانون الأول",
)


def names_in(table: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return table.get(language.lower().split("-")[0], table["en"])


def read_month(word: str) -> int | None:
    """1 to 12 in any of the five languages, in any case and common spelling, or None."""
    found = {_month_numbers().get(name.strip(" .")) for name in fold(word).split("/")}
    # Arabic papers print both names with a stroke between; they have to agree.
    return found.pop() if len(found) == 1 else None


@cache
def _month_numbers() -> dict[str, int]:
    numbers = {}
    for number, spellings in enumerate(_OTHER_SPELLINGS, start=1):
        names = spellings.split(",")
        for table in (MONTHS, ALONE):
            names += [language_names[number - 1] for language_names in table.values()]
        numbers |= {fold(name): number for name in names}
    return numbers
