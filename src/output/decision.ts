import { isWaived } from '../engine/outcome.js';
import type { Tally } from '../engine/outline.js';
import type { FollowUp, Settlement } from '../engine/waiver.js';

/** What became of an earlier decision. */
const FOLLOW_UP_NAME: Readonly<Record<FollowUp['state'], string>> = {
  waived: '已认可',
  changed: '已变动，认可失效',
  expired: '认可已过期',
  uncorrected: '标为已更正而仍存在',
  open: '未处理完',
  corrected: '已销号',
  gone: '已不存在',
  unchecked: '未能核对',
};

/** What became of a finding that was known before. */
const BASELINE_NAME: Readonly<Partial<Record<FollowUp['state'], string>>> = {
  waived: '基线中已有',
  changed: '已变动，不再算基线中已有',
  gone: '已消除',
};

type Followed = Pick<FollowUp, 'state'> & { readonly waiver: Pick<FollowUp['waiver'], 'origin'> };

/** What became of an earlier decision, or of what was known before. */
export const followUpName = ({ waiver: { origin }, state }: Followed): string =>
  (origin === 'baseline' ? BASELINE_NAME[state] : undefined) ?? FOLLOW_UP_NAME[state];

/** Why a finding does not count; undefined where it does. */
export const waivedName = ({ settlement }: Pick<Tally, 'settlement'>): string | undefined =>
  settlement && isWaived({ settlement }) ? followUpName(settlement) : undefined;

/** What was decided on a finding, by whom and when. */
export function decisionText(settlement: Settlement): string {
  const { origin, reason, who, date } = settlement.waiver;
  if (origin === 'baseline') return followUpName(settlement);
  const signed = [who, date].filter((part) => part !== undefined).join('，');
  return `${followUpName(settlement)}（${signed === '' ? '未署名' : signed}）：${reason === '' ? '未写理由' : reason}`;
}
