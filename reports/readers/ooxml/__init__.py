"""The markup of DOCX: its body, the text of its paragraphs, styles and list numbers."""
