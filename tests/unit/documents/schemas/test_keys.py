import json

import pytest

from perfrules.documents import canonical, kinds, nearest, spelled
from perfrules.documents.schemas.schema import Place, schema_of
from perfrules.resources import load_data
from perfrules.resources.paths import data_path

TABLES = load_data("grammar", "keys.yaml")


@pytest.mark.parametrize("table", ["keys", "values"])
def test_no_chinese_spelling_is_canonical_and_none_stands_twice_for_one(table):
    for key, spellings in TABLES[table].items():
        assert len(set(spellings)) == len(spellings) > 0
        assert not set(spellings) & set(TABLES[table]), key


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("规则", "rules"), ("条件", "when"), ("要求", "then"), ("编号", "id"), ("名称", "title"),
        ("类别", "kind"),
        ("施行", "in_force"), ("自", "from"), ("至", "until"), ("依据", "cite"), ("文件", "document"),
        ("章节", "section"), ("原文", "phrase"), ("rules", "rules"), ("ruels", None), ("甲", None),
    ],
)  # fmt: skip
def test_canonical(written, meant):
    allowed = set(TABLES["keys"]) - {"name"}
    assert canonical(written, allowed) == meant


@pytest.mark.parametrize(
    ("kind", "chinese"), [("sheet", "绩效目标表"), ("actuals", "实际完成"), ("scoring", "评分")]
)
def test_kinds_have_chinese_spellings(kind, chinese):
    assert canonical(chinese, {kind}, "values") == kind
    assert spelled(kind, "zh", "values") == chinese


@pytest.mark.parametrize(
    ("written", "meant"),
    [("分植", "分值"), ("规侧", "规则"), ("wieght", "weight"), ("weights", "weight"), ("甲乙", None)],
)
def test_nearest(written, meant):
    assert nearest(written, ["weight", "rules", "target"]) == meant


def test_a_spelling_that_a_place_allows_for_two_keys_means_neither():
    assert canonical("名称", {"title", "name"}) is None
    assert nearest("名称", ["title", "name"]) == "项目名称"
    assert nearest("名称", ["title"]) == "标题"


# The version of the format, and operators.
UNSPOKEN = {"1", "<", "<=", "=", ">=", ">"}


def places(kind):
    """Every place that a schema speaks about, each once."""
    seen, waiting = set(), [Place.of(kind, schema_of(kind))]
    while waiting:
        place = waiting.pop()
        identity = tuple(id(schema) for _, schema in place.schemas)
        if not place.schemas or identity in seen:
            continue
        seen.add(identity)
        yield place
        waiting += [place.item, place.key("\0free"), *(place.key(key) for key in place.keys)]


def test_every_key_and_value_is_one_of_some_schema():
    every = [place for kind in kinds() for place in places(kind)]
    # What a test of a schedule gives is free-form for the schema, because a decision may have an input 年度.
    assert set(TABLES["keys"]) - {key for place in every for key in place.keys} == {"year"}
    assert set(TABLES["values"]) - {value for place in every for value in place.values} == set()


@pytest.mark.parametrize("kind", kinds())
class TestShippedSchemas:
    def test_every_key_has_a_chinese_spelling_that_means_nothing_else_there(self, kind):
        for place in places(kind):
            for key in place.keys:
                assert key in TABLES["keys"], key
                meant = [canonical(spelling, place.keys) for spelling in TABLES["keys"][key]]
                assert set(meant) <= {key, None}, (key, meant)
                assert key in meant, key

    def test_every_fixed_value_has_a_chinese_spelling_that_means_nothing_else_there(self, kind):
        for place in places(kind):
            for value in set(place.values) - UNSPOKEN:
                meant = [canonical(each, place.values, "values") for each in TABLES["values"][value]]
                assert value in meant, value
                assert set(meant) <= {value, None}, (value, meant)

    def test_groups_of_keys_say_whether_their_keys_are_free(self, kind):
        for place in places(kind):
            for _, schema in place.schemas:
                if "properties" in schema:
                    assert "additionalProperties" in schema or "required" in schema, schema

    def test_patterns_say_in_words_what_they_expect(self, kind):
        for place in places(kind):
            for _, schema in place.schemas:
                if "pattern" in schema:
                    assert set(schema["x-expects"]) == {"zh", "en"}, schema

    def test_scalars_are_texts(self, kind):
        for place in places(kind):
            for _, schema in place.schemas:
                shapes = schema.get("type", "string")
                assert {shapes} if isinstance(shapes, str) else set(shapes) <= {"string", "array", "object"}

    def test_is_itself_sound(self, kind):
        from jsonschema import Draft202012Validator

        path = data_path("grammar", f"{kind}.schema.json")
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
