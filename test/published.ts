import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readReports, type FormId, type Report } from '../src/index.js';

/** A figure as a data file gives it. */
export interface Expected {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
  readonly printed: string;
}

export type Row<Amount = string> = readonly (string | Amount)[];
type Totals<Amount> = Readonly<Record<string, Amount | readonly Amount[]>>;

/** The nine tables in the shape of the data files; amounts are texts as printed, unless said otherwise. */
export interface Tables<Amount = string> {
  readonly summary: {
    readonly revenue: readonly Row<Amount>[];
    readonly expenditure: readonly Row<Amount>[];
    readonly totals: Totals<Amount>;
  };
  readonly revenue: readonly Row<Amount>[];
  readonly expenditure: readonly Row<Amount>[];
  readonly 'appropriation-summary': {
    readonly revenue: readonly Row<Amount>[];
    readonly expenditure: readonly Row<Amount>[];
    readonly totals: Totals<Amount>;
  };
  readonly 'general-budget-expenditure': readonly Row<Amount>[];
  readonly 'general-budget-basic-expenditure': {
    readonly personnel: readonly Row<Amount>[];
    readonly operating: readonly Row<Amount>[];
    readonly totals: Totals<Amount>;
  };
  readonly 'government-fund': readonly Row<Amount>[];
  readonly 'state-capital': { readonly columns: string; readonly rows: readonly Row<Amount>[] };
  readonly 'three-public': Readonly<Record<'预算数' | '决算数', Readonly<Record<string, Amount>>>>;
}

export interface DataFile extends Tables {
  readonly department: string;
  readonly fiscalYear: string;
  readonly unit: string;
}

const REVENUE_LINES = [
  'generalPublicBudgetRevenue',
  'governmentFundRevenue',
  'stateCapitalRevenue',
  'subsidyFromSuperior',
  'serviceRevenue',
  'businessRevenue',
  'remittanceFromSubordinates',
  'otherRevenue',
];
const CLASSES: Readonly<Record<string, string>> = {
  一般公共服务支出: '201',
  外交支出: '202',
  国防支出: '203',
  公共安全支出: '204',
  教育支出: '205',
  科学技术支出: '206',
  文化旅游体育与传媒支出: '207',
  社会保障和就业支出: '208',
  卫生健康支出: '210',
  节能环保支出: '211',
  城乡社区支出: '212',
  农林水支出: '213',
  交通运输支出: '214',
  资源勘探工业信息等支出: '215',
  商业服务业等支出: '216',
  金融支出: '217',
  援助其他地区支出: '219',
  自然资源海洋气象等支出: '220',
  住房保障支出: '221',
  粮油物资储备支出: '222',
  国有资本经营预算支出: '223',
  灾害防治及应急管理支出: '224',
  其他支出: '229',
  债务还本支出: '231',
  债务付息支出: '232',
  抗疫特别国债安排的支出: '234',
};
const SUMMARY_TOTALS: Readonly<Record<string, string>> = {
  本年收入合计: 'totalRevenue',
  使用非财政拨款结余: 'nonFiscalSurplusUsed',
  年初结转和结余: 'openingCarryover',
  收入总计: 'grandTotalRevenue',
  本年支出合计: 'totalExpenditure',
  结余分配: 'surplusDistribution',
  年末结转和结余: 'closingCarryover',
  支出总计: 'grandTotalExpenditure',
};
const APPROPRIATION_TOTALS: Readonly<Record<string, string>> = {
  本年收入合计: 'totalRevenue',
  年初财政拨款结转和结余: 'openingCarryover',
  年初一般公共预算财政拨款: 'openingGeneralPublicBudget',
  年初政府性基金预算财政拨款: 'openingGovernmentFund',
  年初国有资本经营预算财政拨款: 'openingStateCapital',
  收入总计: 'grandTotalRevenue',
  本年支出合计: 'totalExpenditure',
  年末财政拨款结转和结余: 'closingCarryover',
  支出总计: 'grandTotalExpenditure',
};
const FUND_COLUMNS = ['total', 'generalPublicBudget', 'governmentFundBudget', 'stateCapitalOperatingBudget'];
const SIX_COLUMNS = ['opening', 'revenue', 'total', 'basicExpenditure', 'projectExpenditure', 'closing'];
const THREE_COLUMNS = ['total', 'basicExpenditure', 'projectExpenditure'];
const ITEMS: Readonly<Record<string, string>> = {
  合计: 'total',
  '因公出国（境）费': 'overseasTravel',
  小计: 'vehicles',
  公务用车购置费: 'vehiclePurchase',
  公务用车运行维护费: 'vehicleOperation',
  公务接待费: 'officialReception',
};

/** Reads a data file of fixtures/ and lists its figures. */
export function readData(path: string): { readonly data: DataFile; readonly expected: readonly Expected[] } {
  const data = parse(readFileSync(path, 'utf8'), { schema: 'failsafe' }) as DataFile;
  return { data, expected: expectedOf(data) };
}

/** The figures that every layout made from the data must give back, by form, line and column. */
export function expectedOf(data: Tables): Expected[] {
  const line = (
    form: FormId,
    key: string,
    columns: readonly string[],
    figures: readonly string[],
  ): Expected[] =>
    columns.map((column, index) => ({ form, line: key, column, printed: figures[index] ?? '' }));
  const coded = (form: FormId, rows: readonly Row[], columns: readonly string[]): Expected[] =>
    rows.flatMap(([code = '', , ...figures]) =>
      line(form, code === '合计' ? 'total' : code, columns, figures),
    );
  const classCode = (label: string): string => CLASSES[label] ?? label;
  const asRow = (figures: string | Row | undefined): Row =>
    typeof figures === 'string' ? [figures] : (figures ?? []);
  const { summary } = data;
  const appropriation = data['appropriation-summary'];
  const basic = data['general-budget-basic-expenditure'];
  const stateCapital = data['state-capital'];
  return [
    ...summary.revenue.flatMap(([, figure = ''], index) =>
      line('summary', REVENUE_LINES[index] ?? '', ['actual'], [figure]),
    ),
    ...summary.expenditure.flatMap(([label = '', figure = '']) =>
      line('summary', classCode(label), ['actual'], [figure]),
    ),
    ...Object.entries(SUMMARY_TOTALS).flatMap(([label, key]) =>
      line('summary', key, ['actual'], asRow(summary.totals[label])),
    ),
    ...coded('revenue', data.revenue, [
      'totalRevenue',
      'fiscalAppropriationRevenue',
      'subsidyFromSuperior',
      'serviceRevenue',
      'businessRevenue',
      'remittanceFromSubordinates',
      'otherRevenue',
    ]),
    ...coded('expenditure', data.expenditure, [
      'totalExpenditure',
      'basicExpenditure',
      'projectExpenditure',
      'remittanceToSuperior',
      'businessExpenditure',
      'subsidyToSubordinates',
    ]),
    ...appropriation.revenue.flatMap(([, figure = ''], index) =>
      line('appropriation-summary', REVENUE_LINES[index] ?? '', ['actual'], [figure]),
    ),
    ...appropriation.expenditure.flatMap(([label = '', ...figures]) =>
      line('appropriation-summary', classCode(label), FUND_COLUMNS, figures),
    ),
    ...Object.entries(APPROPRIATION_TOTALS).flatMap(([label, key]) => {
      const figures = asRow(appropriation.totals[label]);
      return line('appropriation-summary', key, figures.length > 1 ? FUND_COLUMNS : ['actual'], figures);
    }),
    ...coded('general-budget-expenditure', data['general-budget-expenditure'], THREE_COLUMNS),
    ...[...basic.personnel, ...basic.operating].flatMap(([code = '', , figure = '']) =>
      line('general-budget-basic-expenditure', code, ['actual'], [figure]),
    ),
    ...line(
      'general-budget-basic-expenditure',
      'personnelCost',
      ['actual'],
      asRow(basic.totals['人员经费合计']),
    ),
    ...line(
      'general-budget-basic-expenditure',
      'operatingCost',
      ['actual'],
      asRow(basic.totals['公用经费合计']),
    ),
    ...coded('government-fund', data['government-fund'], SIX_COLUMNS),
    ...coded('state-capital', stateCapital.rows, stateCapital.columns === '6' ? SIX_COLUMNS : THREE_COLUMNS),
    ...(['预算数', '决算数'] as const).flatMap((measure) =>
      Object.entries(ITEMS).flatMap(([label, key]) =>
        line(
          'three-public',
          key,
          [measure === '预算数' ? 'budget' : 'actual'],
          [data['three-public'][measure][label] ?? ''],
        ),
      ),
    ),
  ];
}

/** The reports in a file, or in all files of a folder. */
export async function reportsAt(path: string): Promise<Report[]> {
  try {
    const names = (await readdir(path)).sort();
    return await readReports(
      await Promise.all(
        names.map(async (name) => ({ file: join(path, name), bytes: await readFile(join(path, name)) })),
      ),
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return readReports([path]);
    throw error;
  }
}
