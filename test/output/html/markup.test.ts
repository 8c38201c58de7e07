import { expect, test } from 'vitest';
import { html } from '../../../src/output/html/markup.js';

test.each([
  ['markup', html`<b>${html`<i>a</i>`}</b>`, '<b><i>a</i></b>'],
  [
    'a text',
    html`<b title="${'"><script>'}">${"<&'"}</b>`,
    '<b title="&quot;&gt;&lt;script&gt;">&lt;&amp;&#39;</b>',
  ],
  ['a number', html`${0}`, '0'],
  ['what is not there', html`<b>${undefined}${false}</b>`, '<b></b>'],
  ['a list', html`${['<', [html`<i></i>`]]}`, '&lt;<i></i>'],
  ['a mark that turns the direction of writing', html`${'甲\u202e乙'}`, '甲\\u202e乙'],
  ['a telephone number', html`${'电话 13800001234'}`, '电话 138****1234'],
])('%s in markup', (_, { markup }, expected) => {
  expect(markup).toBe(expected);
});
