import type { Problem } from '../engine/outcome.js';
import type { Severity, Verdict } from '../rules/judgement.js';
import type { RuleArea } from '../rules/rule.js';

export const SEVERITY_NAME: Readonly<Record<Severity, string>> = {
  error: '错误',
  warning: '需说明',
  note: '提示',
};

export const VERDICT_NAME: Readonly<Record<Verdict, string>> = {
  holds: '相符',
  'holds-within-rounding': '尾差',
  fails: '不符',
  'not-applicable': '不适用',
  undecidable: '未核对',
};

export const AREA_NAME: Readonly<Record<RuleArea, string>> = {
  tables: '决算公开表',
  evaluation: '绩效自评',
  narrative: '文字说明',
  disclosure: '公开前审查',
  between: '报告之间',
};

export const PROBLEM_NAME: Readonly<Record<Problem['kind'], string>> = {
  broken: '未能检查',
  allowed: '未能检查（已允许）',
  skipped: '未检查',
};
