import { access, writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CONFIG_FILE } from './find-config.js';
import { reasonOf } from './output-file.js';
import { UsageError } from './usage-error.js';

/**
 * gouji init: writes a gouji.config.yaml in which everything is explained.
 *
 * @returns the name of the file
 */
export async function initCommand(): Promise<string> {
  try {
    await writeFile(CONFIG_FILE, `# yaml-language-server: $schema=${await schemaPath()}\n${TEMPLATE}`, {
      flag: 'wx',
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UsageError(`已有 ${CONFIG_FILE}，没有改动；确要重写请先改名或删除`, { cause });
    throw new UsageError(`写不了 ${CONFIG_FILE}：${reasonOf(cause)}`, { cause });
  }
  return CONFIG_FILE;
}

/** Where editors find the schema without a network: below the project as a path, elsewhere in full. */
async function schemaPath(): Promise<string> {
  const installed = 'node_modules/gouji/dist/config.schema.json';
  const isBelow = await access(installed).then(
    () => true,
    () => false,
  );
  if (isBelow) return `./${installed}`;
  const own = fileURLToPath(new URL('./config.schema.json', import.meta.url));
  const steps = relative('', own);
  return steps.startsWith('..') ? pathToFileURL(own).href : `./${steps.replaceAll(sep, '/')}`;
}

const TEMPLATE = `# gouji 的配置。去掉行首的“# ”即生效；命令行上写明的优先。文中的路径从本文件所在的文件夹算起。
# 被核对的文件夹里的配置不会被采用。

# 不写路径时核对什么
# paths: [2023/]

# 文件夹和压缩包里只要、不要哪些
# include: ["*决算*"]
# exclude: [旧数据]

# 输出格式，“=文件”则写入文件
# format: [text, sarif=gouji.sarif]

# 有此级别及以上的问题时退出码为 1：error、warning、note、never
failOn: error

# 自备的规则和评分方案；只用或不用哪些规则
# rules: [本市.yaml]
# profile: [本市评分.yaml]
# only: [tables]
# skip: [X-OP]

# 改变级别：规则、系列或范围的编号
# severity:
#   N-REASON: warning
#   Tx-NEG: note

# 只对某个单位
# departments:
#   - name: 某某局
#     severity: { X-25: note }
#     skip: [X-EMPTY]

# 认可的问题：仍列出，不再计入退出码。rule、fingerprint（指纹，见 --format json）至少写一个
# waivers:
#   - rule: X-25
#     fingerprint: 0123456789abcdef
#     department: 某某局
#     year: 2023
#     reason: 上级批复
#     who: 张三
#     until: 2027-06-30

# 已知问题的基线，用 --update-baseline 写出
# baseline: gouji.baseline.json

# 单个文件的上限
# limits: { maxFileSize: 100, maxUnpacked: 200, maxCells: 1000000, maxTime: 15 }
`;
