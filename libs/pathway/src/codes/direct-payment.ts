import { codeList, type CodeOf } from './code-list.js';

/**
 * NamedPlan.DP: what direct payments are for. The DfE's codes were not found; these are the four kinds its statistics
 * count, under placeholder codes. Open: keep any other code as given.
 */
export const DIRECT_PAYMENT = codeList(
  'direct payment',
  {
    E: 'Education',
    H: 'Health',
    S: 'Social care',
    I: 'Integrated',
  },
  { certain: false },
);

export type DirectPayment = CodeOf<typeof DIRECT_PAYMENT>;

/** Whether the value is a code of DIRECT_PAYMENT. */
export const isDirectPayment = (value: unknown): value is DirectPayment => DIRECT_PAYMENT.is(value);

/** The words for a code of DIRECT_PAYMENT; the value itself where it is none. */
export const directPaymentLabel = (code: string): string => DIRECT_PAYMENT.label(code);
