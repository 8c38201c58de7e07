import { told, type Catalogue, type Language, type Tell } from './message.js';

/** Catalogues, loaded when their language is asked for. Chinese is what the program is written in. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'zh'>, () => Promise<Catalogue>>> = {
  en: async () => (await import('./english.js')).ENGLISH,
};

/** Says messages in a language. */
export async function tellIn(language: Language): Promise<Tell> {
  if (language === 'zh') return told;
  const catalogue = await CATALOGUES[language]();
  return (message) => told(message, catalogue);
}
