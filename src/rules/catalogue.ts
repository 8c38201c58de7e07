import { loadBook } from './book.js';
import betweenTables from './books/between-tables.yaml';
import withinTables from './books/within-tables.yaml';
import { STRUCTURE_RULES } from './structure.js';
import { DOCUMENT_RULES } from './document.js';
import type { Rule } from './rule.js';

/** The built-in rules in the order in which they are listed and judged. */
export function builtInRules(): Rule[] {
  return [
    ...loadBook('within-tables.yaml', withinTables),
    ...loadBook('between-tables.yaml', betweenTables),
    ...STRUCTURE_RULES,
    ...DOCUMENT_RULES,
  ];
}
