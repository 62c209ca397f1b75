"""Prints the text of PDFs, or with --blocks its blocks divided by empty lines: a form feed after
each page, a file separator after each file."""
import sys

import pymupdf

pymupdf.TOOLS.mupdf_display_errors(False)
paths = sys.argv[1:]
blocks = paths[:1] == ["--blocks"]
for path in paths[blocks:]:
    try:
        for page in pymupdf.open(path):
            if blocks:
                texts = [" ".join(b[4].split()) for b in page.get_text("blocks") if b[6] == 0]
                print("\n\n".join(texts), end="\f")
            else:
                print(page.get_text(), end="\f")
    except Exception as error:
        print(path, error, file=sys.stderr)
    print(end="\x1c")
