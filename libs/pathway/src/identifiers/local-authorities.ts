import { LOCAL_AUTHORITIES, type LocalAuthority } from './local-authorities.data.js';

const byCode = new Map(LOCAL_AUTHORITIES.map((la) => [la.code, la]));
const byOns = new Map(LOCAL_AUTHORITIES.flatMap((la) => la.ons.map((ons) => [ons, la] as const)));
const byName = new Map<string, LocalAuthority[]>();
for (const la of LOCAL_AUTHORITIES) {
  for (const name of new Set([la.name, ...(la.otherNames ?? [])].map(nameKey))) {
    byName.set(name, [...(byName.get(name) ?? []), la]);
  }
}

/**
 * The authority with this DfE code, retired ones too.
 *
 * Do **not** use it on the Ministry of Justice's table of SEND appeals, which prints other authorities' codes: Nottingham
 * 891, Nottinghamshire 928, Northamptonshire 892, Central Bedfordshire 873 and Cambridgeshire 823. Use {@link laByName}.
 */
export function laByCode(code: string): LocalAuthority | undefined {
  return byCode.get(code.trim());
}

/** The authority that has or had this ONS code (E06…, E08…, E09…, E10…). */
export function laByOns(ons: string): LocalAuthority | undefined {
  return byOns.get(ons.trim().toUpperCase());
}

/**
 * The authority of this name, as printed by the DfE, by the Ministry of Justice (with footnote marks: `Dorset6`) or by
 * the statistical neighbours' file (`Bedford Borough`, `Durham`). Letter case, commas, full stops, hyphens, `&` and
 * "Council", "Borough of" and the like make no difference.
 *
 * @param year where a name passed from one authority to another (Dorset, 2019), the calendar year meant; without it,
 *   the authority of today
 */
export function laByName(name: string, year?: number): LocalAuthority | undefined {
  const found = byName.get(nameKey(name));
  if (found === undefined) return undefined;
  const current = found.find((la) => la.until === undefined) ?? found[0];
  if (year === undefined) return current;
  return found.find((la) => (la.from ?? 0) <= year && year <= (la.until ?? Infinity)) ?? current;
}

/** The authorities whose codes are in use, in the order of the codes. */
export function currentLocalAuthorities(): readonly LocalAuthority[] {
  return LOCAL_AUTHORITIES.filter((la) => la.until === undefined);
}

/** What of a name tells authorities apart. */
function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/\d+\s*$/, '') // a footnote mark
    .replace(/[.,'’\u2010-\u2013-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(the )?((royal|london|metropolitan) )*borough of /, '')
    .replace(/( (royal|london|metropolitan|county|city|district|borough|unitary))* council$/, '');
}
