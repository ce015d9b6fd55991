/** The nine files of a COLLECT "Blade" export, parents before children (data-standards.md §1.2, §1.5). */
export const MODULES = [
  'sen2',
  'person',
  'requests',
  'assessment',
  'namedplan',
  'plandetail',
  'activeplans',
  'placementdetail',
  'senneed',
] as const;

export type ModuleName = (typeof MODULES)[number];

/** The module above each module; active plans hang on the request, not on the assessment. */
export const PARENT: Readonly<Record<ModuleName, ModuleName | null>> = {
  sen2: null,
  person: 'sen2',
  requests: 'person',
  assessment: 'requests',
  namedplan: 'assessment',
  plandetail: 'namedplan',
  activeplans: 'requests',
  placementdetail: 'activeplans',
  senneed: 'activeplans',
};

/** Column that holds a module's own key. */
export const keyColumn = (module: ModuleName): string => `${module}tableid`;

/** Column that holds the key of the row above; null for the header. */
export const parentColumn = (module: ModuleName): string | null => {
  const parent = PARENT[module];
  return parent === null ? null : keyColumn(parent);
};
