"""Papers that leave the house: the note on a draft, the workbook of a government's units, the letter to an agency."""
