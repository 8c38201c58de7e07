import { LANGUAGES, type Language } from '../language/message.js';

/**
 * The language of a command line, before it is parsed: what is wrong with it is said in it too. An option outranks
 * the environment, and the last of several counts.
 */
export function languageOf(
  argv: readonly string[],
  env: { readonly GOUJI_LANG?: string | undefined },
): Language {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const asked = options.flatMap((word, index) =>
    word === '--lang'
      ? (options[index + 1] ?? [])
      : word.startsWith('--lang=')
        ? word.slice('--lang='.length)
        : [],
  );
  const wanted = asked.at(-1) ?? env.GOUJI_LANG;
  return LANGUAGES.find((language) => language === wanted) ?? 'zh';
}
