"""Prints the text of PDFs: a form feed after each page, a file separator after each file."""
import sys

import pypdfium2

for path in sys.argv[1:]:
    try:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            print(page.get_textpage().get_text_range().replace("\r\n", "\n"), end="\f")
    except Exception as error:
        print(path, error, file=sys.stderr)
    print(end="\x1c")
