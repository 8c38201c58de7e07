import { joined, zh, type Message } from '../../language/message.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import type { Report } from '../../model/report.js';
import type { Say } from '../evaluation/outcomes.js';
import type { Judgement, Severity } from '../judgement.js';
import { around, plainTitle, quote, titleOf, wordsPlace } from './clause.js';

interface Residue {
  readonly id: string;
  readonly what: Message;
  readonly pattern: RegExp;
  readonly severity: Severity;
  readonly advice: Message;
  /** Words before it, or its own, with which it is no residue. */
  readonly unless?: RegExp;
  /** What stands near it in a sentence; cells of a table, run together, have none. */
  readonly among?: RegExp;
  /** Headers of columns that stand side by side are no words of a sentence. */
  readonly isOfProse?: true;
}

const UP = '增加|增长|上升|提高|大于|高于|多于';
const DOWN = '减少|下降|降低|小于|低于|少于';

/** What a form leaves behind when it is filled in. */
const RESIDUES: readonly Residue[] = [
  {
    id: 'both-directions',
    what: zh`增减两个方向都留着`,
    pattern: new RegExp(
      `(?:${UP})[（(/／](?:${DOWN})[）)]?|(?:${DOWN})[（(/／](?:${UP})[）)]?|持平[（(](?:${UP}|${DOWN})|(?:${UP}|${DOWN})[（(]持平`,
      'u',
    ),
    severity: 'error',
    advice: zh`只留实际的方向`,
  },
  {
    id: 'placeholder',
    what: zh`占位符没有填写`,
    pattern:
      /[XＸ×]{2,}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[XＸxｘ×](?=万元|年|个|辆|%|部门|单位|局)|[*＊○〇●]{2,}|_{2,}|20[XＸxｘ×]{1,2}年|\[\s*\]|【\s*】|……万元|(?:某某|XX)(?:部门|单位|局|市|县|区)/u,
    severity: 'error',
    advice: zh`填写或删去`,
  },
  {
    id: 'missing-percent',
    what: zh`百分比没有 %`,
    pattern:
      /(?:占比?|占[^，。；\d]{0,16}的|增长|下降|上升|降低|完成[^，。；\d]{0,10}的)\d{1,4}\.\d{1,2}(?=[，。；、）)]|$)/u,
    severity: 'warning',
    advice: zh`补上 %`,
  },
  {
    id: 'prompt',
    what: zh`填写提示没有删去`,
    pattern:
      /如(?:有)?持平|填写说明|填报说明|请(?:填写|填报|说明|列示|列明|补充|删除|根据)|，列明(?=公务|国内|接待|出国|因公)|(?:如|若)(?:无|没有|不涉及)[^，。；]{0,12}(?:请|则|可)(?:删|填|写|注明|说明)|（(?:可|请|需)?根据实际[^（）]{0,20}）|（注[:：][^（）]{0,40}(?:填|删|写)[^（）]{0,20}）/u,
    severity: 'warning',
    advice: zh`删去表样的提示文字`,
  },
  {
    id: 'whether',
    what: zh`“是否”是表样的提问，没有回答`,
    pattern: /是否[^，。；？、]{1,12}(?=[，。；、])/u,
    severity: 'warning',
    advice: zh`写明是或否`,
    unless:
      /了解|分析|评价|评估|评判|评定|考察|考核|检查|核查|核实|关注|反映|衡量|判断|审查|审核|确认|查看|对照|监控|监督|测算|论证|调查|跟踪|包括|主要看/u,
  },
  {
    id: 'doubled-words',
    what: zh`词语重复`,
    pattern: /(?<word>[\u4e00-\u9fff]{2,4})\k<word>/u,
    severity: 'note',
    advice: zh`删去一个`,
    unless: /研究研究|讨论讨论|考虑考虑|(?:项目|支出|部门|单位|服务|工作)(?:项目|支出|部门|单位|服务|工作)/u,
    among: /[，。；、：]/u,
    isOfProse: true,
  },
  {
    id: 'punctuation',
    what: zh`标点重复`,
    pattern: /[，。；、：]{2,}/u,
    severity: 'note',
    advice: zh`删去多余的标点`,
  },
];

interface Found {
  readonly residue: Residue;
  readonly sentence: Sentence;
  readonly text: string;
}

function residuesIn(sentence: Sentence): Found[] {
  return RESIDUES.flatMap((residue) => {
    const { pattern, unless, among, isOfProse } = residue;
    const match = pattern.exec(sentence.text);
    if (!match || unless?.test(unlessScope(sentence.text, match.index)) === true) return [];
    if (isOfProse === true && sentence.isTabular === true) return [];
    const near = sentence.text.slice(Math.max(0, match.index - 20), match.index + match[0].length + 20);
    if (among?.test(near) === false) return [];
    return [{ residue, sentence, text: around(sentence.text, match.index, match[0].length) }];
  });
}

/** What stands before the words, as far back as it still governs them. */
const unlessScope = (text: string, index: number): string => text.slice(Math.max(0, index - 60), index + 8);

const MOST_TOLD_SINGLY = 3;

/** Residue of the form, each kind in each section once; many of one kind together. */
export function judgeTemplate(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const [first] = narrative.sentences;
  if (!first) return [];
  const found = narrative.sentences.flatMap(residuesIn);
  const judged = RESIDUES.flatMap((residue): Judgement[] => {
    const own = found.filter((one) => one.residue === residue);
    if (own.length === 0) return [];
    const { id, what, severity, advice } = residue;
    if (own.length <= MOST_TOLD_SINGLY)
      return own.map(({ sentence, text }, index) =>
        say.fails(index === 0 ? id : `${id}#${index + 1}`, [wordsPlace(sentence, text)], {
          severity,
          reason: zh`${titleOf(sentence.section)}：${quote(text)}，${what}`,
          advice,
        }),
      );
    const shown = joined(
      own.slice(0, MOST_TOLD_SINGLY).map(({ text }) => quote(text)),
      zh`、`,
    );
    return [
      say.fails(
        id,
        own.map(({ sentence, text }) => wordsPlace(sentence, text)),
        { severity, reason: zh`${own.length} 处${what}：${shown} 等`, advice },
      ),
    ];
  });
  return judged.length > 0 ? judged : [say.holds('', [wordsPlace(first, plainTitle(first.section))])];
}
