"""Bad edits of examples, follow-ups, texts, rules, stories and the domain."""

from __future__ import annotations

from tests.staff.edits import (
    Change,
    Edit,
    copied,
    english,
    example,
    gone,
    last,
    put,
    raw,
    renamed,
)


def _n(topic: str, change: Change, says: str, named: str = "") -> Edit:
    return Edit(f"data/nlu/{topic}.yml", change, says, named)


CRAVINGS = "data/nlu/recovery/cravings.yml"
EXAMPLES = [
    _n("help/cost", put("intent: help/cost", "intent: help/costs"), "is not help/cost with"),
    _n("help/start", put("language: es", "language: sp"), "is not help/start with metadata"),
    _n("help/work", put("  - intent:", "  - intend:"), "is not help/work with metadata"),
    _n("help/legal", put("    metadata: .*\n", ""), "is not help/legal with metadata"),
    _n("help/doctor", put("examples:", "exampels:"), "exampels: is no field of a block"),
    _n("help/stigma", put("      - ", "      "), "has no dash before it"),
    _n("help/privacy", put("      - ", "      -"), "has no dash before it"),
    _n("family/grief", example(""), "is empty"),
    _n("family/talk", example("see [our page](http://x)"), "which Rasa reads as markup"),
    _n("family/help", example("/restart"), "a leading /"),
    _n("groups/teens", example("how much is {price}"), "which Rasa reads as markup"),
    _n("groups/lgbtq", example("why " * 300), "characters. To mend it, shorten it to 1000"),
    _n("groups/reentry", example("the urge wont go away"), "stands in", CRAVINGS),
    _n(
        "groups/veterans",
        example("The Urge Won't Go Away!!"),
        "but for accents, capitals or signs",
        CRAVINGS,
    ),
    _n(
        "opioids/brain",
        example("HOW do I deal with cravings for opioids"),
        "but for accents",
        CRAVINGS,
    ),
    _n(
        "opioids/pain",
        example("cravings for opioids how do I deal with"),
        "in another order",
        CRAVINGS,
    ),
    _n(
        "opioids/sleep",
        example("How do I deal with cravings for opiods?"),
        "but for one word",
        CRAVINGS,
    ),
    _n(
        "treatment/options",
        example("got money in my pockets and the dude lives two blocks over"),
        "but for one word (pocket",
    ),
    _n("treatment/cbt", example("i want to kill myself tonight"), "speaks of a crisis (suicide)"),
    _n("treatment/dbt", example("quiero matarme esta noche"), "speaks of a crisis (suicide)"),
    _n("treatment/detox", example("he is blue and not breathing"), "speaks of a crisis (overdose)"),
    _n("treatment/options", example("i keep cutting myself every night"), "speaks of a crisis"),
    _n("conditions/ptsd", example("imma load one big one and go see my brother"), "of a crisis"),
    _n(
        "prevention/storage",
        put(
            r"language: es\}\n    examples: \|\n(      - .*\n){20,}",
            "language: es}\n    examples: |\n      - hola\n",
        ),
        "has 1 examples in 'es'",
    ),  # fmt: skip
    _n("prevention/screening", put("^nlu:", "nlus:"), "holds no blocks of examples"),
    _n("prevention/pain_care", put("^      - ", "\t  - "), "tab"),
    _n("feelings/low", put("^      - ", "   - "), "YAML"),
    _n("chat/bot", raw("¿".encode(), b"\xbf"), "not saved as UTF-8"),
    _n("chat/privacy", put(r"\A(# .*\n)+", ""), "is not a comment"),
    _n("chat/human", put(r"^    examples: \|", "    examples:"), "has no dash before it"),
    _n("refuse/dosing", gone, "has an answer but no examples", "data/answers/refuse/dosing.yml"),
    _n(
        "refuse/mixing",
        renamed("data/nlu/refuse/Mixing.yml"),
        "has a name the bot does not read",
        "data/nlu/refuse/Mixing.yml",
    ),  # fmt: skip
    _n("insult", renamed("data/nlu/insults.yml"), "is no intent of the domain", "domain.yml"),
    _n("out_of_scope", renamed("data/nlu/sports/scores.yml"), "is no intent", "domain.yml"),
    _n(
        "recovery/relapse",
        copied("data/nlu/recovery/relapse.txt"),
        "has a name the bot does not",
        "data/nlu/recovery/relapse.txt",
    ),  # fmt: skip
    _n(
        "recovery/maintenance",
        copied("data/nlu/recovery/again.yml"),
        "has examples but no answer",
        "data/nlu/recovery/again.yml",
    ),  # fmt: skip
]

F = "data/followups.yml"
FOLLOWUPS = [
    Edit(F, put("    alone: help/cost", "    alone: help/price"), "leads to 'help/price'"),
    Edit(F, put("      help/cost:", "      help/costs:"), "names 'help/costs', which is no topic"),
    Edit(F, put("alone: help/cost", "alone: [help/cost]"), "offers 1 topics"),
    Edit(F, put("    alone: help/locator\n", ""), "where: alone: is missing"),
    Edit(F, put("^    otherwise:", "    otherwize:"), "otherwize: is no field of a follow-up"),
    Edit(F, put("^  cost:", "  costs:"), "costs: examples: are missing"),
    Edit(F, put("^  works:", "  works: later\n  work:"), "works: says nowhere it leads"),
    Edit(F, put("    after:", "      after:"), "YAML"),
    Edit(F, gone, "file: is missing"),
]

D, G, C = (f"data/responses/{name}.yml" for name in ("dialogue", "gateway", "choices"))
TEXTS = [
    Edit(D, put("utter_rephrase:", "utter_rephase:"), "is said by the bot and has no text",
         "data/responses"),
    Edit(D, put("  utter_rephrase:", "  rephrase:"), "is no response name"),
    Edit(D, put("value: es", "value: pt"), "has no text in 'es'"),
    Edit(C, put("^  utter_no_words:", "  utter_which_one:"), "utter_which_one: stands twice"),
    Edit(C, last("  utter_rephrase:\n    - text: Hm?"), "utter_rephrase: stands in", D),
    Edit(G, english("Hello {name}."), "holds {, which is taken"),
    Edit(G, english("word " * 81), "bubble 1 has"),
    Edit(D, english("You stay clean by asking."), "says 'stay clean'"),
    Edit(D, put("1-800-662-4357", "1-800-622-4357"), "prints 1-800-622-4357 in one language only"),
    Edit(D, put("call or text 988", "call or text 989"), "tells to call 989"),
    Edit(D, put("llame al 911", "llame al 991"), "tells to call 991"),
    Edit(C, put("      condition:", "     condition:"), "YAML"),
    Edit(G, gone, "is said by the bot and has no text", "data/responses"),
    Edit("data/responses/followup.yml", put("utter_followup/cost:", "utter_followup/price:"),
         "cost: text: is missing", F),
]  # fmt: skip

A, V, S = "data/rules/answers.yml", "data/rules/conversation.yml", "data/stories/journeys.yml"
BEHAVIOUR = [
    Edit(A, put("intent: opioids", "intent: opiods"), "names the intent 'opiods'"),
    Edit(A, put("action_vetted_answer", "action_vetted_anwser"), "the action 'action_vetted_anws"),
    Edit(A, put(", {action: action_fallback}", ""), "lacks an intent or an action"),
    Edit(A, put("  - rule: a q.*\n.*\n", ""), "has examples and no rule"),
    Edit(A, put("intent: treatment", "intent: opioids"), "is a second rule for opioids"),
    Edit(A, put("    steps: ", "    step: "), "has no steps"),
    Edit(A, put("  - rule: a question about o.*", "  - rules: x"), "has no title"),
    Edit(A, put("{intent: crisis}", "{intents: crisis}"), "has a step"),
    Edit(V, put("{intent: choose}, ", ""), "lacks an intent or an action"),
    Edit(V, put("^rules:", "rule:"), "rules: are missing"),
    Edit(V, put("{action: action_choice}", "{action: action_choice]"), "bracket"),
    Edit(V, put("rule: an insult .*", "rule: what is not ours is declined kindly"), "same title"),
    Edit(S, put("      - action: action_vetted_answer\n", ""), "has no action after"),
    Edit(S, put("action: action_vetted_answer", "action: action_fallback"), "but a rule says"),
    Edit(S, put("intent: self_medication", "intent: selfmedication"), "'selfmedication', which"),
    Edit(S, put("intent: help$", "intent: help/pric"), "names 'help/pric', which has no answer"),
    Edit(S, put("action: action_vetted_answer", "action: utter_hello"), "the action 'utter_hello'"),
    Edit(S, put("  - story: someone learns", "  - storey: someone learns"), "has no title"),
    Edit(S, put("    steps:", "    stepps:"), "has no steps"),
    Edit(S, put("      - intent: help\n", "      - slot_was_set: [{mood: low}]\n"), "slot 'mood'"),
    Edit(S, put("^      - intent:", "     - intent:"), "YAML"),
    Edit(S, last("  - story: a relative asks how to help and then about naloxone\n"
                 "    steps: [{intent: family}, {action: action_vetted_answer}]"), "same title"),
    Edit("domain.yml", put("  - recovery\n", ""), "recovery: is no intent of the domain"),
    Edit("domain.yml", put("  - action_choice", "  - action_choise"), "is no action in actions/"),
    Edit("domain.yml", put("^actions:", "action:"), "actions: is no list of names"),
    Edit("domain.yml", put("  - family\n", "  -family\n"), "YAML"),
]  # fmt: skip

EDITS = [*EXAMPLES, *FOLLOWUPS, *TEXTS, *BEHAVIOUR]
