"""The company's purchase workbook, turned into a unit the load pipeline can publish.

``python -m mlops.sources.procurement FILE.xlsx OUT_DIR``; ``unit.convert`` is the same call.
"""
