"""The review of target sheets (绩效目标审核): a proposed grade for a person to confirm."""

from perfrules.engine.reviewing.review import CriterionReview, Reviewer, SheetReview, review_sheets

__all__ = ["CriterionReview", "Reviewer", "SheetReview", "review_sheets"]
