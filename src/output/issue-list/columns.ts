/** Columns of the list of findings; what the auditors write stands in those that say so. */
export const COLUMNS = [
  { id: 'number', title: '序号', width: 6 },
  { id: 'department', title: '单位', width: 14 },
  { id: 'fiscalYear', title: '年度', width: 7 },
  { id: 'severity', title: '严重程度', width: 8 },
  { id: 'rule', title: '规则', width: 18 },
  { id: 'sheet', title: '表', width: 12 },
  { id: 'cell', title: '单元格', width: 9 },
  { id: 'message', title: '问题描述', width: 42 },
  { id: 'expected', title: '应为', width: 12 },
  { id: 'actual', title: '实为', width: 12 },
  { id: 'difference', title: '差额', width: 11 },
  { id: 'unit', title: '计量单位', width: 6 },
  { id: 'amount', title: '涉及金额（万元）', width: 11 },
  { id: 'basis', title: '依据', width: 20 },
  { id: 'response', title: '单位反馈', width: 20 },
  { id: 'decision', title: '处理结果', width: 10 },
  { id: 'who', title: '核实人', width: 8 },
  { id: 'reviewer', title: '复核人', width: 8 },
  { id: 'date', title: '日期', width: 11 },
  { id: 'fingerprint', title: '指纹', width: 18 },
  { id: 'printed', title: '所据数字', width: 18 },
] as const;

export type ColumnId = (typeof COLUMNS)[number]['id'];

/** What the program needs to know a finding again; of no use on paper. */
export const PRINTED_COLUMNS = COLUMNS.findIndex(({ id }) => id === 'fingerprint');

/** What may be chosen as 处理结果, and what it means for a finding. */
export const DECISIONS = {
  认可: 'accepted',
  予以说明: 'accepted',
  已更正: 'corrected',
  不认可: 'open',
} as const;
