"""The bot's command line: `python -m bot COMMAND`."""

from __future__ import annotations

import sys

from bot.commands import checking, models, publishing, releasing, serving, testing
from bot.commands.registry import COMMANDS, parser
from bot.settings import Settings, SettingsError

__all__ = ["checking", "main", "models", "publishing", "releasing", "serving", "testing"]


def main() -> int:
    """Run one command; return its exit code, 1 with a sentence when it cannot be done."""
    from bot.content import ContentError

    arguments = parser(__doc__).parse_args()
    try:
        return COMMANDS[arguments.command](Settings.from_env(), arguments)
    except ContentError as error:
        print(f"{error}\n{len(error.problems)} problems; nothing was changed.", file=sys.stderr)
    except (SettingsError, RuntimeError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
