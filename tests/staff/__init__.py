"""What staff do to the files of data/, and what the bot makes of it."""
