"""The 绩效目标表 as a model, its readers and writers, and what was achieved.

`load_sheets` reads whatever holds sheets; `load_sheet`, `dump_sheet` and `load_actuals` are for the YAML
files that people keep, `import_text` for the text of a document.
"""

from typing import TYPE_CHECKING

from perfrules.documents.origin import Origin
from perfrules.resources.late_modules import late_names
from perfrules.sheets.actuals import (
    ActualEntry,
    Actuals,
    ProjectActuals,
    ProjectBudget,
    read_actuals,
)
from perfrules.sheets.checks import check_plan, check_sheet, check_sheets
from perfrules.sheets.files.actuals_writing import dump_actuals
from perfrules.sheets.files.discovery import find_actuals, find_documents
from perfrules.sheets.files.loading import load_sheets
from perfrules.sheets.files.saving import file_names, save_sheet, save_text
from perfrules.sheets.files.yaml_files import dump_sheet, load_sheet, read_sheet
from perfrules.sheets.filled.loading import load_actuals
from perfrules.sheets.imports.result import Import
from perfrules.sheets.model import Budget, Checkpoint, Indicator, Narrative, Sheet

if TYPE_CHECKING:
    from perfrules.sheets.comparison import (
        FieldValues,
        IndicatorComparison,
        SheetComparison,
        compare_sheets,
    )
    from perfrules.sheets.imports.documents import import_document
    from perfrules.sheets.imports.recognition.form import ImportedForm
    from perfrules.sheets.imports.text_tables import import_source, import_text
else:
    __getattr__ = late_names(
        {
            "FieldValues": "perfrules.sheets.comparison",
            "IndicatorComparison": "perfrules.sheets.comparison",
            "SheetComparison": "perfrules.sheets.comparison",
            "compare_sheets": "perfrules.sheets.comparison",
            "ImportedForm": "perfrules.sheets.imports.recognition.form",
            "import_document": "perfrules.sheets.imports.documents",
            "import_source": "perfrules.sheets.imports.text_tables",
            "import_text": "perfrules.sheets.imports.text_tables",
        }
    )

__all__ = [
    "ActualEntry",
    "Actuals",
    "Budget",
    "Checkpoint",
    "FieldValues",
    "Import",
    "ImportedForm",
    "Indicator",
    "IndicatorComparison",
    "Narrative",
    "Origin",
    "ProjectActuals",
    "ProjectBudget",
    "Sheet",
    "SheetComparison",
    "check_plan",
    "check_sheet",
    "check_sheets",
    "compare_sheets",
    "dump_actuals",
    "dump_sheet",
    "file_names",
    "find_actuals",
    "find_documents",
    "import_document",
    "import_source",
    "import_text",
    "load_actuals",
    "load_sheet",
    "load_sheets",
    "read_actuals",
    "read_sheet",
    "save_sheet",
    "save_text",
]
