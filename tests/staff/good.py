"""Good edits: what staff do on an ordinary day. Not one may be refused."""

from __future__ import annotations

from tests.staff.edits import Change, Edit, example, last, put, spanish


def _a(topic: str, change: Change) -> Edit:
    return Edit(f"data/answers/{topic}.yml", change)


def _n(topic: str, change: Change) -> Edit:
    return Edit(f"data/nlu/{topic}.yml", change)


SOURCE = (
    'sources:\n          - {title: "Find help", publisher: "SAMHSA", '
    'url: "https://www.samhsa.gov/find-help", retrieved: "2026-11-22"}\n'
)
EDITS = [
    _a("help/cost", put("Prices differ a lot", "Prices can differ a lot")),
    _a("chat/thanks", put("You're welcome", "You are very welcome")),
    _a("chat/thanks", spanish("Aquí estoy.")),
    _a("recovery/cravings", put("take a shower", "have a shower")),
    _a("recovery/cravings", put("Muévase: salga", "Muévase un poco: salga")),
    _a("family/help", put(r"next: \[.*\]", "next: [family/talk, family/self_care]")),
    _a("family/talk", put(r"next: \[.*\]", "next: [family/help]")),
    _a("help/start", put('reviewed: "2026-11-22"', 'reviewed: "2026-11-21"')),
    _a("help/work", put('review_due: ".*"', 'review_due: "2027-02-01"')),
    _a("help/legal", put('review_due: ".*"', 'review_due: "2027-11-22"')),
    _a("help/doctor", put("sources:\n", SOURCE)),
    _a("groups/teens", put('title: {en: "[^"]*"', 'title: {en: "For young people"')),
    _a("opioids/what", put("title: {en:", "title: {en:   ")),
    _a("opioids/pain", put('retrieved: "2026-11-22"', 'retrieved: "2026-11-20"')),
    _a("chat/bot", put("^# ", "# Talk about it first. ")),
    _a("chat/greet", put("^version:", "# Mind the tone.\nversion:")),
    _a("conditions/ptsd", put('reviewer: "pending clinical review"',
                              'reviewer: "Ana Ruiz, RN, 2026-11-22"')),
    _a("chat/goodbye", put("^responses:", "\nresponses:")),
    _a("chat/feedback", put(r"\n\Z", "\n\n")),
    _a("refuse/dosing", put('publisher: "', "publisher: \"The ")),
    _n("help/cost", example("my copay doubled, whats a cheaper way to keep going")),
    _n("help/start", example("ok im in. whats literally step one on a monday")),
    _n("recovery/cravings", example("it's 3am and the itch to use is loud again")),
    _n("recovery/cravings", example("¿y si las ganas me agarran en el trabajo del lunes?")),
    _n("family/help", example("my nephew says he's fine but the spoons keep going missing")),
    _n("treatment/methadone", example("can a clinic give me bottles to take home for the weekend")),
    _n("opioids/sleep", example("why do I dream so hard since I stopped the pills")),
    _n("chat/thanks", example("bless you lil robot 🙏 that helped")),
    _n("insult", example("you absolute toaster of a bot")),
    _n("out_of_scope", example("which bus goes to the aquarium on sundays")),
    _n("followup/cost", example("and what would that set me back")),
    _n("groups/teens", put("      - .*\n", "")),
    _n("help/stigma", put("^# ", "# Real words only. ")),
    Edit("data/responses/dialogue.yml", put("I'm sorry, I didn't", "Sorry, I did not")),
    Edit("data/responses/dialogue.yml", put("Perdón, no entendí", "Disculpe, no entendí")),
    Edit("data/responses/choices.yml", put("Sure. Which one?", "Of course. Which one?")),
    Edit("data/responses/gateway.yml", put("I'm glad you are here", "It is good that you came")),
    Edit("data/followups.yml", put("    alone: help/cost", "    alone: [help/cost, help/uninsured]")),
    Edit("data/followups.yml", put("      chat/human: help/talk_now\n", "")),
    Edit("data/stories/journeys.yml", last(
        "  - story: someone who feels low asks about help and says what they think of it\n"
        "    steps: [{intent: feelings}, {action: action_vetted_answer}, {intent: help},\n"
        "      {action: action_vetted_answer}, {intent: insult}, {action: action_insult}]")),
    Edit("data/rules/answers.yml", put("what is not ours is declined kindly", "a kind no")),
    Edit("data/crisis/lines.yml", put('verified_on: ""', 'verified_on: "2026-11-22"')),
    Edit("data/crisis/lines.yml", put('call: "1-866-488-7386"', 'call: "1-866-488-7387"')),
    Edit("data/crisis/lines.yml", put('text: "SHOUT to 85258"', 'text: "SHOUT to 85259"')),
    Edit("data/crisis/lines.yml", put('name: "Shout"', 'name: "Shout UK"')),
    Edit("data/crisis/cards/suicide.yml", put("Your life matters", "You matter")),
    Edit("data/crisis/cards/violence.yml", put('reviewed: ".*"', 'reviewed: "2026-11-21"')),
    Edit("data/crisis/below.yml", put("    - help/legal.*\n", "    - help/legal\n    - help/cost\n")),
    Edit("data/crisis/countries.yml", put("canada, toronto", "canada, gta, toronto")),
    Edit("data/crisis/answers.yml", put('    - "yes"\n', '    - "yes"\n    - "yes maam i am"\n')),
    Edit("data/crisis/thresholds.yml", put("concern: 0.4 ", "concern: 0.45 ")),
    Edit("data/crisis/examples/suicide.yml", put("    - ", "    - i wrote the letters already\n    - ")),
    Edit("data/crisis/examples/ordinary/past.yml", put("    - ", "    - years ago i was that low\n    - ")),
    Edit("domain.yml", put("^intents:", "intents:  # keep them in this order")),
]  # fmt: skip
