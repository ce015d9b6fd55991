/*
 * What new plans say, in England in 2024.
 *
 * Source: Department for Education, "Education, health and care plans", reporting year 2025, sen_need_newplans.csv and
 * newplans.csv. Open Government Licence v3.0; see NOTICE.md.
 */

/** Primary needs of new plans by age, from the youngest: up to which age, and plans by need. Unknown ones are left out. */
export const NEEDS_BY_AGE = [
  {
    upTo: 4,
    needs: [
      ['SLCN', 15_460],
      ['ASD', 9_391],
      ['SEMH', 1_459],
      ['MLD', 1_185],
      ['PD', 1_061],
      ['SLD', 593],
      ['PMLD', 456],
      ['HI', 339],
      ['OTH', 314],
      ['VI', 163],
      ['SPLD', 169],
      ['MSI', 84],
    ],
  },
  {
    upTo: 6,
    needs: [
      ['SLCN', 4_580],
      ['SEMH', 3_720],
      ['ASD', 3_588],
      ['MLD', 865],
      ['PD', 264],
      ['SPLD', 145],
      ['OTH', 132],
      ['SLD', 115],
      ['HI', 94],
      ['VI', 71],
      ['PMLD', 39],
      ['MSI', 23],
    ],
  },
  {
    upTo: 10,
    needs: [
      ['SEMH', 9_052],
      ['ASD', 7_592],
      ['SLCN', 5_161],
      ['MLD', 3_877],
      ['SPLD', 1_353],
      ['PD', 501],
      ['OTH', 396],
      ['SLD', 315],
      ['HI', 160],
      ['VI', 127],
      ['PMLD', 75],
      ['MSI', 40],
    ],
  },
  {
    upTo: 15,
    needs: [
      ['SEMH', 10_696],
      ['ASD', 5_631],
      ['SLCN', 1_726],
      ['MLD', 1_314],
      ['SPLD', 520],
      ['PD', 356],
      ['OTH', 310],
      ['SLD', 167],
      ['HI', 97],
      ['VI', 81],
      ['PMLD', 41],
      ['MSI', 28],
    ],
  },
  {
    upTo: 25,
    needs: [
      ['SEMH', 713],
      ['ASD', 654],
      ['SLCN', 131],
      ['MLD', 118],
      ['PD', 84],
      ['SPLD', 35],
      ['OTH', 34],
      ['SLD', 34],
      ['HI', 15],
      ['VI', 15],
      ['PMLD', 12],
      ['MSI', 4],
    ],
  },
] as const;

/** Where new plans name a place: what kind, and plans of 2024. */
export const SETTINGS_OF_NEW_PLANS = [
  ['mainstream', 70_919],
  ['resourced', 1_438],
  ['sen_unit', 1_012],
  ['special', 9_064],
  ['alternative', 1_407],
  ['college', 2_784],
  ['early_years', 3_528],
  ['EHE', 1_216],
  ['OLA', 1_166],
  ['OPA', 211],
  ['NEET', 475],
  ['NIEO', 770],
  ['OTH', 462],
  ['type_only', 3_204],
] as const;

export type SettingOfNewPlan = (typeof SETTINGS_OF_NEW_PLANS)[number][0];
