import { access, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { zh, type Message, type Tell } from '../language/message.js';
import { CONFIG_FILE } from './find-config.js';
import { unwritable } from './output-file.js';
import { UsageError } from './usage-error.js';

/**
 * gouji init: writes a gouji.config.yaml in which everything is explained, or a rule book to start from.
 *
 * @returns the name of the file
 */
export async function initCommand(rules: string | undefined, tell: Tell): Promise<string> {
  const [file, schema, template] =
    rules === undefined
      ? ([CONFIG_FILE, 'config', TEMPLATE] as const)
      : ([rules, 'rules', BOOK_TEMPLATE] as const);
  const named = await schemaPath(schema, dirname(file));
  try {
    await writeFile(
      file,
      `# yaml-language-server: $schema=${named}\n${template.map((line) => `${tell(line)}\n`).join('')}`,
      { flag: 'wx' },
    );
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UsageError(zh`已有 ${file}，没有改动；确要重写请先改名或删除`, { cause });
    throw unwritable(file, cause);
  }
  return file;
}

/** Where editors find a schema without a network: below the file's folder as a path, elsewhere in full. */
async function schemaPath(schema: string, folder: string): Promise<string> {
  const installed = `node_modules/gouji/dist/${schema}.schema.json`;
  const isBelow = await access(join(folder, installed)).then(
    () => true,
    () => false,
  );
  if (isBelow) return `./${installed}`;
  const own = fileURLToPath(new URL(`./${schema}.schema.json`, import.meta.url));
  const steps = relative(folder, own);
  return steps.startsWith('..') ? pathToFileURL(own).href : `./${steps.replaceAll(sep, '/')}`;
}

const TEMPLATE: readonly Message[] = [
  zh`# gouji 的配置。去掉行首的“# ”即生效；命令行上写明的优先。文中的路径从本文件所在的文件夹算起。`,
  zh`# 被核对的文件夹里的配置不会被采用。`,
  '',
  zh`# 不写路径时核对什么`,
  '# paths: [2023/]',
  '',
  zh`# 文件夹和压缩包里只要、不要哪些`,
  '# include: ["*决算*"]',
  '# exclude: [旧数据]',
  '',
  zh`# 输出格式，“=文件”则写入文件`,
  '# format: [text, sarif=gouji.sarif]',
  '',
  zh`# 有此级别及以上的问题时退出码为 1：error、warning、note、never`,
  'failOn: error',
  '',
  zh`# 自备的规则和评分方案；只用或不用哪些规则`,
  '# rules: [本市.yaml]',
  '# profile: [本市评分.yaml]',
  '# only: [tables]',
  '# skip: [X-OP]',
  '',
  zh`# 改变级别：规则、系列或范围的编号`,
  '# severity:',
  '#   N-REASON: warning',
  '#   Tx-NEG: note',
  '',
  zh`# 只对某个单位`,
  '# departments:',
  '#   - name: 某某局',
  '#     severity: { X-25: note }',
  '#     skip: [X-EMPTY]',
  '',
  zh`# 认可的问题：仍列出，不再计入退出码。rule、fingerprint（指纹，见 --format json）至少写一个`,
  '# waivers:',
  '#   - rule: X-25',
  '#     fingerprint: 0123456789abcdef',
  '#     department: 某某局',
  '#     year: 2023',
  '#     reason: 上级批复',
  '#     who: 张三',
  '#     until: 2027-06-30',
  '',
  zh`# 本地的表和官方的叫法不同时：表题、表头（上下两级用“/”隔开）、行的其他写法`,
  '# forms:',
  '#   三公经费表:',
  '#     titles: [“三公”经费支出明细表]',
  '#     columns: { 决算数: [本年支出数] }',
  '#     lines: { 公务接待费: [接待费] }',
  '',
  zh`# 已知问题的基线，用 --update-baseline 写出`,
  '# baseline: gouji.baseline.json',
  '',
  zh`# 单个文件的上限`,
  '# limits: { maxFileSize: 100, maxUnpacked: 200, maxCells: 1000000, maxTime: 15 }',
];

const BOOK_TEMPLATE: readonly Message[] = [
  'book: 本市补充规则',
  'rules:',
  '  - id: U-PROJECT',
  '    title: 项目支出不超过本年支出的一半',
  zh`    severity: warning # error 错误，warning 需说明，note 提示`,
  '    formula: 2 × 支出表[合计].项目支出 ≤ 支出表[合计].本年支出合计',
  zh`    basis: ${'本市财政局通知。'} # 为什么必须如此`,
  zh`    failure: ${'在情况说明中写明原因。'} # 不符说明什么，怎么办`,
  zh`    examples: # 没有写到的格都算 0.00`,
  "      holds: { '支出表[合计].项目支出': '40.00', '支出表[合计].本年支出合计': '100.00' }",
  "      fails: { '支出表[合计].项目支出': '60.00', '支出表[合计].本年支出合计': '100.00' }",
];
