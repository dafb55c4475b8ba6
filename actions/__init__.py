"""What the bot does in a turn: say a vetted answer, ask back, decline, or refer in a crisis."""
