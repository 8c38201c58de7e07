/** Ends the name of an annotated copy, before its suffix. */
export const COPY_MARK = '.标注';

/** Whether a file is such a copy by its name; what is found is then no input, or each run would check the last one's. */
export const isCopy = (file: string): boolean => /\.标注\.xl[st][xm]$/iu.test(file);
