"""RTF: control words and groups, read as Word, WPS and LibreOffice write them (RTF 1.9.1)."""
