import type { Severity, Verdict } from '../rules/judgement.js';

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
