"""Words that presume how somebody lives: whom they love, whether married, with whom, believing what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from server.library.problems import Problem, problem

_WORDS = {
    "en": r"wife|wives|husbands?|spouses?|boyfriends?|girlfriends?|fianc[eé]e?s?|marriages?|your wedding"
    r"|he or she|she or he|his or her|him or her|s/he|man and (?:a )?woman"
    r"|opposite sex|mum and dad|mom and dad"
    r"|(?:your|our|the) kids|(?:your|our) (?:children|sons?|daughters?)"
    r"|christmas|easter|thanksgiving|halloween|valentine['’]?s|(?:mother|father)['’]s day|new year['’]?s"
    r"|god|church|mosque|bible|koran|quran|ramadan|hanukkah|diwali|amen",
    # Gender lies in the endings here: what somebody is or feels is told without one.
    "es": r"espos[oa]s?|maridos?|tu mujer|novi[oa]s?|prometid[oa]s?|casad[oa]s?|bodas?"
    r"|matrimoni(?:o|os|al|ales)"
    r"|él o ella|ella o él|sexo opuesto|papá y mamá|mamá y papá"
    r"|(?:tus|sus|nuestros|vuestros) (?:hij[oa]s|niñ[oa]s)"
    r"|navidad(?:es)?|nochebuena|pascua|semana santa|reyes magos|san valentín|halloween|día de la madre"
    r"|dios|iglesia|misa|biblia|corán|mezquita|ramadán|amén"
    r"|\w+[oa]/[oa]s?|\w+[oa]\([oa]s?\)|\w+@s?|\w+[xe]s? \(neutro\)"
    r"|(?:estás?|te sientes|sentirte|estar|quedarte|te quedas|te notas) "
    r"(?:muy |más |menos |tan |algo |un poco )?"
    r"(?:tranquil|cansad|enfadad|enojad|calmad|list|preparad|segur|sol|content|nervios|preocupad|herid|bloquead"
    r"|abrumad|asustad|tens|relajad|agotad|atrapad|perdid|avergonzad|dispuest|tocad|centrad)[oa]s?",
    "ar": r"[وفبكل]{0,3}(?:ال)?(?:زوج|زوجة|زوجت|خطيب|خطيبت|حبيب|حبيبت)(?:ك|كم|كما|ي|ه|ها|ان|ين|ة)?"
    r"|[وفبكل]{0,3}(?:ال)?زواج(?:ك|كما|كم|نا)?|هو أو هي|هي أو هو"
    r"|[وفبكل]{0,3}(?:أطفال|أولاد|أبناء|بنات)(?:ك|كم|كما|نا)"
    r"|عيد الميلاد|عيد الحب|عيد الأم|عيد الفطر|عيد الأضحى|رمضان|الكريسماس|رأس السنة"
    r"|[وبل]?الله|المسجد|الكنيسة|الإنجيل|القرآن|آمين",
}


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w'’-])", re.IGNORECASE)


RULES = {language: _whole(pattern) for language, pattern in _WORDS.items()}
"""The list of each language; one that has none is read by people alone."""


_VOWELS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670]")


def check(file: str, language: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Each text that presumes something; once per text, with the word as it stands there."""
    tongue = language.partition("-")[0]
    rule = RULES.get(tongue)
    if rule is None:
        return
    for place, text in texts.items():
        if found := rule.search(_bare(text) if tongue == "ar" else text):
            yield problem(file, place, "presuming-word", given=found.group())


def _bare(text: str) -> str:
    """Without the vowel signs that Arabic may or may not write."""
    return _VOWELS.sub("", text)
