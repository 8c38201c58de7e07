import type { InferOutput } from 'valibot';
import { FORMS, joinedPath, type FormVariant } from '../forms/catalogue.js';
import type { Form, Group } from '../forms/form.js';
import { nearestHint } from '../formula/nearest-name.js';
import { formNamed } from '../formula/resolve.js';
import { zh, type Message } from '../language/message.js';
import { wrongAt, type Locate, type Path } from '../rules/shape.js';
import type { ConfigShape } from './config-shape.js';

type Written = NonNullable<InferOutput<typeof ConfigShape>['forms']>;

/** A column or line of a form with the words that mean it. */
interface Named {
  readonly id: string;
  readonly name: string;
  readonly group?: Group;
  readonly words: readonly string[];
}

/** Tells of a mistake at its place; `name` where the name before the value is wrong. */
type Refuse = (path: Path, message: Message, what?: 'name') => never;

/**
 * The words that a config adds to the forms.
 *
 * @throws BookError where it names no form, column or line, or where a word means something else already
 */
export function variantsIn(file: string, written: Written, locate: Locate): FormVariant[] {
  const refuse: Refuse = (path, message, what) => {
    throw wrongAt(file, path, message, (at) => locate(at, what && 'key'));
  };
  return Object.entries(written).map(([name, { titles = [], columns = {}, lines = {} }]): FormVariant => {
    const path = ['forms', name];
    const names = FORMS.map((known) => known.name);
    const form =
      formNamed(name) ?? refuse(path, zh`没有名为“${name}”的表${nearestHint(name, names)}`, 'name');
    for (const [index, title] of titles.entries())
      refuseTitle(title, form, [...path, 'titles', index], refuse);
    return {
      form: form.id,
      titles,
      columns: wordsById(
        columns,
        form.columns.map(({ paths, ...column }) => ({ ...column, words: paths })),
        { path: [...path, 'columns'], of: zh`${form.name}的列`, refuse },
      ),
      lines: wordsById(
        lines,
        form.lines.map(({ labels, ...line }) => ({ ...line, words: labels })),
        { path: [...path, 'lines'], of: zh`${form.name}的行`, refuse },
      ),
    };
  });
}

function refuseTitle(title: string, form: Form, path: Path, refuse: Refuse): void {
  if (!title.includes('表')) refuse(path, zh`表题“${title}”应含“表”字`);
  const other = formNamed(title);
  if (other && other !== form) refuse(path, zh`“${title}”已是${other.name}的表题`);
}

function wordsById(
  written: Readonly<Record<string, readonly string[]>>,
  known: readonly Named[],
  { path, of, refuse }: { readonly path: Path; readonly of: Message; readonly refuse: Refuse },
): Record<string, readonly string[]> {
  const names = known.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, words]) => {
      const meant = known.filter((one) => one.id === name || one.name === name);
      if (meant.length === 0)
        refuse([...path, name], zh`没有名为“${name}”的${of}${nearestHint(name, names)}`, 'name');
      const rivals = known.filter(
        (one) => !meant.includes(one) && meant.some((other) => areBeside(one, other)),
      );
      for (const [index, word] of words.entries()) {
        const taken = rivals.find((rival) => rival.words.includes(joinedPath(word)));
        if (taken) refuse([...path, name, index], zh`“${word}”已是“${taken.name}”的写法`);
      }
      return meant.map(({ id }) => [id, words]);
    }),
  );
}

/** Whether two stand on one side of a form, where the same word cannot mean both. */
const areBeside = (one: Named, other: Named): boolean =>
  one.group === undefined || other.group === undefined || one.group === other.group;
