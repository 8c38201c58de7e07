import type { FollowUp, Settlement } from '../engine/waiver.js';

/** What became of an earlier decision. */
export const FOLLOW_UP_NAME: Readonly<Record<FollowUp['state'], string>> = {
  waived: '已认可',
  changed: '已变动，认可失效',
  expired: '认可已过期',
  uncorrected: '标为已更正而仍存在',
  open: '未处理完',
  corrected: '已销号',
  gone: '已不存在',
  unchecked: '未能核对',
};

/** What was decided on a finding, by whom and when. */
export function decisionText({ state, waiver: { reason, who, date } }: Settlement): string {
  const signed = [who, date].filter((part) => part !== undefined).join('，');
  return `${FOLLOW_UP_NAME[state]}（${signed === '' ? '未署名' : signed}）：${reason === '' ? '未写理由' : reason}`;
}
