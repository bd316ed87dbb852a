"""What to say: reading a Markdown call script, checking it, filling it in and following it.

script, mistakes = reading.read(text)       # mistakes of reading are values
diagnostics = checks.check(script)          # everything there is to say about it, those mistakes included
step = following.next_step(script, script.steps[0], "has_supplier")
line = filling.fill(step.text, {"caller": "Sanne"}).text
"""
