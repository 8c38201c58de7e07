import type { Problem } from '../engine/outcome.js';
import { zh, type Message } from '../language/message.js';
import type { Severity, Verdict } from '../rules/judgement.js';
import type { RuleArea } from '../rules/rule.js';

export const SEVERITY_NAME: Readonly<Record<Severity, Message>> = {
  error: zh`错误`,
  warning: zh`需说明`,
  note: zh`提示`,
};

/** How many findings of a severity there are. */
export const SEVERITY_COUNT: Readonly<Record<Severity, (count: number) => Message>> = {
  error: (count) => zh`错误 ${count}`,
  warning: (count) => zh`需说明 ${count}`,
  note: (count) => zh`提示 ${count}`,
};

export const VERDICT_NAME: Readonly<Record<Verdict, Message>> = {
  holds: zh`相符`,
  'holds-within-rounding': zh`尾差`,
  fails: zh`不符`,
  'not-applicable': zh`不适用`,
  undecidable: zh`未核对`,
};

export const AREA_NAME: Readonly<Record<RuleArea, Message>> = {
  tables: zh`决算公开表`,
  evaluation: zh`绩效自评`,
  narrative: zh`文字说明`,
  disclosure: zh`公开前审查`,
  between: zh`报告之间`,
};

export const PROBLEM_NAME: Readonly<Record<Problem['kind'], Message>> = {
  broken: zh`未能检查`,
  allowed: zh`未能检查（已允许）`,
  skipped: zh`未检查`,
};
