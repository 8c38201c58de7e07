import type { Message, Tell } from '../language/message.js';

/** Says messages as headings of columns are written: a language that knows capitals begins them with one. */
export const headingsIn =
  (tell: Tell): Tell =>
  (message: Message) =>
    tell(message).replace(/^./u, (first) => first.toUpperCase());
