"""Pre-review of what is to be published (发布预审): extracted text, rules, findings, gates."""
