/**
 * Ids of the lines and columns of every form, as types see them. The forms themselves are data (*.yaml); a
 * test keeps the two equal.
 */
export const FORM_IDS = {
  summary: {
    lines: [
      'generalPublicBudgetRevenue',
      'fiscalRevenue',
      'governmentFundRevenue',
      'stateCapitalRevenue',
      'subsidyFromSuperior',
      'serviceRevenue',
      'businessRevenue',
      'remittanceFromSubordinates',
      'otherRevenue',
      'totalRevenue',
      'nonFiscalSurplusUsed',
      'openingCarryover',
      'grandTotalRevenue',
      'totalExpenditure',
      'surplusDistribution',
      'closingCarryover',
      'grandTotalExpenditure',
    ],
    columns: ['originalBudget', 'adjustedBudget', 'actual'],
    coded: true,
  },
  revenue: {
    lines: ['total'],
    columns: [
      'totalRevenue',
      'fiscalAppropriationRevenue',
      'subsidyFromSuperior',
      'serviceRevenue',
      'educationFee',
      'businessRevenue',
      'remittanceFromSubordinates',
      'otherRevenue',
    ],
    coded: true,
  },
  expenditure: {
    lines: ['total'],
    columns: [
      'totalExpenditure',
      'basicExpenditure',
      'projectExpenditure',
      'remittanceToSuperior',
      'businessExpenditure',
      'subsidyToSubordinates',
    ],
    coded: true,
  },
  'appropriation-summary': {
    lines: [
      'generalPublicBudgetRevenue',
      'governmentFundRevenue',
      'stateCapitalRevenue',
      'totalRevenue',
      'openingCarryover',
      'openingGeneralPublicBudget',
      'openingGovernmentFund',
      'openingStateCapital',
      'grandTotalRevenue',
      'totalExpenditure',
      'closingCarryover',
      'grandTotalExpenditure',
    ],
    columns: [
      'originalBudgetRevenue',
      'adjustedBudgetRevenue',
      'actual',
      'total',
      'generalPublicBudget',
      'governmentFundBudget',
      'stateCapitalOperatingBudget',
    ],
    coded: true,
  },
  'general-budget-expenditure': {
    lines: ['total'],
    columns: [
      'opening',
      'revenue',
      'total',
      'basicExpenditure',
      'projectExpenditure',
      'personnelCost',
      'operatingCost',
      'closing',
    ],
    coded: true,
  },
  'general-budget-basic-expenditure': {
    lines: ['personnelCost', 'operatingCost', 'total'],
    columns: ['actual', 'personnelPart', 'operatingPart'],
    coded: true,
  },
  'government-fund': {
    lines: ['total'],
    columns: ['opening', 'revenue', 'total', 'basicExpenditure', 'projectExpenditure', 'closing'],
    coded: true,
  },
  'state-capital': {
    lines: ['total'],
    columns: ['opening', 'revenue', 'total', 'basicExpenditure', 'projectExpenditure', 'closing'],
    coded: true,
  },
  'three-public': {
    lines: [
      'total',
      'overseasTravel',
      'vehicles',
      'vehiclePurchase',
      'vehicleOperation',
      'officialReception',
      'conferences',
      'training',
    ],
    columns: ['budget', 'actual'],
    coded: false,
  },
} as const;

/** Ids of the nine forms, in the order of the national numbering 公开01–09. */
export type FormId = keyof typeof FORM_IDS;

/** A line of a form: its id, or the code of a coded line. */
export type LineOf<Form extends FormId> =
  | (typeof FORM_IDS)[Form]['lines'][number]
  | ((typeof FORM_IDS)[Form]['coded'] extends true ? `${number}` : never);

export type ColumnOf<Form extends FormId> = (typeof FORM_IDS)[Form]['columns'][number];
