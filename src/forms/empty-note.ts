/** What says of a whole table that it is empty, in a note or in its title: 故本表无数据; 表（空表）. */
const EMPTY_TABLE =
  /[本此该]表(?:(?:无|没有)(?:数据|相关数据|内容|数(?![^，。；,;]))|为空|数据均?为[零0空])|表[(（](?:空表|无|[本此]?表?无(?:相关)?数据)[)）]$|^[(（]空表[)）]./u;
/** The same as all that a line says; in a row of a table it is a remark on that row. */
const EMPTY_ALONE = /^(?:注:?)?[(（]?空表[)）]?$/u;

/**
 * Whether a text leaves no doubt that the table is empty.
 *
 * @param isAlone whether nothing else stands in its row
 */
export const saysEmpty = (text: string, isAlone: boolean): boolean =>
  EMPTY_TABLE.test(text) || (isAlone && EMPTY_ALONE.test(text));
