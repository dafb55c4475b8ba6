"""What the senders say: fixed, varied and without any crisis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

TURNS_A_CONVERSATION = 10  # longer ones are slower on stock Rasa: see "turn 3 and turn 300"

# Written for this benchmark: every area, both languages, some small talk, some out of scope.
OURS = (
    "hi there",
    "why do I always end up drinking when I'm stressed out",
    "what does self medicating actually mean",
    "is it bad that pills are the only thing that calms my nerves",
    "how do people get addicted to painkillers",
    "what happens to your body when you come off oxys",
    "can being depressed make someone start using",
    "my ptsd got worse since I quit, is that normal",
    "I have panic attacks and a drinking problem, which one gets treated first",
    "what kinds of treatment are there",
    "tell me about suboxone",
    "is methadone just swapping one drug for another",
    "what goes on in a detox place",
    "how does CBT work",
    "do I have to go to meetings",
    "how much does rehab cost",
    "I don't have insurance, where can I go",
    "where do I even begin",
    "will my boss find out if I get treatment",
    "my son is using and I don't know how to talk to him",
    "what can I do about cravings at night",
    "I slipped last weekend after four months clean",
    "how do you use narcan",
    "can I talk to a real person",
    "are you a robot?",
    "what's the weather like in Denver",
    "thanks, that helped",
    "cómo puedo ayudar a mi hermana que toma pastillas",
    "cuánto cuesta el tratamiento si no tengo seguro",
    "qué hago cuando me dan muchas ganas de consumir",
)

# The stock bot's own conversations, in the words of its domain and near them: what it was made for.
STOCK = (
    *("hello", "I am feeling very good", "bye"),
    *("good morning", "I am sad", "yes", "see you later"),
    *("hey there", "my day was horrible", "not really", "goodbye"),
    *("hi", "so perfect", "are you a bot?"),
    *("good evening", "super sad", "that sounds good", "have a nice day"),
    *("hey", "not very good", "no", "good night"),
    *("hello there", "extremely good", "am I talking to a human?", "bye bye"),
    *("good afternoon", "I don't feel very well", "of course", "cee you later"),
)


def from_the(start: int, messages: Sequence[str]) -> Iterator[str]:
    """Yield `messages` over and over, beginning at another one for each `start`."""
    return islice(cycle(messages), (start * 7) % len(messages), None)
