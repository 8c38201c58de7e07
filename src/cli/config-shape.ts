import * as v from 'valibot';
import { joined, zh } from '../language/message.js';
import { SEVERITIES } from '../rules/judgement.js';
import { inShape } from '../rules/shape.js';
import type { FailOn } from './exit-code.js';
import type { LimitOptions } from './limit-options.js';

const Text = v.pipe(v.string(inShape(zh`应为文字`)), v.nonEmpty(inShape(zh`不能为空`)));
const Texts = v.array(Text, inShape(zh`应为列表`));
const Severities = v.record(
  Text,
  v.picklist(SEVERITIES, inShape(zh`应为 error、warning 或 note`)),
  inShape(zh`应为“规则: 级别”各行`),
);
const number = (pattern: RegExp, message: string) =>
  v.pipe(v.string(message), v.regex(pattern, message), v.transform(Number));
const FAIL_ON = [...SEVERITIES, 'never'] as const satisfies readonly FailOn[];
const Count = number(/^[1-9]\d{0,8}$/u, inShape(zh`应为正整数`));
const Day = v.pipe(
  v.string(inShape(zh`应为日期，如 2026-12-31`)),
  v.regex(/^\d{4}-\d{2}-\d{2}$/u, inShape(zh`应为日期，如 2026-12-31`)),
  v.check(isDay, inShape(zh`不是日历上的日期`)),
);

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const WaiverShape = v.pipe(
  v.strictObject({
    rule: v.optional(Text),
    fingerprint: v.optional(v.pipe(Text, v.regex(/^[0-9a-f]{16}$/u, inShape(zh`应为 16 位指纹`)))),
    department: v.optional(Text),
    year: v.optional(number(/^\d{4}$/u, inShape(zh`应为年度，如 2023`))),
    reason: Text,
    who: Text,
    until: v.optional(Day),
    printed: v.optional(Text),
  }),
  v.check(
    ({ rule, fingerprint }) => rule !== undefined || fingerprint !== undefined,
    inShape(zh`应有 rule 或 fingerprint`),
  ),
);

/** What gouji.config.yaml may say; its JSON Schema is made of this when the package is built. */
export const ConfigShape = v.strictObject({
  paths: v.optional(Texts),
  include: v.optional(Texts),
  exclude: v.optional(Texts),
  format: v.optional(Texts),
  failOn: v.optional(v.picklist(FAIL_ON, inShape(zh`应为 ${joined(FAIL_ON, zh`、`)} 之一`))),
  rules: v.optional(Texts),
  profile: v.optional(Texts),
  only: v.optional(Texts),
  skip: v.optional(Texts),
  severity: v.optional(Severities),
  departments: v.optional(
    v.array(
      v.strictObject({ name: Text, severity: v.optional(Severities), skip: v.optional(Texts) }),
      inShape(zh`应为列表`),
    ),
  ),
  waivers: v.optional(v.array(WaiverShape, inShape(zh`应为列表`))),
  baseline: v.optional(Text),
  forms: v.optional(
    v.record(
      Text,
      v.strictObject({
        titles: v.optional(Texts),
        columns: v.optional(v.record(Text, Texts, inShape(zh`应为“列: 写法”各行`))),
        lines: v.optional(v.record(Text, Texts, inShape(zh`应为“行: 写法”各行`))),
      }),
      inShape(zh`应为“表: 写法”各行`),
    ),
  ),
  limits: v.optional(
    v.strictObject({
      maxFileSize: v.optional(Count),
      maxUnpacked: v.optional(Count),
      maxCells: v.optional(Count),
      maxTime: v.optional(Count),
    } satisfies Record<keyof LimitOptions, v.GenericSchema>),
  ),
});
