import { joined, sentence, told, zh, type Message } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { onceFor } from '../../model/once-for.js';
import type { Location } from '../../model/location.js';
import { personalIn, type PersonalKind } from '../../model/masked.js';
import type { Report } from '../../model/report.js';
import { listed, sayingsOf, type Place, type Say } from '../evaluation/outcomes.js';
import { projectRows, projectSheets, rowName } from '../evaluation/sheets.js';
import { shownAt, type Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { around } from './clause.js';
import type { Meta } from './text-rule.js';

interface Passage {
  readonly text: string;
  readonly location: Location;
}

/** Everything that is published and is no figure: sentences, texts of the sheets, their notes. */
function passagesIn({ narrative, texts = [], evaluation, tables }: Report): Passage[] {
  const sheets = [
    ...evaluation.sheets.flatMap(({ goal, completion, notes }) => [
      ...(goal ? [goal] : []),
      ...(completion ? [completion] : []),
      ...notes,
    ]),
    ...evaluation.summaries.flatMap(({ notes }) => notes),
    ...[...tables.values()].flatMap(({ notes }) => notes),
  ];
  const all = [...(narrative?.sentences ?? []), ...texts, ...sheets];
  // A note of a sheet is one of its texts too.
  const byPlace = new Map(
    all.map(({ text, location }) => [
      `${location.file}\u0000${location.sheet ?? ''}\u0000${location.cell ?? location.line ?? ''}\u0000${text}`,
      { text, location },
    ]),
  );
  return [...byPlace.values()];
}

const passagesOf = onceFor(passagesIn);

interface Leak {
  readonly kind: PersonalKind;
  readonly shown: string;
  readonly place: Place;
}

const leaksOf = onceFor((report: Report): readonly Leak[] =>
  passagesOf(report).flatMap(({ text, location }) => {
    // A value that stands several times in one passage has one place there.
    const values = new Map(personalIn(text).map((one) => [`${one.kind}/${one.shown}`, one]));
    return [...values.values()].map(({ kind, shown }): Leak => ({
      kind,
      shown,
      place: shownAt('personal', KIND_NAME[kind], shown, location),
    }));
  }),
);

const KIND_NAME: Readonly<Record<PersonalKind, Message>> = {
  mobile: zh`手机号码`,
  identity: zh`身份证号`,
  card: zh`银行卡号`,
  address: zh`家庭住址`,
  name: zh`人名`,
};

/** A masked value without the label before it, which every sheet prints in its own way. */
const bare = (shown: string): string => shown.replace(/^.*[:：\s]/su, '');

/** One finding for each value, with every place that it stands in. */
function judgeKinds(kinds: readonly PersonalKind[], report: Report, say: Say): Judgement[] {
  const own = leaksOf(report).filter(({ kind }) => kinds.includes(kind));
  const values = groupBy(own, ({ kind, shown }) => `${kind}/${bare(shown)}`);
  if (values.size === 0) {
    const [first] = passagesOf(report);
    return first ? [say.holds('', [shownAt('searched', zh`文字`, '', first.location)])] : [];
  }
  const all = [...values.entries()];
  if (all.length > MOST_VALUES) {
    const shown = listed(all.map(([, [first]]) => first?.shown ?? ''));
    const named = joined(
      kinds.map((kind) => KIND_NAME[kind]),
      zh`或`,
    );
    return [
      say.fails(
        'all',
        own.map(({ place }) => place),
        { reason: zh`公开内容有 ${all.length} 个${named}：${shown}` },
      ),
    ];
  }
  return all.map(([, same], index) => {
    const [first] = same;
    const kind = first?.kind ?? 'name';
    return say.fails(
      index === 0 ? kind : `${kind}#${index + 1}`,
      same.map(({ place }) => place),
      { reason: zh`公开内容有${KIND_NAME[kind]} ${first?.shown ?? ''}，${same.length} 处` },
    );
  });
}

const MOST_VALUES = 5;

const SECRET =
  /(?:^|[【[（(\s])(?:绝密|机密|秘密)(?:[★☆]|[\]】）)]|\s*$)|(?:绝密|机密|秘密)[★☆]|密级[:：]\s*(?:绝密|机密|秘密|内部)|(?:内部(?:资料|文件|材料|使用)|仅供内部)[^。]{0,12}(?:注意保存|不得外传|严禁外传|请勿外传|妥善保管)|(?:不得|严禁|请勿)外传/u;
const SECRET_PROJECT = /涉密|国防动员|国防工程|国家安全|国安|反恐|技侦|保密工程/u;

function judgeSecrecy(report: Report, say: Say): Judgement[] {
  const marked = passagesOf(report).flatMap(({ text, location }) => {
    const match = SECRET.exec(text);
    return match ? [{ words: around(text, match.index, match[0].length), location }] : [];
  });
  const projects = [
    ...projectRows(report.evaluation.summaries).map((row) => ({
      name: row.name,
      shown: rowName(row),
      location: row.location,
    })),
    ...projectSheets(report).flatMap(({ sheet, name }) =>
      sheet.name ? [{ name: sheet.name.value, shown: told(name), location: sheet.name.location }] : [],
    ),
  ].filter(({ name }) => SECRET_PROJECT.test(name));
  const found = [
    ...(marked.length > 0
      ? [
          say.fails(
            'mark',
            marked.map(({ words, location }) => shownAt('mark', zh`密级标志`, words, location)),
            {
              reason: zh`公开内容有 ${marked.length} 处密级或内部标志：${listed(marked.map(({ words }) => words))}`,
            },
          ),
        ]
      : []),
    ...(projects.length > 0
      ? [
          say.fails(
            'projects',
            projects.map(({ shown, location }) => shownAt('project', '项目名称', shown, location)),
            {
              severity: 'warning',
              reason: zh`项目名称可能涉及国家秘密：${listed([...new Set(projects.map(({ shown }) => shown))])}`,
              advice: zh`由保密机构确认可以公开`,
            },
          ),
        ]
      : []),
  ];
  const [first] = passagesOf(report);
  if (found.length > 0) return found;
  return first ? [say.holds('', [shownAt('searched', zh`文字`, '', first.location)])] : [];
}

const REVIEWED = /保密审查(?:情况|意见|结果)?/u;

function judgeSignature(report: Report, say: Say): Judgement[] {
  const signs = passagesOf(report).filter(({ text }) => REVIEWED.test(text));
  if (signs.length === 0) return [];
  const open = signs.filter(({ text }) => /保密审查(?:情况|意见|结果)?[:：]?\s*$/u.test(text));
  const places = signs.map(({ text, location }) => shownAt('sign', zh`保密审查`, text, location));
  return open.length === 0
    ? [say.holds('', places)]
    : [say.fails('', places, { reason: zh`封面印有保密审查情况，没有填写` })];
}

function judgeHidden(report: Report, say: Say): Judgement[] {
  const { hidden } = report;
  if (!hidden) return [];
  const [file] = report.files;
  if (hidden.length === 0)
    return [say.holds('', [shownAt('file', zh`文件`, '', { file: file ?? report.file })])];
  return [...groupBy(hidden, ({ what }) => told(what))].map(([what, own]) =>
    say.fails(
      what,
      own.map(({ location }) => shownAt('hidden', sentence(what), '', location)),
      { reason: zh`文件中有${sentence(what)} ${own.length} 处，公开文件时会一同公开` },
    ),
  );
}

interface Disclosure extends Meta {
  readonly none: Message;
}

function disclosureRule(
  { none, ...meta }: Disclosure,
  judge: (report: Report, say: Say) => readonly Judgement[],
): CustomRule {
  const say = sayingsOf(meta.id, meta.severity);
  return {
    kind: 'custom',
    area: 'disclosure',
    ...meta,
    judge: (report) => {
      // A workbook of tables alone has nothing to look through; that it has no text is said already.
      if (!holdsTexts(report)) return [];
      const judged = judge(report, say);
      return judged.length > 0 ? judged : [say.inapplicable(none)];
    },
  };
}

const holdsTexts = ({ narrative, texts = [], hidden = [], evaluation }: Report): boolean =>
  narrative !== undefined ||
  texts.length + hidden.length + evaluation.sheets.length + evaluation.summaries.length > 0;

const NO_TEXT = zh`没有读出文字`;
const PLAIN = ['办公室电话 0375-2900000'];

/** What must not be published: personal data, secrets, and what a file holds unseen. */
export const disclosureRules = (): CustomRule[] => [
  disclosureRule(
    {
      id: 'PV-TEL',
      title: '公开内容没有个人手机号码',
      severity: 'error',
      basis:
        '个人信息保护法第四、二十五条，政府信息公开条例第十五条：个人手机号码未经同意不得公开；办公电话不在此列。',
      failure: '删去手机号码，改为办公电话。',
      none: NO_TEXT,
      examples: {
        holds: { figures: {}, loose: PLAIN },
        fails: { figures: {}, loose: ['联系电话：13800000000'] },
      },
    },
    (report, say) => judgeKinds(['mobile'], report, say),
  ),
  disclosureRule(
    {
      id: 'PV-ID',
      title: '公开内容没有身份证号、银行卡号和家庭住址',
      severity: 'error',
      basis: '个人信息保护法第二十八条：这些是敏感个人信息。',
      failure: '删去后再公开。',
      none: NO_TEXT,
      examples: {
        holds: { figures: {}, loose: PLAIN },
        fails: { figures: {}, loose: ['身份证号 11010119900307109X'] },
      },
    },
    (report, say) => judgeKinds(['identity', 'card', 'address'], report, say),
  ),
  disclosureRule(
    {
      id: 'PV-NAME',
      title: '公开内容没有填表人、经办人姓名',
      severity: 'warning',
      basis: '没有规定要公开填表人、经办人；政府信息公开条例第十六条，内部事务信息可以不公开。',
      failure: '删去姓名。',
      none: NO_TEXT,
      examples: {
        holds: { figures: {}, loose: ['填表人：'] },
        fails: { figures: {}, loose: ['填表人：张三'] },
      },
    },
    (report, say) => judgeKinds(['name'], report, say),
  ),
  disclosureRule(
    {
      id: 'PV-HIDDEN',
      title: '公开的文件没有看不见的内容',
      severity: 'warning',
      basis:
        '隐藏的工作表、行、列，批注和修订，文件属性里的姓名和单位，指向其他文件的路径，公开文件时会一同公开。',
      failure: '删去隐藏的内容、批注和修订，用“检查文档”清除文件属性后再公开。',
      none: zh`没有读出文件中隐藏的内容`,
      examples: {
        holds: { figures: {}, loose: PLAIN, hidden: [] },
        fails: { figures: {}, hidden: ['隐藏的工作表'] },
      },
    },
    judgeHidden,
  ),
  disclosureRule(
    {
      id: 'SC-MARK',
      title: '公开内容没有密级标志',
      severity: 'error',
      basis: '保守国家秘密法（2024）第三十五条、预算法第十四条：公开前作保密审查，涉及国家秘密的不得公开。',
      failure: '停止公开，由保密机构审查。',
      none: NO_TEXT,
      examples: {
        holds: { figures: {}, loose: PLAIN },
        fails: { figures: {}, loose: ['机密★3年'] },
      },
    },
    judgeSecrecy,
  ),
  disclosureRule(
    {
      id: 'SC-SIGN',
      title: '印有保密审查情况的，已经填写',
      severity: 'note',
      basis: '有的地方在封面印保密审查情况和负责人审签情况。',
      failure: '填写审查情况。',
      none: zh`没有印保密审查情况`,
      examples: {
        holds: { figures: {}, loose: ['保密审查情况：已审查'] },
        fails: { figures: {}, loose: ['保密审查情况：'] },
      },
    },
    judgeSignature,
  ),
];
