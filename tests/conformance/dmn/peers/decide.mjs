// Decide facts with a DMN file by dmn-moddle (XML) and feelin (FEEL), for comparison with perfrules.
//
// Reads {"xml", "facts": [{name: FEEL text}]} from standard input, writes the decision table as dmn-moddle reads it
// back and, for each of the facts, the outputs of the rules that hold, in order: {"rules", "inputs", "answers"}.
// The table is the first decision; what it requires is evaluated before it.
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
const decisions = rootElement.drgElement.filter((each) => each.$type === "dmn:Decision");
const [main, ...required] = decisions;
const table = main.decisionLogic;

const passes = (entry, value, context) =>
  entry.text === "-" || plain(unaryTest(entry.text, { ...context, "?": value })) === true;
const holds = (rule, inputs, context) =>
  rule.inputEntry.every((entry, at) => passes(entry, context[inputs[at].inputExpression.text], context));
const valueOf = (logic, context) => {
  if (logic.$type === "dmn:LiteralExpression") return plain(evaluate(logic.text, context));
  const rule = logic.rule.find((each) => holds(each, logic.input, context));
  return rule ? plain(evaluate(rule.outputEntry[0].text, context)) : null;
};
const requires = (decision) =>
  (decision.informationRequirement ?? []).flatMap((each) =>
    each.requiredDecision ? [each.requiredDecision.href.slice(1)] : [],
  );

// The required decisions, each after what it requires itself.
const ordered = [];
while (ordered.length < required.length) {
  const done = ordered.map((each) => each.id);
  const next = required.find((each) => !ordered.includes(each) && requires(each).every((id) => done.includes(id)));
  if (!next) throw new Error("decisions require each other in a circle");
  ordered.push(next);
}
const contextOf = (given) => {
  const context = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, literal(text)]));
  for (const each of ordered) context[each.variable.name] = valueOf(each.decisionLogic, context);
  return context;
};
const answer = (rule, context) => rule.outputEntry.map((entry) => plain(evaluate(entry.text, context)));
const answers = (context) =>
  table.rule.filter((rule) => holds(rule, table.input, context)).map((rule) => answer(rule, context));
const defaults = table.output.map((each) => each.defaultOutputEntry && literal(each.defaultOutputEntry.text));

process.stdout.write(
  JSON.stringify({
    warnings: warnings.map((each) => each.message),
    hit: table.hitPolicy ?? "UNIQUE",
    aggregation: table.aggregation ?? null,
    rules: table.rule.map((rule) => rule.id),
    defaults: defaults.some((each) => each != null) ? defaults : null,
    answers: facts.map((given) => answers(contextOf(given))),
  }),
);
