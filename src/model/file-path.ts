import { zh } from '../language/message.js';

/** The folders that a file lies in, as they are written before its name. */
export const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

/** The name of a file without its folders. */
export const nameWithin = (file: string): string => file.split('/').at(-1) ?? file;

/** Whether a name is in another encoding than the system reads: what stands there is not known any more. */
export const isOddlyNamed = (path: string): boolean => path.includes('\ufffd');

/** What is said of such a file: it cannot be opened by what is left of its name. */
export const ODDLY_NAMED = zh`文件名不是 UTF-8 编码，打不开；请改名后再核对`;
