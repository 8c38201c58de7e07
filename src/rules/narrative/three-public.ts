import type { Decimal } from 'decimal.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { Narrative, Statement } from '../../model/narrative.js';
import { factOf, type Report } from '../../model/report.js';
import { compareSums, sameFact, shownAmount, tableAmount } from '../evaluation/amount.js';
import type { Place, Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { clauseOf, figurePlace, plainTitle, quote, titleOf, wordsPlace } from './clause.js';
import { moneyOf } from './figures.js';
import { amountOn } from './lookup.js';
import { judgeNone } from './nothing.js';
import { judgeParts } from './parts.js';
import { sectionRule, sentencesOf } from './sections.js';

type Item = 'overseasTravel' | 'vehiclePurchase' | 'vehicleOperation' | 'officialReception';

interface Spent {
  /** In 万元. */
  readonly value: Decimal;
  readonly places: readonly Place[];
}

/** What was spent on an item: the table's figure, else the text's. */
function spentOn(item: Item, narrative: Narrative, report: Report): Spent | undefined {
  const table = report.tables.get('three-public');
  const fact = table && factOf(table, item, 'actual');
  const own = tableAmount(fact);
  if (fact && own)
    return {
      value: own.value,
      places: [shownAt('amount', `${table.title} ${fact.lineLabel}`, fact.printed, fact.location)],
    };
  const said = narrative.statements.find(
    ({ role, subject }) =>
      role === 'amount' && subject.facts.some(({ form, line }) => form === 'three-public' && line === item),
  );
  if (!said) return undefined;
  const amount = moneyOf(said.figure);
  return amount && { value: amount.value, places: [figurePlace(said.figure)] };
}

interface Count {
  readonly id: string;
  readonly name: Message;
  readonly item: Item;
  /** How texts say it. */
  readonly words: RegExp;
  /** Ids of the subjects that count it. */
  readonly subjects: readonly string[];
}

/** What is to be counted beside the amounts. */
const COUNTS: readonly Count[] = [
  {
    id: 'delegations',
    name: zh`因公出国（境）团组数`,
    item: 'overseasTravel',
    words: /出国.{0,60}?团组|团组.{0,30}?出国/u,
    subjects: ['three-public/overseas-groups'],
  },
  {
    id: 'travellers',
    name: zh`因公出国（境）人次`,
    item: 'overseasTravel',
    words: /出国.{0,80}?人次|出国.{0,80}?\d人/u,
    subjects: ['three-public/overseas-visits'],
  },
  {
    id: 'purchased',
    name: zh`公务用车购置数`,
    item: 'vehiclePurchase',
    words: /购置.{0,30}?\d+辆|(?:购置|更新).{0,12}?车辆?/u,
    subjects: ['three-public/vehicles-bought'],
  },
  {
    id: 'fleet',
    name: zh`公务用车保有量`,
    item: 'vehicleOperation',
    words: /保有|实有.{0,6}车|用车实有|(?:共有|现有|拥有)(?:公务用车|车辆)|公务用车\d+辆|\d+辆公务(?:用)?车/u,
    subjects: ['three-public/vehicles-kept'],
  },
  {
    id: 'receptions',
    name: zh`国内公务接待批次`,
    item: 'officialReception',
    words: /接待.{0,60}?(?:批次|批|团组|事项)/u,
    subjects: ['three-public/domestic-batches', 'three-public/reception-batches'],
  },
  {
    id: 'guests',
    name: zh`国内公务接待人次`,
    item: 'officialReception',
    words: /接待.{0,80}?(?:人次|人数|\d人)|来宾|接待人员/u,
    subjects: ['three-public/domestic-visitors', 'three-public/reception-visitors'],
  },
];

const namesOf = (counts: readonly Count[]): Message[] => counts.map(({ name }) => name);

const speaksOfNone = ({ plain }: Narrative): boolean =>
  plain.some(
    ({ says, sentence, subject }) =>
      says === 'none' &&
      sectionRule(sentence.section) === 'N-8' &&
      subject.facts.some(({ line }) => line === 'total'),
  );

/** 购置 and 运行 both stated, and what is to be counted, counted. */
export function judgeThreePublic(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const sentences = sentencesOf(narrative, 'N-8');
  const [first] = sentences;
  const none = narrative.plain
    .filter(({ says, sentence }) => says === 'none' && sectionRule(sentence.section) === 'N-8')
    .map((plain) => judgeNone(plain, report, say));
  if (!first || speaksOfNone(narrative)) return none;
  const text = sentences.map((sentence) => sentence.text).join('\n');
  if (!text.includes('用车')) return none;
  const place = wordsPlace(first, plainTitle(first.section));
  const split = judgeSplit(text, narrative, place, say);
  const missing = COUNTS.filter(({ words }) => !words.test(text.replaceAll('\n', '')));
  const [due, idle] = [true, false].map((isDue) =>
    missing.filter(({ item }) => (spentOn(item, narrative, report)?.value.greaterThan(0) ?? true) === isDue),
  );
  const faults = (
    [
      ['counts', due, 'warning'],
      ['counts/nil', idle, 'note'],
    ] as const
  ).flatMap(([instance, own = [], severity]) =>
    own.length === 0
      ? []
      : [
          say.fails(instance, [place], {
            severity,
            reason: zh`${titleOf(first.section)}：没有写${joined(namesOf(own), zh`、`)}${severity === 'note' ? zh`（该项支出为 0）` : ''}`,
            advice: zh`补写数量，没有的写 0`,
          }),
        ],
  );
  return [...none, ...split, ...faults, ...(missing.length === 0 ? [say.holds('counts', [place])] : [])];
}

function judgeSplit(text: string, narrative: Narrative, place: Place, say: Say): Judgement[] {
  const states = (item: Item): boolean =>
    narrative.statements.some(({ subject }) =>
      subject.facts.some(({ form, line }) => form === 'three-public' && line === item),
    );
  const hasPurchase = states('vehiclePurchase') || /用车购置(?!(?:费)?(?:及|和|与|、))/u.test(text);
  const hasOperation =
    states('vehicleOperation') || /(?<!(?:及|和|与|、)(?:公务用车)?)(?:公务用车)运行/u.test(text);
  if (hasPurchase && hasOperation) return [say.holds('split', [place])];
  return [
    say.fails('split', [place], {
      reason: zh`“三公”经费说明没有分别写公务用车购置费和运行维护费${hasPurchase ? zh`（缺运行维护费）` : hasOperation ? zh`（缺购置费）` : ''}`,
      advice: zh`分别写明两项金额`,
    }),
  ];
}

/** 外宾接待 and 国内接待 are all of 公务接待费; some texts count the guests from abroad among the domestic ones. */
function judgeReception(narrative: Narrative, say: Say): Judgement[] {
  const [all, domestic, foreign] = ['reception', 'domestic-reception', 'foreign-reception'].map((name) =>
    amountOn(narrative, `three-public/${name}`),
  );
  if (!all || !domestic) return [];
  const parts = [domestic, ...(foreign ? [foreign] : [])];
  const isPart = !foreign && compareSums(domestic.amount, all.amount).difference.isNegative();
  const isIncluded = sameFact(domestic.amount, all.amount).verdict === 'holds';
  if (isIncluded || isPart)
    return [
      say.holds(
        'reception',
        [all, ...parts].map(({ statement }) => figurePlace(statement.figure)),
      ),
    ];
  return [
    judgeParts(
      'reception',
      all,
      parts,
      ({ terms, gap }) => ({
        reason: zh`${titleOf(all.statement.figure.sentence.section)}：公务接待费 ${shownAmount(all.amount)} ≠ ${foreign ? zh`国内接待与外宾接待` : zh`国内接待`} ${terms}，差 ${gap} 万元`,
        advice: zh`核对国内接待和外宾接待的支出`,
      }),
      say,
    ),
  ];
}

/** Money was spent on something: what may be counted without it, too, is told apart. */
const NEEDS_MONEY: ReadonlySet<string> = new Set(['delegations', 'travellers', 'purchased', 'fleet']);

/** Counts and amounts go together: money was spent on something, and something costs money. */
export function judgeCounts(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const counts = narrative.statements.filter(({ role }) => role === 'count');
  const of = (...ids: readonly string[]): Statement[] =>
    ids.map((id) => counts.filter(({ subject }) => subject.id === id)).find((own) => own.length > 0) ?? [];
  const judged = COUNTS.flatMap(({ id, name, item, subjects }): Judgement[] => {
    const [count, ...others] = of(...subjects);
    const spent = spentOn(item, narrative, report);
    if (!count || others.length > 0 || !spent) return [];
    const { value } = count.figure;
    const places = [figurePlace(count.figure), ...spent.places];
    const isNone = value.isZero();
    // Receptions may have been of guests from abroad.
    const foreign =
      id === 'receptions' || id === 'guests'
        ? of(`three-public/foreign-${id === 'guests' ? 'visitors' : 'batches'}`)
        : [];
    const isAllNone = isNone && foreign.every(({ figure }) => figure.value.isZero());
    const isOdd = isAllNone
      ? spent.value.greaterThan(0)
      : !isNone && spent.value.isZero() && NEEDS_MONEY.has(id);
    if (!isOdd) return [say.holds(id, places)];
    return [
      say.fails(id, places, {
        reason: zh`${titleOf(count.figure.sentence.section)}：${quote(clauseOf(count.figure))}，${name}${isNone ? zh`是 0，支出却是 ${spent.value.toString()} 万元` : zh`不是 0，支出却是 0`}`,
        advice: zh`核对数量和支出`,
      }),
    ];
  });
  const foreign = [
    ['visitors', of('three-public/foreign-visitors'), of('three-public/reception-visitors')],
    ['batches', of('three-public/foreign-batches'), of('three-public/reception-batches')],
  ] as const;
  return [
    ...judged,
    ...judgeReception(narrative, say),
    ...foreign.flatMap(([id, [guests], [all]]): Judgement[] => {
      if (!guests || !all) return [];
      const places = [figurePlace(guests.figure), figurePlace(all.figure)];
      return guests.figure.value.greaterThan(all.figure.value)
        ? [
            say.fails(`foreign-${id}`, places, {
              reason: zh`${titleOf(all.figure.sentence.section)}：外宾 ${guests.figure.printed}，多于接待总数 ${all.figure.printed}`,
              advice: zh`核对接待批次和人次`,
            }),
          ]
        : [say.holds(`foreign-${id}`, places)];
    }),
  ];
}
