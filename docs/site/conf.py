"""Settings of Sphinx for one language of the site; `build.py` sets the two variables of the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import perfrules

sys.path.insert(0, str(Path(__file__).parent))

LANGUAGE = os.environ["PERFRULES_SITE_LANGUAGE"]
TITLES = {"en": "perfrules", "zh": "perfrules 使用手册"}
CHINESE_FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"'
FONTS = {
    # Chinese fonts draw the apostrophe and quotation marks of English as wide as a Chinese character.
    "en": f'"Segoe UI", "Helvetica Neue", "Noto Sans", Arial, "Liberation Sans", {CHINESE_FONTS}, sans-serif',
    "zh": f"{CHINESE_FONTS}, system-ui, sans-serif",
}[LANGUAGE]

project = "perfrules"
copyright = {"en": "the authors of perfrules, Apache-2.0", "zh": "perfrules 作者，Apache-2.0"}[LANGUAGE]  # noqa: A001 - the name that Sphinx reads
release = perfrules.__version__
language = {"en": "en", "zh": "zh_CN"}[LANGUAGE]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "bigrams", "line_breaks"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_files", "_locale"]
locale_dirs = ["_locale"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_preprocess_types = False
html_theme = "furo"
html_title = TITLES[LANGUAGE]
html_copy_source = False
html_show_sphinx = False
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_context = {
    "other_language": "zh" if LANGUAGE == "en" else "en",
    "other_pages": os.environ["PERFRULES_SITE_OTHER_PAGES"].split(),
}
html_theme_options = {
    "light_css_variables": {"font-stack": FONTS},
    "dark_css_variables": {"font-stack": FONTS},
}
