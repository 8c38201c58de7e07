/**
 * What is said to people. A plain text is the same in every language: a name, a figure, what a file says.
 * All else is written where it is thought, in Chinese, and told in another language by its catalogue.
 */
export type Message = string | Phrase | Sequence;

/** A sentence and what stands in it. Plain data: it may be kept, compared and handed to a thread. */
export interface Phrase {
  readonly texts: readonly string[];
  readonly values: readonly Message[];
}

/** Some messages, and what parts them. */
interface Sequence {
  readonly parts: readonly Message[];
  readonly separator: Message;
}

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chinese sentences, `{0}` for the first of what stands in them, as another language says them. */
export type Catalogue = Readonly<Record<string, string>>;

/** A sentence in Chinese: zh`全年预算 ${amount} 万元`. */
export const zh = (texts: readonly string[], ...values: readonly (Message | number)[]): Phrase => ({
  texts,
  values: values.map((value) => (typeof value === 'number' ? String(value) : value)),
});

/** What parts words that follow each other: nothing in Chinese, a blank in languages that part them. */
export const WORD_SPACE: Phrase = zh``;

/** A sentence that stands in data, such as the title of a rule. */
export const sentence = (text: string): Phrase => ({ texts: [text], values: [] });

/** Messages one after the other: joined(reasons, zh`；`). */
export const joined = (parts: readonly Message[], separator: Message): Message => ({ parts, separator });

/** What a sentence is called in the catalogues. */
export const keyOf = ({ texts }: Pick<Phrase, 'texts'>): string =>
  texts.reduce((key, text, index) => (index === 0 ? text : `${key}{${index - 1}}${text}`), '');

/** Whether a sentence says the same in every language: it has no Chinese word or mark of its own. */
export const isCommon = (key: string): boolean => !/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(key);

/**
 * A message as people read it.
 *
 * @param catalogue of another language; what it lacks, such as a rule of the user's own, stays Chinese
 */
export function told(message: Message, catalogue?: Catalogue): string {
  if (typeof message === 'string') return message;
  if ('parts' in message)
    return message.parts.map((part) => told(part, catalogue)).join(told(message.separator, catalogue));
  const { texts, values: own } = message;
  const translated = catalogue?.[keyOf(message)];
  if (translated === undefined) {
    let said = texts[0] ?? '';
    for (let index = 1; index < texts.length; index++)
      said += told(own[index - 1] ?? '', catalogue) + (texts[index] ?? '');
    return said;
  }
  const values = own.map((value) => told(value, catalogue));
  return translated.replace(/\{(?<index>\d+)\}/gu, (place, index: string) => values[Number(index)] ?? place);
}

/** Says messages in one language. */
export type Tell = (message: Message) => string;
