/** The folders that a file lies in, as they are written before its name. */
export const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

/** The name of a file without its folders. */
export const nameWithin = (file: string): string => file.split('/').at(-1) ?? file;

/** Whether a name is in another encoding than the system reads: what stands there is not known any more. */
export const isOddlyNamed = (path: string): boolean => path.includes('\ufffd');
