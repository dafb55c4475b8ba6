"""Bad edits of what people in danger see, and of how danger is recognised."""

from __future__ import annotations

from tests.staff.edits import Edit, gone, last, put, renamed

L = "data/crisis/lines.yml"
LINES = [
    Edit(L, put('call: "116 123"', 'call: "116 l23"'), "which no phone can dial"),
    Edit(L, put('call: "1-866-488-7386"', 'call: "1-866-488-738"'), "a number of 10 digits"),
    Edit(L, put('call: "1-866-488-7386", text: "START to 678-678"', 'call: "see page"'), "dial"),
    Edit(L, put('text: "HOME to 741741"', 'text: "HOME 741741!"'), "us_ctl: text: is"),
    Edit(L, put('call: "1-866-488-7386"', 'call: "1-866-48-73"'), "a number of 8"),
    Edit(L, put(', text: "SHOUT to 85258"', ""), "uk_shout: call: is missing: nobody can reach"),
    Edit(L, put('chat: "https://988lifeline.org"', 'chat: "988lifeline.org"'), "is no address"),
    Edit(L, put('chat: "https://www.cris', 'chat: "https://www cris'), "which is no address"),
    Edit(L, put('verified_on: ""', 'verified_on: "12/01/2026"'), "'12/01/2026', which is no day"),
    Edit(L, put('verified_on: ""', 'verified_on: "2066-12-01"'), "2066-12-01 is in the future"),
    Edit(L, put('seen_on: "2026-11-22"', 'seen_on: "2026-11-31"'), "'2026-11-31', which is no day"),
    Edit(L, put("confidence: H", "confidence: high"), "confidence: is 'high'"),
    Edit(L, put("confidence: H, ", ""), "confidence"),
    Edit(L, put(', source: "general knowledge"', ""), "source: is missing"),
    Edit(L, put("country: NZ", "country: New Zealand"), "country: is 'New Zealand'"),
    Edit(L, put("note_es:", "note_sp:"), "note_sp: is no field of a line"),
    Edit(L, put('name: "Shout", ', ""), "uk_shout: name: is missing"),
    Edit(L, put("only_if: lgbtq_press_3", "only_if: lgbtq_press"), "names the flag"),
    Edit(L, put("lgbtq_press_3: false", "lgbtq_press_3: maybe"), "is 'maybe'"),
    Edit(L, put("^  uk_shout:", "  uk_shoot:"), "there is no line 'uk_shout'",
         "data/crisis/cards/suicide.yml"),
    Edit(L, put("^  us_988:", "  us_911:"), "us_911: stands twice"),
    Edit(L, put('call: "999"', 'call: "998"'), "has no emergency number",
         "data/crisis/cards/suicide.yml"),
    Edit(L, put("^  gb_999:\n    {", "  gb_999:\n    "), "YAML"),
    Edit(L, gone, "is missing"),
]  # fmt: skip


def _c(name: str, old: str, new: str, says: str) -> Edit:
    return Edit(f"data/crisis/cards/{name}.yml", put(old, new), says)


CARDS = [
    _c("suicide", r"act, took (.*) call \{emergency\} now", "act: call now", "the text names no emergency number"),
    _c("overdose", r"^  text: \|\n", "  text: |\n    Call 911. {emergency}\n", "prints the number 911"),
    _c("violence", r"^  text: \|\n", "  text: |\n    Call {line}.\n", "{line} is nothing that can be filled in"),
    _c("self_harm", r"^  text: \|\n", "  text: |\n    Also {crisis now.\n", "has no partner"),
    _c("psychosis", "category: psychosis", "category: psychotic", "category: is 'psychotic'"),
    _c("child_risk", r"  US: \[us_911", "  US: [us_912", "there is no line 'us_912'"),
    _c("harm_others", r"  GB: \[gb_999", "  GB: [us_911", "'us_911' is of another country"),
    _c("withdrawal_emergency", r"  CA: \[.*\]", "  CA: [ca_988]", "has no emergency number"),
    _c("helplines", '  "": .*\n?', "", "has none for a person in another country"),
    _c("suicide", r"  US: \[.*\]", "  US: us_988", "is no list of lines"),
    _c("suicide", r"  US: \[", "  US: [us_988, ", "names 'us_988' twice"),
    _c("overdose", "^es:", "sp:", "sp: is no field of a card"),
    _c("violence", '  title: ".*"', '  title: ""', "has no title"),
    _c("self_harm", "reviewer: .*", 'reviewer: "Clinical team"', "is nobody who signed"),
    _c("psychosis", 'reviewed: ".*"', 'reviewed: "soon"', "reviewed: is 'soon'"),
    _c("child_risk", 'reviewed: ".*"', 'reviewed: "2066-01-01"', "is in the future"),
    _c("harm_others", r"  text: \|\n", "  text: |\n    No junkies. {emergency}\n", "says 'junkies'"),
    _c("helplines", r"  text: \|\n", "  text: |\n    Take 2 pills.\n", "gives an amount"),
    _c("withdrawal_emergency", r"  text: \|\n", "  text:\n    |x\n", "YAML"),
    Edit("data/crisis/cards/violence.yml", gone, "the card is missing"),
    Edit("data/crisis/cards/psychosis.yml", renamed("data/crisis/cards/voices.yml"),
         "category: is 'psychosis'", "data/crisis/cards/voices.yml"),
]  # fmt: skip

T = "data/crisis/thresholds.yml"
TABLES = [
    Edit(T, put("whole: 0.75", "whole: 79"), "is '79', which is no probability"),
    Edit(T, put("part: 0.82", "part: 0,86"), "is '0,86'"),
    Edit(T, put("sign: 0.03", "sign: none"), "is 'none'"),
    Edit(T, put("^also: .*\n", ""), "also: is missing"),
    Edit(T, put("^concern:", "concerns:"), "concerns: is no threshold"),
    Edit("data/crisis/answers.yml", put("^safe:", "save:"), "save: is no answer"),
    Edit("data/crisis/answers.yml", put('    - "yes"', '    - "no"'), "stands in"),
    Edit("data/crisis/answers.yml", put('    - "yes"', '    - "Yes!"'), "can never be heard"),
    Edit("data/crisis/answers.yml", put("^  es:", "  sp:"), "is no list of answers"),
    Edit("data/crisis/below.yml", put("help/talk_now", "help/talknow"), "names 'help/talknow'"),
    Edit("data/crisis/below.yml", put("^  suicide:", "  suicidal:"), "is no crisis category"),
    Edit("data/crisis/below.yml", put("^below:", "under:"), "below: is empty"),
    Edit("data/crisis/countries.yml", put("^  GB:", "  UK1:"), "is no country code"),
    Edit("data/crisis/countries.yml", put("canada, toronto", "canada, chicago"), "stands in US"),
    Edit("data/crisis/countries.yml", put("ireland, rep", "Ireland, rep"), "has capitals"),
    Edit("data/crisis/countries.yml", put(r"hamilton nz\]", "hamilton nz"), "YAML"),
    Edit("data/crisis/countries.yml", put("^frames:", "frame:"), "frames: is missing or empty"),
    Edit("data/crisis/below.yml", renamed("data/crisis/Below.yml"), "has a name the bot does not",
         "data/crisis/Below.yml"),
]  # fmt: skip

P = "data/crisis/patterns/self_harm.yml"
PHRASES = [
    Edit(P, put("category: self_harm", "category: selfharm"), "unknown category `selfharm`"),
    Edit("data/crisis/patterns/suicide.yml", put("<will> ...2 <kill> <self>", "<will> <kil> <self>"),
         "there is no list <kil>"),
    Edit("data/crisis/patterns/violence.yml", put("^      - ", "      - (hits me "), "bracket"),
    Edit("data/crisis/patterns/psychosis.yml", put("  - id: .*", "  - idea: x"), "`id` is missing"),
    Edit("data/crisis/guards.yml", put("  - id: idiom/killing", "  - id: self_harm/hurt_myself"),
         "the id is used twice"),
    Edit("data/crisis/words.yml", put("^  kill:", "  kil:"), "there is no list",
         "data/crisis/patterns/suicide.yml"),
    Edit("data/crisis/spellings.yml", put("^dangerous:", "dangerus:"), "`dangerous` is missing"),
    Edit("data/crisis/examples/suicide.yml", put("    - ", "    "), "is no message"),
    Edit("data/crisis/examples/overdose.yml", put("category: .*", "category: od"), "is 'od'"),
    Edit("data/crisis/examples/ordinary/past.yml", put("category: none", "category: past"), "past"),
    Edit("data/crisis/examples/violence.yml", put("^  en:", "  eng:"), "is no block of messages"),
    Edit("data/crisis/accepted.yml", put("^  suicide:", "  sadness:"), "is no category with a list"),
    Edit("data/crisis/accepted.yml", put('    - "my turn"\n', ""), "speaks of a crisis (suicide)",
         "data/nlu/family/self_care.yml"),
    Edit("data/crisis/guards.yml", last("  - not closed ["), "bare line"),
]  # fmt: skip

EDITS = [*LINES, *CARDS, *TABLES, *PHRASES]
