import { told, zh } from '../language/message.js';

/** Why a cell shows nothing that can be read: it stands in place of an error code. */
export const NOT_WORKED_OUT = told(zh`公式没有计算结果`);
export const UNKNOWN_FORMAT = told(zh`数字格式无法识别`);
