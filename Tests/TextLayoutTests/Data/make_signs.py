"""Makes Sources/TextLayout/Maths/MathSigns.swift from two published tables.

    python3 make_signs.py unicode-math-table.tex AMSsymbols.js jax.js > ../../../Sources/TextLayout/Maths/MathSigns.swift

The first is that of the LaTeX package unicode-math (Debian: texlive-latex-recommended): character, command, class and
description of some 2,400 signs. The others are MathJax's (Debian: libjs-mathjax, unpacked/extensions/TeX/AMSsymbols.js and
unpacked/jax/input/TeX/jax.js): the older names that LaTeX and amssymb have for the same characters.
"""

import re
import sys

KINDS = {"rel": "r", "bin": "b", "op": "l", "ord": "o", "alpha": "o", "open": "(", "close": ")", "punct": ",", "fence": "o"}


def described(text):
    text = re.sub(r"\\[a-z]+|(^|\s)/[A-Za-z]+(?= )", "", text)
    text = re.sub(r"\b[a-z]:$|\b[a-z]: ", "", text.strip())
    text = re.sub(r"\([^)]*\)", "", text)
    text = re.split(r";|\bas in\b| -- ", text)[0]
    return " ".join(re.sub("[/,]", " ", text).split()).removeprefix("- ").lower()


signs, names = {}, {}
for line in open(sys.argv[1], encoding="utf8"):
    found = re.match(r'\\UnicodeMathSymbol\{"([0-9A-F]+)\}\{\\(\w+)\s*\}\{\\math(\w+)\}\{(.*)\}%', line)
    if not found or found[3] not in KINDS or int(found[1], 16) < 128:
        continue
    code = int(found[1], 16)
    if found[2].startswith(("mup", "mit", "mbf", "mtt", "msans", "mscr", "mfrak", "Bbb", "mbb", "up", "mathbb")):
        continue
    signs.setdefault(code, (KINDS[found[3]], described(found[4])))
    names[found[2]] = code
for path in sys.argv[2:]:
    for name, code in re.findall(r"^\s+'?([A-Za-z]+)'?:\s+\[?'([0-9A-F]{4,5})'", open(path, encoding="utf8").read(), re.M):
        code = int(code, 16)
        if code in signs:
            names.setdefault(name, code)

rows = sorted(f"{name} {chr(code)} {signs[code][0]} {signs[code][1]}" for name, code in names.items())
rows.sort(key=lambda row: row.split(" ")[0])
print("""// Made by Tests/TextLayoutTests/Data/make_signs.py.

extension MathSigns {
  /// Of each sign: command, character, class (r b l o ( ) ,) and what it is called, in the order of the commands.
  // swift-format-ignore
  static let table: StaticString = \"\"\"""")
for row in rows:
    print("    " + row.replace("\\", "\\\\"))
print("""    \"\"\"
}""")
