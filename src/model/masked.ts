/** Digits of any width, as a reader sees them. */
const DIGIT = '[0-9０-９]';
/** What people write between the digits of a telephone or card number. */
const GAP = '[\\s\\u00a0\\u3000-]?';
/** A number that goes on is another number: an amount, a code. */
const BEFORE = '(?<![0-9０-９A-Za-z.．,，_-])';
const AFTER = '(?![0-9０-９A-Za-z_])(?![.．,，][0-9０-９])';

const MOBILE_DIGITS = `[1１][3-9３-９](?:${GAP}${DIGIT}){9}`;
const MOBILE = new RegExp(
  `(?<![0-9０-９A-Za-z.．,，_])(?:(?:\\+|＋)?(?:86|８６)${GAP})?(?<number>${MOBILE_DIGITS})${AFTER}`,
  'gu',
);
const IDENTITY = new RegExp(`${BEFORE}(?:${DIGIT}${GAP}){17}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])`, 'gu');
const CARD = new RegExp(`${BEFORE}${DIGIT}{4}(?:${GAP}${DIGIT}){11,15}${AFTER}`, 'gu');
const LABELLED_NAME =
  /(?<label>(?:填表|填报|制表|经办|联系|审核|复核|负责|报送)人(?:员)?(?:姓名)?(?:及|和|、|\/)?(?:联系)?(?:方式|电话)?(?:[(（][^()（）]{0,8}[)）])?[:：\s]{1,4})(?<name>[\u4e00-\u9fff](?:[\u4e00-\u9fff·]{1,3}|\s{1,2}[\u4e00-\u9fff]))(?![\u4e00-\u9fff])/gu;
const ADDRESS =
  /(?<label>(?:家庭|现|居住|户籍)(?:住址|地址|所在地)|住址)(?<colon>[:：]\s{0,4})(?<place>[^\s，。；,;]{4,60})/gu;

/** Digits alone, of ordinary width. */
const digitsOf = (text: string): string => text.normalize('NFKC').replace(/[^\dXx]/gu, '');

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Whether eighteen characters are an identity number: a date of birth within it, and its check digit. */
function isIdentityNumber(text: string): boolean {
  const digits = digitsOf(text).toUpperCase();
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/u.test(digits))
    return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return '10X98765432'[sum % 11] === digits[17];
}

/** Whether digits are a card number: 16 to 19 of them, with the check digit of Luhn. */
function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (!/^[3-6]\d{15,18}$/u.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export type PersonalKind = 'mobile' | 'identity' | 'card' | 'name' | 'address';

export interface Personal {
  readonly kind: PersonalKind;
  /** As it may be shown. */
  readonly shown: string;
  readonly index: number;
}

const hideName = (name: string): string => `${name.slice(0, 1)}${'*'.repeat(Array.from(name).length - 1)}`;

interface Pattern {
  readonly kind: PersonalKind;
  readonly pattern: RegExp;
  readonly mask: (match: RegExpMatchArray) => string | undefined;
}

/** The longest first: a card number holds what looks like a telephone number. */
const PATTERNS: readonly Pattern[] = [
  {
    kind: 'identity',
    pattern: IDENTITY,
    mask: ([text]) =>
      isIdentityNumber(text)
        ? `${digitsOf(text).slice(0, 3)}***********${digitsOf(text).slice(-4)}`
        : undefined,
  },
  {
    kind: 'card',
    pattern: CARD,
    mask: ([text]) =>
      isCardNumber(text) ? `${digitsOf(text).slice(0, 4)}********${digitsOf(text).slice(-4)}` : undefined,
  },
  {
    kind: 'mobile',
    pattern: MOBILE,
    mask: ({ groups }) => {
      const digits = digitsOf(groups?.number ?? '');
      return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
    },
  },
  {
    kind: 'name',
    pattern: LABELLED_NAME,
    mask: ({ groups }) => {
      const name = groups?.name?.replace(/\s/gu, '') ?? '';
      return NO_NAME.test(name) ? undefined : `${groups?.label ?? ''}${hideName(name)}`;
    },
  },
  {
    kind: 'address',
    pattern: ADDRESS,
    mask: ({ groups }) =>
      `${groups?.label ?? ''}${groups?.colon ?? ''}${groups?.place?.slice(0, 2) ?? ''}****`,
  },
];

/** What stands behind such a label in an unfilled form, or is another label. */
const NO_NAME =
  /^(?:签字|签名|签章|盖章|姓名|电话|手机|联系|单位|部门|日期|时间|填表|填报|填写|制表|复核|经办|报送|审核|负责|职务|科室|财务|办公)/u;

const DIGITS_OR_LABEL = /[0-9０-９]{3}|人|址/u;
const LABEL = /人|址|所在地/u;
/** Of a telephone number; without a label nothing shorter is personal. Figures are many, and mostly shorter. */
const SHORTEST_NUMBER = 11;

/** Too few digits before the point for the number of a card or a person, and a telephone number has no point. */
const AMOUNT = /^[\d,]{1,15}\.\d{1,2}$/u;

const mayHold = (text: string): boolean =>
  DIGITS_OR_LABEL.test(text) && (text.length >= SHORTEST_NUMBER ? !AMOUNT.test(text) : LABEL.test(text));

/** Personal data in a text, in their order. */
export function personalIn(text: string): Personal[] {
  if (!mayHold(text)) return [];
  const found: Personal[] = [];
  maskedWith(text, (one) => found.push(one));
  return found.toSorted((one, other) => one.index - other.index);
}

function maskedWith(text: string, tell: (found: Personal) => void): string {
  return PATTERNS.reduce(
    (rest, { kind, pattern, mask }) =>
      rest.replace(pattern, (...args) => {
        const match = toMatch(args);
        const shown = mask(match);
        if (shown === undefined) return match[0];
        tell({ kind, shown, index: match.index ?? 0 });
        return shown;
      }),
    text,
  );
}

/** The arguments of a replacing function as the match that they are. */
function toMatch(args: readonly unknown[]): RegExpMatchArray {
  const groups = args.at(-1) as Record<string, string> | undefined;
  const isNamed = typeof groups === 'object';
  const [whole = ''] = args as string[];
  const index = args[args.length - (isNamed ? 3 : 2)] as number;
  return Object.assign([whole], { index, input: '', ...(isNamed && { groups }) }) as RegExpMatchArray;
}

/**
 * A text with the personal data in it masked: 138****0000. Whatever gouji prints goes through it, in every
 * format.
 */
export function masked(text: string): string {
  return mayHold(text) ? maskedWith(text, () => undefined) : text;
}
