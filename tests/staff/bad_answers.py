"""Bad edits of answers: each a mistake that somebody could really make."""

from __future__ import annotations

from tests.staff.edits import Edit, copied, english, gone, put, raw, renamed, spanish


def _a(topic: str, change: object, says: str, named: str = "") -> Edit:
    return Edit(f"data/answers/{topic}.yml", change, says, named)  # type: ignore[arg-type]


LONG = " ".join(["word"] * 90)
HARD = (
    "Pharmacotherapeutic interventions demonstrably ameliorate neurobiological dysregulation "
    "notwithstanding considerable interindividual variability regarding tolerability, "
    "accessibility, affordability and acceptability, necessitating individualized, "
    "multidisciplinary, longitudinal reassessment alongside psychosocial accompaniment and "
    "collaborative decision-making throughout rehabilitation"
)
DIFFICULT = (
    "Las intervenciones farmacoterapéuticas individualizadas disminuyen considerablemente la "
    "sintomatología neurobiológica correspondiente, independientemente de las particularidades "
    "socioeconómicas y circunstanciales anteriormente mencionadas, requiriendo acompañamiento "
    "interdisciplinario y revaluaciones periódicas suficientemente documentadas"
)
TITLE = r"title: \{.*\}"
NEXT = r"next: \[.*\]"
REVIEWER = r'reviewer: "pending clinical review"'
SOURCE = r"          - \{title: .*\n"

EDITS = [
    # related topics
    _a("help/cost", put(NEXT, "next: [help/uninsurd, help/start]"), "names 'help/uninsurd'"),
    _a("recovery/relapse", put(NEXT, "next: [cravings]"), "names 'cravings', which is no other"),
    _a("family/help", put(NEXT, "next: [family/help]"), "names 'family/help', which is no other"),
    _a("groups/teens", put(NEXT, "next: [help/cost, help/cost]"), "names 'help/cost' twice"),
    _a("opioids/what", put(NEXT, "next: []"), "does not name one to three topics"),
    _a("help/start", put(NEXT, "next: help/cost"), "does not name one to three topics"),
    _a(
        "help/legal",
        put(NEXT, "next: [help/cost, help/start, help/work, help/doctor]"),
        "does not name one to three topics",
    ),
    _a("treatment/cbt", put(r"        next: \[.*\]\n", ""), "does not name one to three"),
    # dates
    _a("help/work", put(r'reviewed: "2026-11-22"', "reviewed: 2026-11-22"), "without quotes"),
    _a("help/doctor", put(r'reviewed: "2026-11-22"', 'reviewed: "11/22/2026"'), "is '11/22/2026'"),
    _a("family/talk", put(r'reviewed: "2026-11-22"', 'reviewed: "2026-13-01"'), "is '2026-13-01'"),
    _a("opioids/pain", put(r'reviewed: "2026-11-22"', 'reviewed: "22 Nov 2026"'), "22 Nov 2026"),
    _a("opioids/sleep", put(r'reviewed: "2026-11-22"', "reviewed: “2026-11-22”"), "in quotes"),
    _a("opioids/brain", put(r'reviewed: "2026-11-22"', 'reviewed: "2062-11-22"'), "reviewed"),
    _a("refuse/dosing", put(r'review_due: ".*"', 'review_due: "2026-11-01"'), "is not after"),
    _a("refuse/mixing", put(r'review_due: ".*"', 'review_due: "2036-05-22"'), "over a year"),
    _a("chat/bot", put(r'        review_due: ".*"\n', ""), "review_due: is missing"),
    _a("help/stigma", put(r'reviewed: "2026-11-22"', 'reviewed: "2027-01-05"'), "in the future"),
    _a("help/privacy", put(r'retrieved: "[^"]*"', 'retrieved: "2027-11-22"'), "in the future"),
    _a("family/grief", put(r'retrieved: "[^"]*"', 'retrieved: "yesterday"'), "retrieved is"),
    # reviewer
    _a("feelings/low", put(REVIEWER, 'reviewer: "Dr. Jane Smith"'), "is nobody who signed"),
    _a("recovery/cravings", put(REVIEWER, 'reviewer: "approved"'), "is nobody who signed"),
    _a("treatment/dbt", put(REVIEWER, 'reviewer: "reviewed"'), "is nobody who signed"),
    _a("treatment/detox", put(REVIEWER, 'reviewer: ""'), "reviewer: is missing"),
    _a(
        "treatment/options",
        put(REVIEWER, 'reviewer: "Ana Ruiz, RN, 2026-03-01"'),
        "signed on 2026-03-01, but reviewed says",
    ),
    _a("treatment/mindfulness", put(f"        {REVIEWER}\n", ""), "reviewer: is missing"),
    # sources
    _a("groups/lgbtq", put(rf"sources:\n({SOURCE})+", "sources: []\n"), "sources: is empty"),
    _a("groups/veterans", put('url: "https://', 'url: "www.'), "has a bad address"),
    _a("groups/reentry", put('url: "https://', 'url: "htps://'), "has a bad address"),
    _a("groups/pregnancy", put('url: "https://', 'url: "https:// '), "has a bad address"),
    _a("help/locator", put('url: "[^"]*"', 'url: "https://example.com/x"'), "a made-up address"),
    _a("help/talk_now", put('publisher: "[^"]*", ', ""), "wrong fields (publisher)"),
    _a("help/transport", put('title: "[^"]*", publisher', 'title: "", publisher'), "without title"),
    _a("help/uninsured", put('retrieved: "', 'page: "4", retrieved: "'), "wrong fields (page)"),
    _a("prevention/storage", put("        sources:", "        sorces:"), "sorces: is no field"),
    # titles and languages
    _a("prevention/screening", put(TITLE, 'title: {en: "Screening"}'), "is missing in 'es'"),
    _a("prevention/pain_care", put(TITLE, 'title: "Care"'), "is missing in 'en'"),
    _a(
        "prevention/prescription",
        put(TITLE, 'title: {en: "What to ask before you fill a prescription for pain", es: "Sí"}'),
        "it is a button's label",
    ),
    _a("conditions/ptsd", put("value: es", "value: fr"), "has no text in 'es'"),
    _a("conditions/stress", put(r"    - text: \|\n( {8}.*\n)+      cond", "#"), "no text in 'es'"),
    _a("conditions/trauma", put("type: slot, ", ""), "has no text in 'es'"),
    _a("conditions/anxiety", put(r"\n      condition:.*", ""), "has two texts in 'en'"),
    _a("conditions/bipolar", put("condition:", "conditions:"), "has two texts in 'en'"),
    _a("chat/goodbye", put("metadata:", "metdata:"), "has no metadata"),
    # length and reading
    _a("family/self_care", english(LONG), "bubble 1 has"),
    _a("harm_reduction/overdose", spanish(f"---\n        {LONG}"), "bubble"),
    _a(
        "treatment/telehealth",
        english("One.\n        ---\n        Two.\n        ---"),
        "has 4 bubbles",
    ),
    _a("treatment/methadone", english("---"), "bubble 1 is empty"),
    _a("treatment/naltrexone", put("        ---\n", "        -----\n"), "holds a line of dashes"),
    _a("chat/privacy", english(f"{HARD}.\n        ---"), "reads at school grade"),
    _a("chat/language", spanish(f"---\n        {DIFFICULT}."), "has reading ease"),
    # words that hurt
    _a("help/first_visit", english("Most addicts are nervous."), "says 'addicts', which hurts"),
    _a("help/commitment", english("Junkies get help, too."), "says 'Junkies'"),
    _a("treatment/outpatient", english("You can stay clean here."), "says 'stay clean'"),
    _a("treatment/residential", english("Some commit suicide."), "says 'commit suicide'"),
    _a("opioids/withdrawal", spanish("Los adictos sufren."), "says 'adictos'"),
    _a("opioids/fentanyl", english("Substance abuse hurts."), "says 'Substance abuse'"),
    _a("recovery/maintenance", english("A dirty urine is no crime."), "says 'dirty urine'"),
    _a("treatment/peer_support", spanish("Para alcohólicos."), "says 'alcohólicos'"),
    _a(
        "conditions/depression", put('title: {en: "', 'title: {en: "Crazy people: '), "Crazy people"
    ),
    # amounts and methods
    _a("treatment/buprenorphine", english("Start with 8 mg."), "gives an amount ('8 mg')"),
    _a("treatment/medication", english("Take two at night."), "gives an amount ('Take two')"),
    _a("refuse/obtain", spanish("Tome 16 miligramos."), "gives an amount"),
    _a("refuse/drug_test", english("The lethal dose is small."), "gives an amount"),
    _a("self_medication/risks", spanish("Media: medio comprimido."), "gives an amount"),
    _a("conditions/loneliness", english("Do not jump off a bridge."), "tells a way to get hurt"),
    _a("conditions/guilt_shame", spanish("Algunos quieren ahorcarse."), "tells a way to get hurt"),
    # numbers
    _a("chat/thanks", put("1-800-662-4357", "1-800-662-435"), "a number of 10 digits"),
    _a("chat/human", put("1-800-662-4357", "1-800-662-4375"), "in one language only"),
    _a("conditions/risk_factors", english("Call 998 any time."), "tells to call 998"),
    _a("self_medication/signs", spanish("Llame al 119 si hay peligro."), "tells to call 119"),
    # places to fill in
    _a("treatment/case_management", english("Dear {name},"), "holds {, which is taken"),
    _a("treatment/integrated_care", spanish("Llame al {crisis}."), "holds {, which is taken"),
    # names and fields
    _a("treatment/family_therapy", put("utter_treatment", "uter_treatment"), "the file's name"),
    _a("treatment/sober_living", put("utter_.*:", "utter_treatment/soberliving:"), "file's name"),
    _a("treatment/trauma_therapy", put("^responses:", "respones:"), "does not match the file"),
    _a("treatment/effectiveness", put("reviewed:", "reveiwed:"), "reveiwed: is no field"),
    _a(
        "refuse/diagnose", put("      metadata:", "      buttons: []\n      metadata:"), "'buttons'"
    ),
    _a("treatment/medication_myth", put(r"      metadata:\n", ""), "has no metadata"),
    # YAML
    _a("self_medication/what", put("^    - text", "\t- text"), "tab"),
    _a("self_medication/alternatives", put('title: {en: "[^"]*"', "title: {en: Try: this"), "YAML"),
    _a("groups/veterans", put(r'reviewed: "2026-11-22"', 'reviewed: "2026-11-22'), "YAML"),
    _a("refuse/legal_advice", put(r"next: \[(.*)\]", "next: [help/legal"), "bracket is not closed"),
    _a(
        "opioids/tolerance_dependence",
        put("^        metadata|^      metadata", "     metadata"),
        "YAML",
    ),
    _a("opioids/use_disorder", put("^        (?=[A-Z])", "    "), "YAML"),
    _a("opioids/mood_effects", put("next: .*", "next: *help"), "begins with * or &"),
    _a("opioids/mental_health_link", put('publisher: "', 'publisher: "\\d'), "a backslash"),
    _a(
        "chat/feedback",
        put("version:", "reviewed: 1\nversion: \nversion:"),
        "version: stands twice",
    ),
    _a("chat/greet", put("^responses:", "<<<<<<< HEAD\nresponses:"), "left over from merging"),
    # letters
    _a("harm_reduction/naloxone", raw("é".encode(), "é".encode("latin-1")), "not saved as UTF-8"),
    _a("harm_reduction/safer_use", raw("ó".encode(), "Ã³".encode()), "are broken, like"),
    _a("conditions/co_occurring", raw(b"# The", "\ufeff# The".encode()), "invisible mark (BOM)"),
    _a("family/help", raw(b"    - text", "\u00a0   - text".encode()), "no plain space"),
    _a("groups/teens", put("^# .*\n", ""), "is not a comment"),
    _a("groups/lgbtq", put("^# .*\n", "# My notes\n"), "does not say who may change"),
    # files
    _a(
        "help/cost",
        renamed("data/answers/help/Cost.yml"),
        "has a name the bot does not read",
        "data/answers/help/Cost.yml",
    ),
    _a(
        "help/start",
        renamed("data/answers/help/start.yaml"),
        "has a name the bot does not read",
        "data/answers/help/start.yaml",
    ),
    _a(
        "help/work",
        copied("data/answers/help/work (copy).yml"),
        "has a name the bot does not read",
        "data/answers/help/work (copy).yml",
    ),
    _a(
        "help/legal",
        renamed("data/answers/legal.yml"),
        "stands where the bot does not read it",
        "data/answers/legal.yml",
    ),
    _a("family/talk", gone, "has examples but no answer", "data/nlu/family/talk.yml"),
    _a(
        "recovery/relapse",
        renamed("data/answers/recovery/slips.yml"),
        "has an answer but no examples",
        "data/answers/recovery/slips.yml",
    ),
]
