/** Control characters, among them the ESC of terminal sequences, and bidirectional overrides. */

const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from a file as it may be shown in a terminal: what could steer it is spelled out. */
export function forTerminal(text: string): string {
  return text
    .replace(/[\n\t]/gu, ' ')
    .replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
