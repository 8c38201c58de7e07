import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { FormId } from '../../src/forms/form.js';
import { factOf, type Report, type TableLine } from '../../src/model/report.js';
import type { NarrativeFigures } from '../narrative.js';

type Amount = Decimal;

/** A percentage as it is printed; of nothing 0.00. */
const percent = (part: Amount, whole: Amount): string =>
  whole.isZero() ? '0.00' : part.div(whole).times(100).toFixed(2, Decimal.ROUND_HALF_UP);
const sum = (amounts: readonly Amount[]): Amount =>
  amounts.reduce((total, each) => total.plus(each), new Decimal(0));
const printed = (amount: Amount): string => amount.toFixed(2);

/** What the tables of a report print, in 万元. */
class Accounts {
  constructor(private readonly report: Report) {}

  of(form: FormId, line: string, column: string): Amount {
    const table = this.report.tables.get(form);
    const fact = table && factOf(table, line, column);
    return fact && fact.state !== 'unreadable' ? fact.figure.value : new Decimal(0);
  }

  /** Lines of one level of a table with an amount. */
  spent(form: FormId, digits: number, column: string): readonly TableLine[] {
    const lines = this.report.tables.get(form)?.lines ?? [];
    return lines.filter(
      ({ key, code, repeated }) =>
        code?.length === digits && !repeated && !this.of(form, key, column).isZero(),
    );
  }

  name(form: FormId, code: string): string {
    return this.report.tables.get(form)?.lines.find((line) => line.code === code)?.name ?? '';
  }
}

const REVENUE = [
  ['财政拨款收入', 'fiscalAppropriationRevenue'],
  ['上级补助收入', 'subsidyFromSuperior'],
  ['事业收入', 'serviceRevenue'],
  ['经营收入', 'businessRevenue'],
  ['附属单位上缴收入', 'remittanceFromSubordinates'],
  ['其他收入', 'otherRevenue'],
] as const;
const EXPENDITURE = [
  ['基本支出', 'basicExpenditure'],
  ['项目支出', 'projectExpenditure'],
  ['上缴上级支出', 'remittanceToSuperior'],
  ['经营支出', 'businessExpenditure'],
  ['对附属单位补助支出', 'subsidyToSubordinates'],
] as const;
const GENERAL = 'general-budget-expenditure';
const BASIC = 'general-budget-basic-expenditure';

const amounts = (min: number): fc.Arbitrary<Amount> =>
  fc.integer({ min, max: 99_999_999 }).map((units) => new Decimal(units).div(100));
const positive = amounts(1);
/** Of next to nothing no percentage can be checked. */
const lastYear = amounts(1000);
/** Budgets as they are: just spent, or any other amount. */
const budget = (amount: Amount): fc.Arbitrary<Amount> =>
  amount.isZero() ? fc.constant(amount) : fc.oneof(fc.constant(amount), positive);

/** Explanations that say what the tables of a report say, and agree with themselves. */
export function explanations(report: Report): fc.Arbitrary<NarrativeFigures> {
  const accounts = new Accounts(report);
  const partsOf = (
    form: FormId,
    names: readonly (readonly [string, string])[],
    total: Amount,
  ): NarrativeFigures['revenue'] => ({
    total: printed(total),
    parts: names.map(([name, column]) => {
      const amount = accounts.of(form, 'total', column);
      return { name, amount: printed(amount), share: percent(amount, total) };
    }),
  });
  const classes = accounts.spent(GENERAL, 3, 'total');
  const items = accounts.spent(GENERAL, 7, 'total');
  const economic = accounts.spent(BASIC, 5, 'actual');
  const general = accounts.of(GENERAL, 'total', 'total');
  const totals = accounts.of('summary', 'grandTotalRevenue', 'actual');
  const appropriation = accounts.of('appropriation-summary', 'grandTotalRevenue', 'actual');
  const expenditure = accounts.of('expenditure', 'total', 'totalExpenditure');
  const operating = accounts.of(BASIC, 'operatingCost', 'actual');
  const spent = (line: string): NarrativeFigures['threePublic']['total'] => {
    const [planned, actual] = [
      accounts.of('three-public', line, 'budget'),
      accounts.of('three-public', line, 'actual'),
    ];
    const whole = accounts.of('three-public', 'total', 'actual');
    return {
      budget: printed(planned),
      amount: printed(actual),
      completion: percent(actual, planned),
      share: percent(actual, whole),
    };
  };
  const countOf = (line: string): number => (accounts.of('three-public', line, 'actual').isZero() ? 0 : 2);
  const kept = countOf('vehicleOperation');
  return fc
    .record({
      priors: fc.tuple(lastYear, lastYear, lastYear, lastYear),
      budgets: fc.tuple(...items.map(({ key }) => budget(accounts.of(GENERAL, key, 'total')))),
      fund: budget(accounts.of('government-fund', 'total', 'total')),
      capital: budget(accounts.of('state-capital', 'total', 'total')),
      procurement: fc.tuple(positive, positive, positive),
      small: fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
      more: fc.nat(20),
      score: fc.integer({ min: 0, max: 10_000 }),
    })
    .map(({ priors, budgets, fund, capital, procurement, small, more, score }): NarrativeFigures => {
      const change = (current: Amount, prior: Amount): NarrativeFigures['totals']['change'] => {
        const gap = current.minus(prior);
        return {
          prior: printed(prior),
          amount: printed(gap.abs()),
          rate: percent(gap.abs(), prior),
          isUp: !gap.isNegative(),
        };
      };
      const budgeted = (amount: Amount, planned: Amount): NarrativeFigures['governmentFund'] => ({
        initialBudget: printed(planned),
        amount: printed(amount),
        completion: percent(amount, planned),
      });
      const bought = sum(procurement);
      const smallMedium = bought.times(small[0]).div(100).toDecimalPlaces(2);
      const micro = smallMedium.times(small[1]).div(100).toDecimalPlaces(2);
      return {
        department: report.department ?? '',
        year: report.fiscalYear ?? 0,
        totals: { amount: printed(totals), change: change(totals, priors[0]) },
        revenue: partsOf('revenue', REVENUE, accounts.of('revenue', 'total', 'totalRevenue')),
        expenditure: partsOf('expenditure', EXPENDITURE, expenditure),
        appropriation: { amount: printed(appropriation), change: change(appropriation, priors[1]) },
        generalBudget: {
          total: printed(general),
          share: percent(general, expenditure),
          change: change(general, priors[2]),
          initialBudget: printed(sum(budgets)),
          completion: percent(general, sum(budgets)),
          classes: classes.map(({ key, name = '' }) => {
            const amount = accounts.of(GENERAL, key, 'total');
            return {
              name: name.replace(/支出$/u, ''),
              amount: printed(amount),
              share: percent(amount, general),
            };
          }),
          items: items.map(({ key, name = '' }, index) => ({
            names: [accounts.name(GENERAL, key.slice(0, 3)), accounts.name(GENERAL, key.slice(0, 5)), name],
            ...budgeted(accounts.of(GENERAL, key, 'total'), budgets[index] ?? new Decimal(0)),
          })),
        },
        basic: {
          total: printed(accounts.of(GENERAL, 'total', 'basicExpenditure')),
          personnel: printed(accounts.of(BASIC, 'personnelCost', 'actual')),
          personnelItems: economic.flatMap(({ code = '', name = '' }) =>
            /^30[13]/u.test(code) ? [name] : [],
          ),
          operating: printed(operating),
          operatingItems: economic.flatMap(({ code = '', name = '' }) =>
            /^30[13]/u.test(code) ? [] : [name],
          ),
        },
        governmentFund: budgeted(accounts.of('government-fund', 'total', 'total'), fund),
        stateCapital: budgeted(accounts.of('state-capital', 'total', 'total'), capital),
        threePublic: {
          total: spent('total'),
          overseas: spent('overseasTravel'),
          vehicles: spent('vehicles'),
          reception: spent('officialReception'),
          purchase: spent('vehiclePurchase').amount,
          operation: spent('vehicleOperation').amount,
          overseasGroups: countOf('overseasTravel'),
          overseasVisits: countOf('overseasTravel') * 3,
          bought: countOf('vehiclePurchase'),
          kept,
          batches: countOf('officialReception'),
          visitors: countOf('officialReception') * 5,
        },
        operatingCost: { amount: printed(operating), change: change(operating, priors[3]) },
        procurement: {
          total: printed(bought),
          goods: printed(procurement[0]),
          works: printed(procurement[1]),
          services: printed(procurement[2]),
          smallMedium: printed(smallMedium),
          micro: printed(micro),
          smallMediumShare: percent(smallMedium, bought),
          microShare: percent(micro, bought),
        },
        vehicles: kept + more,
        equipment: [more, Math.min(more, 3)],
        projects: more,
        score: new Decimal(score).div(100).toFixed(2),
      };
    });
}
