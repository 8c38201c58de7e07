import type { FormId } from './form.js';
import narrative from './narrative.yaml';
import type { Vocabulary, WordData } from './vocabulary.js';

export type RoleWord = 'amount' | 'initial-budget' | 'budget' | 'last-year';

/** Sections, subjects and words as their file states them, and the vocabulary that was made of them. */
interface NarrativeData extends WordData {
  readonly sections: readonly {
    readonly id: string;
    readonly titles: readonly string[];
    readonly under?: string;
    readonly part?: string;
    readonly report?: string;
    readonly explains?: string;
    readonly whole?: string;
    readonly not?: readonly string[];
    readonly beside?: string;
    readonly broad?: string;
    readonly narrow?: string;
    readonly subjects?: readonly string[];
    readonly table?: FormId;
  }[];
  readonly subjects: readonly {
    readonly id: string;
    readonly words: readonly string[];
    readonly facts?: readonly string[];
    readonly budget?: readonly string[];
    readonly units?: readonly string[];
    readonly counts?: Readonly<Record<string, string>>;
    readonly parts?: readonly string[];
    readonly in?: string;
    readonly follows?: string;
    readonly own?: string;
  }[];
  readonly contexts: readonly { readonly id: string; readonly words: readonly string[] }[];
  readonly roles: readonly { readonly role: RoleWord; readonly words: readonly string[] }[];
  readonly vocabulary: Vocabulary;
  readonly norms: readonly string[];
  readonly units: readonly string[];
}

// The data are checked by the tests, not at every start.
export const DATA = narrative as NarrativeData;
