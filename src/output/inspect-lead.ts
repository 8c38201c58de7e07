import type { Message, Tell } from '../language/message.js';

/** What a line about a part of a table or text begins with. */
export const detailLead = (word: Message, tell: Tell): string => `    ${tell(word)}  `;
