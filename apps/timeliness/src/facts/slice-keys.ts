/** What slices are named by, as facts keep it; null where it is not known. */
import type { CaseState } from '@ehc/pathway';

type Need = CaseState['needs'][number];
type Setting = CaseState['settings'][number];

const byRank = (a: { readonly rank?: number | undefined }, b: { readonly rank?: number | undefined }): number =>
  (a.rank ?? 1) - (b.rank ?? 1);

/** The need of rank 1. */
export const primaryNeed = (needs: readonly Need[] | undefined): string | null =>
  needs?.find(({ rank }) => rank === 1)?.type ?? null;

/** Of the settings named, the one of the first rank: a school and its flags, a college, or a SENSetting code. */
export const settingKey = (settings: readonly Setting[] | undefined): string | null => {
  const [first] = [...(settings ?? [])].sort(byRank);
  if (first === undefined) return null;
  if (first.urn !== undefined) {
    if (first.senUnit === true) return 'school.sen_unit';
    return first.resourcedProvision === true ? 'school.resourced' : 'school';
  }
  return first.ukprn === undefined ? (first.senSetting ?? null) : 'college';
};

/** Month of birth as year × 12 + (month − 1). */
export const bornInMonth = (year: number | null | undefined, month: number | null | undefined): number | null =>
  year == null || month == null ? null : year * 12 + month - 1;
