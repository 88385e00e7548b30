"""A self-evaluation that somebody filled in (项目支出绩效自评表), with the scores they gave themselves."""

from perfrules.sheets.forms.loading import READERS, find_forms, load_forms
from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm, FormRow
from perfrules.sheets.forms.yaml_forms import read_form

__all__ = [
    "READERS",
    "Claim",
    "ClaimedExecution",
    "FilledForm",
    "FormRow",
    "find_forms",
    "load_forms",
    "read_form",
]
