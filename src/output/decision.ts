import { isWaived } from '../engine/outcome.js';
import type { Tally } from '../engine/outline.js';
import type { FollowUp, Settlement } from '../engine/waiver.js';
import { joined, zh, type Message } from '../language/message.js';

/** What became of an earlier decision. */
const FOLLOW_UP_NAME: Readonly<Record<FollowUp['state'], Message>> = {
  waived: zh`已认可`,
  changed: zh`已变动，认可失效`,
  expired: zh`认可已过期`,
  uncorrected: zh`标为已更正而仍存在`,
  open: zh`未处理完`,
  corrected: zh`已销号`,
  gone: zh`已不存在`,
  unchecked: zh`未能核对`,
};

/** What became of a finding that was known before. */
const BASELINE_NAME: Readonly<Partial<Record<FollowUp['state'], Message>>> = {
  waived: zh`基线中已有`,
  changed: zh`已变动，不再算基线中已有`,
  gone: zh`已消除`,
};

type Followed = Pick<FollowUp, 'state'> & { readonly waiver: Pick<FollowUp['waiver'], 'origin'> };

/** What became of an earlier decision, or of what was known before. */
export const followUpName = ({ waiver: { origin }, state }: Followed): Message =>
  (origin === 'baseline' ? BASELINE_NAME[state] : undefined) ?? FOLLOW_UP_NAME[state];

/** Why a finding does not count; undefined where it does. */
export const waivedName = ({ settlement }: Pick<Tally, 'settlement'>): Message | undefined =>
  settlement && isWaived({ settlement }) ? followUpName(settlement) : undefined;

/** What was decided on a finding, by whom and when. */
export function decisionText(settlement: Settlement): Message {
  const { origin, reason, who, date } = settlement.waiver;
  if (origin === 'baseline') return followUpName(settlement);
  const signed = [who, date].filter((part) => part !== undefined);
  return zh`${followUpName(settlement)}（${signed.length === 0 ? zh`未署名` : joined(signed, zh`，`)}）：${reason === '' ? zh`未写理由` : reason}`;
}
