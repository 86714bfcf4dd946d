"""What DOCX, DOC and RTF share: paragraphs and tables as such documents have them, and the way from there to blocks."""
