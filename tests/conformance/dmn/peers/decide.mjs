// Decide facts with a DMN file by dmn-moddle (XML) and feelin (FEEL), for comparison with perfrules.
//
// Reads {"xml", "facts": [{name: FEEL text}]} from standard input, writes the decision table as dmn-moddle reads it
// back and, for each of the facts, the outputs of the rules that hold, in order: {"rules", "inputs", "answers"}.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const load = (name) => import(pathToFileURL(join(process.argv[2], "node_modules", name, "dist", "index.js")));
const { DmnModdle } = await load("dmn-moddle");
const { evaluate, unaryTest } = await load("feelin");

const plain = (result) => (result && typeof result === "object" && "value" in result ? result.value : result);
const literal = (text) => plain(evaluate(text, {}));

const { xml, facts } = JSON.parse(readFileSync(0, "utf-8"));
const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
const table = rootElement.drgElement.find((each) => each.$type === "dmn:Decision").decisionLogic;

const holds = (rule, given) =>
  rule.inputEntry.every((entry, at) => {
    const value = literal(given[table.input[at].inputExpression.text]);
    return entry.text === "-" || plain(unaryTest(entry.text, { "?": value })) === true;
  });
const answer = (rule) => rule.outputEntry.map((entry) => literal(entry.text));
const defaults = table.output.map((each) => each.defaultOutputEntry && literal(each.defaultOutputEntry.text));

process.stdout.write(
  JSON.stringify({
    warnings: warnings.map((each) => each.message),
    hit: table.hitPolicy ?? "UNIQUE",
    aggregation: table.aggregation ?? null,
    rules: table.rule.map((rule) => rule.id),
    defaults: defaults.some((each) => each != null) ? defaults : null,
    answers: facts.map((given) => table.rule.filter((rule) => holds(rule, given)).map(answer)),
  }),
);
