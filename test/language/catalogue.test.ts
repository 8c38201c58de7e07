import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENGLISH } from '../../src/language/english.js';
import { isCommon, keyOf } from '../../src/language/message.js';
import { BUILT_IN_PROFILES } from '../../src/rules/evaluation/built-in-profiles.js';
import { builtInRules } from '../../src/rules/catalogue.js';

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

/** Every zh`…` in a file of the program, as the catalogues call it. */
function sentencesIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'zh') {
      const { template } = node;
      const texts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template.text]
        : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
      found.push(keyOf({ texts }));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const placesIn = (text: string): string[] => [...text.matchAll(/\{\d+\}/gu)].map(([place]) => place).sort();

/** What stands in the rules: title, basis, what a failure means, what excuses it and, but for identities, how it is worked out. */
const saidByRules = builtInRules().flatMap((rule) => [
  rule.title,
  rule.basis,
  rule.failure,
  ...(rule.kind === 'formula'
    ? rule.checks.flatMap(({ excused }) => excused?.advice ?? [])
    : (rule.formulas ?? [])),
]);

/** What stands in the scoring schemes: what they are called, and what else is tried. */
const { profiles, habits, readings } = BUILT_IN_PROFILES;
const saidByProfiles = [
  ...[...profiles, ...habits].map(({ name }) => name),
  ...[...readings.execution, ...readings.quantitative].map(({ text }) => text),
];

const said = new Set([...filesBelow('src', '.ts').flatMap(sentencesIn), ...saidByRules, ...saidByProfiles]);

describe('English', () => {
  test('everything that is said has its sentence', () => {
    expect([...said].filter((key) => !isCommon(key) && ENGLISH[key] === undefined)).toEqual([]);
  });

  test('no sentence is left that nothing says', () => {
    expect(Object.keys(ENGLISH).filter((key) => !said.has(key))).toEqual([]);
  });

  test('places are those of the Chinese sentence, and no Chinese is left', () => {
    const wrong = Object.entries(ENGLISH).filter(
      ([key, text]) => placesIn(key).join() !== placesIn(text).join() || /\p{Script=Han}/u.test(text),
    );
    expect(wrong).toEqual([]);
  });

  test('no sentence stands in two files', () => {
    const keys = filesBelow('src/language/english', '.yaml').flatMap((file) =>
      Object.keys(parse(readFileSync(file, 'utf8')) as object),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
