"""The letter check (文书检查): what is wrong with a letter's words, rule by rule."""
