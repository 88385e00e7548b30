"""Documents of any medium as pages of blocks: paragraphs, and grids of cells."""

from perfrules.documents.media.pages.folders import document_files
from perfrules.documents.media.pages.model import Block, Cell, Grid, Page, Paragraph
from perfrules.documents.media.pages.opening import ENDINGS, Opened, read_pages

__all__ = ["ENDINGS", "Block", "Cell", "Grid", "Opened", "Page", "Paragraph", "document_files", "read_pages"]
