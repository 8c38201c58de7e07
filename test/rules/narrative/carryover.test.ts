import { expect, test } from 'vitest';
import { closingSaid } from '../../../src/rules/narrative/carryover.js';

test.each([
  ['资金年底到账，全部结转下年使用。', 'some'],
  ['年初结转和结余9.50万元；本年支出441.52万元；年末结转和结余7.98万元。', 'some'],
  ['年初结转和结余0.00万元，年末结转和结余8.55万元。', 'some'],
  ['支出决算为431.45万元，年末结转8.30万元。', 'some'],
  ['年初结转和结余9.50万元，年末结转和结余0.00万元。', 'none'],
  ['上年结转资金全部使用，无结转下年资金。', 'none'],
  ['本年没有结转和结余。', 'none'],
  ['年末不存在结转资金。', 'none'],
  ['年初结转和结余9.50万元，本年支出449.50万元。', undefined],
  ['没有上年结转资金，本年支出431.45万元。', undefined],
  ['无年初结转和结余。', undefined],
  ['年末结转和结余3.00万元，全部收回，没有结转下年。', undefined],
])('%s', (text, said) => {
  expect(closingSaid(text)).toBe(said);
});
