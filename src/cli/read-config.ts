import { dirname, relative, resolve, sep } from 'node:path';
import type { InferOutput } from 'valibot';
import type { Policy } from '../engine/policy.js';
import { TAIL_RULE } from '../engine/finding.js';
import type { Waiver } from '../engine/waiver.js';
import type { FormVariant } from '../forms/catalogue.js';
import { nearestHint } from '../formula/nearest-name.js';
import { zh } from '../language/message.js';
import { defined } from '../model/defined.js';
import type { BookError } from '../rules/book-error.js';
import { isNamed, RULE_AREAS, type Rule } from '../rules/rule.js';
import { shaped, wrongAt, type Path } from '../rules/shape.js';
import { readYaml } from '../rules/user-yaml.js';
import { ConfigShape } from './config-shape.js';
import { variantsIn } from './form-variants.js';
import type { CheckOptions } from './main.js';

/** What a gouji.config.yaml says. */
export interface Config {
  readonly file: string;
  readonly paths: readonly string[];
  /** Only those that it gives. */
  readonly options: Partial<CheckOptions>;
  readonly policy: Policy;
  readonly waivers: readonly Waiver[];
  readonly variants: readonly FormVariant[];
  /** Refuses names that no rule, family or area has, each at its place. */
  readonly refuseUnknown: (rules: readonly Rule[]) => void;
}

/**
 * Reads the text of a gouji.config.yaml. Paths in it are relative to its folder.
 *
 * @throws BookError naming file, line, column and the nearest known name
 */
export function readConfig(file: string, text: string): Config {
  const { data, locate } = readYaml(file, text);
  // A file of comments alone says nothing, and is no mistake.
  const said = shaped(file, ConfigShape, data ?? {}, locate, zh`不是配置文件：应为“名称: 内容”各行`);
  const { paths = [], severity = {}, departments = [], waivers = [], forms = {} } = said;
  const path = (own: string): string => relative('', resolve(dirname(file), own)).replaceAll(sep, '/') || '.';
  const named: [name: string, at: Path][] = [
    ...(['only', 'skip'] as const).flatMap((key) => namesIn(said[key] ?? [], [key])),
    ...namesIn(Object.keys(severity), ['severity'], true),
    ...departments.flatMap((department, index) => [
      ...namesIn(Object.keys(department.severity ?? {}), ['departments', index, 'severity'], true),
      ...namesIn(department.skip ?? [], ['departments', index, 'skip']),
    ]),
  ];
  return {
    file,
    paths: paths.map(path),
    options: optionsIn(said, path),
    policy: {
      severity,
      departments: departments.map(({ name, severity: own = {}, skip = [] }) => ({
        name,
        severity: own,
        skip,
      })),
    },
    waivers: waivers.map((waiver, index) => {
      const { rule: ruleId, department, year: fiscalYear, reason, ...decided } = waiver;
      const line = locate(['waivers', index])?.line;
      return {
        ...defined({ ruleId, ...decided }),
        scope: defined({ department, fiscalYear }),
        decision: 'accepted',
        reason,
        location: { file, ...defined({ line }) },
      };
    }),
    variants: variantsIn(file, forms, locate),
    refuseUnknown: (rules) => {
      const isKnown = (name: string): boolean =>
        [...RULE_AREAS, TAIL_RULE.id.toLowerCase()].includes(name.toLowerCase()) ||
        rules.some((rule) => isNamed(rule, name));
      const ids = [...rules.map(({ id }) => id), TAIL_RULE.id];
      const unknown = (name: string, at: Path): BookError =>
        wrongAt(file, at, zh`没有规则 ${name}${nearestHint(name, ids)}`, locate);
      for (const [name, at] of named) if (!isKnown(name)) throw unknown(name, at);
      for (const [index, { rule }] of waivers.entries())
        if (rule !== undefined && !ids.includes(rule)) throw unknown(rule, ['waivers', index, 'rule']);
    },
  };
}

const namesIn = (names: readonly string[], at: Path, areKeys = false): [string, Path][] =>
  names.map((name, index) => [name, [...at, areKeys ? name : index]]);

function optionsIn(
  { format, rules, profile, baseline, limits = {}, ...plain }: InferOutput<typeof ConfigShape>,
  path: (own: string) => string,
): Partial<CheckOptions> {
  const target = (text: string): string => {
    const [name = '', ...file] = text.split('=');
    return file.length === 0 ? name : `${name}=${path(file.join('='))}`;
  };
  const { failOn, only, skip, include, exclude } = plain;
  return defined({
    ...defined(limits),
    failOn,
    only,
    skip,
    include,
    exclude,
    format: format?.map(target),
    rules: rules?.map(path),
    profile: profile?.map(path),
    baseline: baseline === undefined ? undefined : path(baseline),
  });
}
