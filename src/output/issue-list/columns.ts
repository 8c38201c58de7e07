import type { Waiver } from '../../engine/waiver.js';
import { zh, type Message } from '../../language/message.js';

/** Columns of the list of findings; what the auditors write stands in those that say so. */
export const COLUMNS = [
  { id: 'number', title: zh`序号`, width: 6 },
  { id: 'department', title: zh`单位`, width: 14 },
  { id: 'fiscalYear', title: zh`年度`, width: 7 },
  { id: 'severity', title: zh`严重程度`, width: 8 },
  { id: 'rule', title: zh`规则`, width: 18 },
  { id: 'sheet', title: zh`表`, width: 12 },
  { id: 'cell', title: zh`单元格`, width: 9 },
  { id: 'message', title: zh`问题描述`, width: 42 },
  { id: 'expected', title: zh`应为`, width: 12 },
  { id: 'actual', title: zh`实为`, width: 12 },
  { id: 'difference', title: zh`差额`, width: 11 },
  { id: 'unit', title: zh`计量单位`, width: 6 },
  { id: 'amount', title: zh`涉及金额（万元）`, width: 11 },
  { id: 'basis', title: zh`依据`, width: 20 },
  { id: 'response', title: zh`单位反馈`, width: 20 },
  { id: 'decision', title: zh`处理结果`, width: 10 },
  { id: 'who', title: zh`核实人`, width: 8 },
  { id: 'reviewer', title: zh`复核人`, width: 8 },
  { id: 'date', title: zh`日期`, width: 11 },
  { id: 'fingerprint', title: zh`指纹`, width: 18 },
  { id: 'printed', title: zh`所据数字`, width: 18 },
] as const;

export type ColumnId = (typeof COLUMNS)[number]['id'];

/** What the program needs to know a finding again; of no use on paper. */
export const PRINTED_COLUMNS = COLUMNS.findIndex(({ id }) => id === 'fingerprint');

/** What may be chosen as 处理结果, and what it means for a finding. */
export const DECISIONS = [
  { wording: zh`认可`, decision: 'accepted' },
  { wording: zh`予以说明`, decision: 'accepted' },
  { wording: zh`已更正`, decision: 'corrected' },
  { wording: zh`不认可`, decision: 'open' },
] as const satisfies readonly { readonly wording: Message; readonly decision: Waiver['decision'] }[];
