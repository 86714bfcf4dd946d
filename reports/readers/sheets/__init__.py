"""Workbooks: XLSX from its markup, XLS through xlrd, both into the same sheets of cells and from there into blocks."""
