import { SETTINGS_OF_NEW_PLANS } from './calibration/new-plans-2024.js';
import type { Chance } from './chance.js';

/** URNs 16xxxx and UKPRNs 1099xxxx name no real establishment. */
const urn = (chance: Chance): string => `16${chance.between(1_000, 1_180)}`;
const ukprn = (chance: Chance): string => `1099${chance.between(1_000, 1_012)}`;

interface NamedSetting {
  readonly urn?: string;
  readonly ukprn?: string;
  readonly senSetting?: string;
  readonly senUnit?: boolean;
  readonly resourcedProvision?: boolean;
  readonly rank?: number;
}

/** Where the child is taught when the request comes: mostly a mainstream school, or before school an early-years provider. */
export const settingAtRequest = (chance: Chance, age: number): { setting?: NamedSetting } => {
  if (age < 3 && chance.happens(0.5)) return {};
  if (age < 4) return { setting: chance.happens(0.6) ? { senSetting: 'EYP' } : { urn: urn(chance) } };
  if (age >= 16) return chance.happens(0.8) ? { setting: { ukprn: ukprn(chance) } } : {};
  return { setting: { urn: urn(chance) } };
};

/** What Section I of a new plan names: a setting, or only its type. */
export const settingInPlan = (
  chance: Chance,
  age: number,
): { readonly settings?: NamedSetting[]; readonly settingType?: string } => {
  const kind = chance.weighted(SETTINGS_OF_NEW_PLANS.map(([one, plans]) => [one, plans * fitting(one, age)] as const));
  switch (kind) {
    case 'mainstream':
    case 'special':
    case 'alternative':
      return { settings: [{ urn: urn(chance), senUnit: false, resourcedProvision: false, rank: 1 }] };
    case 'resourced':
      return { settings: [{ urn: urn(chance), senUnit: false, resourcedProvision: true, rank: 1 }] };
    case 'sen_unit':
      return { settings: [{ urn: urn(chance), senUnit: true, resourcedProvision: false, rank: 1 }] };
    case 'college':
      return { settings: [{ ukprn: ukprn(chance), rank: 1 }] };
    case 'early_years':
      return { settings: [{ senSetting: 'EYP', rank: 1 }] };
    case 'type_only':
      return { settingType: 'mainstream school' };
    default:
      return { settings: [{ senSetting: kind, rank: 1 }] };
  }
};

/** Colleges are for those over 16, early years for those under 5; the weights keep the shares of all ages together. */
const fitting = (kind: (typeof SETTINGS_OF_NEW_PLANS)[number][0], age: number): number => {
  switch (kind) {
    case 'college':
      return age >= 16 ? 40 : 0;
    case 'NEET':
      return age >= 16 ? 6 : 0;
    case 'early_years':
      return age <= 4 ? 4 : 0;
    case 'mainstream':
    case 'resourced':
    case 'sen_unit':
      return age >= 17 ? 0.3 : 1;
    default:
      return 1;
  }
};
