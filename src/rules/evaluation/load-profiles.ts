import * as v from 'valibot';
import { joined, zh } from '../../language/message.js';
import { nearestHint } from '../../formula/nearest-name.js';
import { BookError } from '../book-error.js';
import { inShape, shaped, wrongAt, type Locate } from '../shape.js';
import { FORMULAS, POINT_GROUPS, READING_FORMULAS, type Profile, type Profiles } from './profile.js';

const Text = v.pipe(v.string(inShape(zh`应为文字`)), v.nonEmpty(inShape(zh`不能为空`)));
const Texts = v.array(Text, inShape(zh`应为列表`));
const NumberText = v.pipe(
  v.string(inShape(zh`应为数字`)),
  v.regex(/^\d{1,6}(?:\.\d{1,4})?$/u, inShape(zh`应为不小于零的数字`)),
  v.transform(Number),
);
const Flag = v.pipe(
  v.picklist(['true', 'false'], inShape(zh`应为 true 或 false`)),
  v.transform((flag) => flag === 'true'),
);
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, inShape(zh`应为 ${joined(options, zh`、`)} 之一`));
const some = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item, inShape(zh`应为列表`)), v.nonEmpty(inShape(zh`不能为空`)));

const Group = oneOf(POINT_GROUPS);
const Formulas = some(oneOf(FORMULAS));

const ProfileShape = v.pipe(
  v.strictObject({
    id: v.pipe(Text, v.regex(/^[a-z][a-z0-9-]*$/u, inShape(zh`应由小写字母、数字和连字符组成`))),
    name: Text,
    basis: Text,
    forms: some(oneOf(['department-evaluation', 'project-evaluation'])),
    layouts: v.optional(Texts),
    declaredBy: v.optional(
      v.strictObject({
        phrases: v.optional(Texts),
        weights: v.optional(Flag),
        grades: v.optional(Texts),
      }),
    ),
    fallback: v.optional(Flag),
    filledBy: oneOf(['system', 'hand']),
    weights: some(v.strictObject({ groups: some(Group), points: NumberText })),
    shifts: v.optional(v.array(v.strictObject({ absent: Group, to: Group }))),
    adjustable: v.optional(Flag),
    execution: v.strictObject({
      fullMarksAt: v.pipe(
        NumberText,
        v.minValue(1, inShape(zh`应在 1 至 100 之间`)),
        v.maxValue(100, inShape(zh`应在 1 至 100 之间`)),
      ),
      cap: Flag,
    }),
    quantitative: v.strictObject({ positive: Formulas, equal: Formulas, reverse: Formulas }),
    steps: v.optional(
      v.array(
        v.strictObject({
          indicator: Text,
          full: v.optional(v.pipe(NumberText, v.gtValue(0, inShape(zh`应大于零`)))),
          bands: v.optional(v.array(v.strictObject({ upTo: NumberText, points: NumberText }))),
          above: v.optional(NumberText),
          minus: v.optional(NumberText),
        }),
      ),
    ),
    levels: v.pipe(
      some(v.strictObject({ name: Text, from: NumberText, words: v.optional(Texts) })),
      v.check((steps) => isDescending(steps), inShape(zh`应由高到低，最后一档从 0 起`)),
    ),
    decimals: v.strictObject({ score: NumberText, execution: NumberText, total: NumberText }),
    grades: v.pipe(
      some(v.strictObject({ name: Text, from: NumberText })),
      v.check((steps) => isDescending(steps), inShape(zh`应由高到低，最后一档从 0 起`)),
    ),
    habits: v.optional(Texts),
  }),
  v.forward(
    v.check(({ weights }) => totalOf(weights) === 100, inShape(zh`各组分值之和应为 100`)),
    ['weights'],
  ),
  v.forward(
    v.check(
      ({ steps = [] }) =>
        steps.every(
          ({ full, bands, above, minus }) =>
            (full !== undefined && bands !== undefined) !== (above !== undefined && minus !== undefined),
        ),
      inShape(zh`每项应有 full 和 bands，或 above 和 minus`),
    ),
    ['steps'],
  ),
);

const UserShape = v.strictObject({ profiles: some(ProfileShape) });
const BuiltInShape = v.strictObject({
  profiles: some(ProfileShape),
  habits: v.array(
    v.strictObject({
      id: Text,
      name: Text,
      groups: some(oneOf(['management', 'cost', 'output', 'benefit', 'satisfaction'])),
      achieved: NumberText,
      score: NumberText,
    }),
  ),
  readings: v.strictObject({
    execution: v.array(
      v.strictObject({
        id: Text,
        text: Text,
        fullMarksAt: v.optional(v.pipe(NumberText, v.minValue(1, inShape(zh`应不小于 1`)))),
        budget: v.optional(v.literal('initial', inShape(zh`应为 initial`))),
        rounding: v.optional(v.literal('truncated', inShape(zh`应为 truncated`))),
      }),
    ),
    quantitative: v.array(
      v.strictObject({
        id: Text,
        text: Text,
        when: oneOf(['any', 'positive', 'reverse', 'no-operator']),
        formula: v.optional(oneOf(READING_FORMULAS)),
        rounding: v.optional(v.literal('truncated', inShape(zh`应为 truncated`))),
      }),
    ),
  }),
});

function isDescending(steps: readonly { readonly from: number }[]): boolean {
  return (
    steps.every(({ from }, index) => index === 0 || from < (steps[index - 1]?.from ?? from)) &&
    steps.at(-1)?.from === 0
  );
}

function totalOf(weights: readonly { readonly points: number }[]): number {
  return weights.reduce((sum, { points }) => sum + points, 0);
}

/** What is said of a file that is none at all. */
const WHOLE = zh`不是评分方案文件：应有 profiles 一项`;

/**
 * Loads the built-in schemes.
 *
 * @param data parsed YAML, every scalar a string
 * @throws BookError
 */
export function loadProfiles(file: string, data: unknown): Profiles {
  const known = shaped(file, BuiltInShape, data, () => undefined, WHOLE);
  const profiles = known.profiles as readonly Profile[];
  const habits = known.habits.map(({ id }) => id);
  checkNames(file, profiles, habits, () => undefined);
  if (profiles.filter(({ fallback }) => fallback === true).length !== 1)
    throw new BookError(zh`${file}：应有且只有一个 fallback 方案`);
  return known as Profiles;
}

/**
 * Loads the schemes of a user: they are the schemes of the forms and layouts that they name.
 *
 * @param habits ids of the habits known
 * @throws BookError naming file, line, what was expected and the nearest known name
 */
export function loadOwnProfiles(
  file: string,
  data: unknown,
  habits: readonly string[],
  locate: Locate,
): Profile[] {
  const profiles = shaped(file, UserShape, data, locate, WHOLE).profiles as readonly Profile[];
  checkNames(file, profiles, habits, locate);
  return profiles.map((profile) => ({ ...profile, fallback: false, given: true }));
}

function checkNames(
  file: string,
  profiles: readonly Profile[],
  habits: readonly string[],
  locate: Locate,
): void {
  profiles.forEach(({ id, habits: own = [] }, index) => {
    if (profiles.findIndex((profile) => profile.id === id) !== index)
      throw wrongAt(file, ['profiles', index, 'id'], zh`方案 ${id} 定义了不止一次`, locate);
    own.forEach((habit, place) => {
      if (habits.includes(habit)) return;
      const hint = nearestHint(habit, habits);
      throw wrongAt(file, ['profiles', index, 'habits', place], zh`没有“${habit}”这一惯例${hint}`, locate);
    });
  });
}
