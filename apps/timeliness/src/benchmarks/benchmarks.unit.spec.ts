import { describe, expect, it } from '@jest/globals';
import { currentLocalAuthorities, LOCAL_AUTHORITIES } from '@ehc/pathway';
import {
  BENCHMARKED_MEASURES,
  benchmarksFor,
  benchmarkYears,
  latestBenchmarkYear,
  type BenchmarkFigure,
  type Benchmarks,
} from './index.js';

const NOTTINGHAMSHIRE = '891';
const NOTTINGHAM = '892';

const of = (authority: string, measure: string, year: number): Benchmarks => {
  const benchmarks = benchmarksFor(authority, measure, year);
  if (benchmarks === undefined) throw new Error(`nothing for ${authority} ${measure} ${year}`);
  return benchmarks;
};
const england = (measure: string, year: number) => of(NOTTINGHAMSHIRE, measure, year).england;
const own = (authority: string, measure: string, year: number) => of(authority, measure, year).authority;
const fraction = ({ numerator, denominator }: BenchmarkFigure) => [numerator, denominator];
const round1 = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

describe('England, as in statutory-rules §3.1', () => {
  it.each([
    ['twenty_weeks.ex', 39_407, 84_866, 46.4],
    ['twenty_weeks.inc', 41_448, 90_392, 45.9],
    ['twenty_weeks.band.20to52.inc', 42_402, 90_392, 46.9],
    ['twenty_weeks.band.over52.inc', 6_478, 90_392, 7.2],
    ['twenty_weeks.flagged', 5_526, 90_392, 6.1],
    ['six_weeks', 126_160, 126_160 + 22_593, 84.8],
    ['no_plan_16_weeks', 2_179, 6_391, 34.1],
    ['sen2.annual_review_4_weeks', 154_924, 348_759, 44.4],
    ['requests.assess', 101_045, 154_489, 65.4],
    ['requests.refuse', 38_889, 154_489, 25.2],
    ['requests.undecided', 12_038, 154_489, 7.8],
    ['requests.withdrawn', 2_517, 154_489, 1.6],
    ['appeals.rate', 22_276, 689_739, 3.2],
    ['appeals.rate.in_development', 20_771, 364_912, 5.7],
  ])('2024: %s is %i of %i, %f%%', (measure, numerator, denominator, percent) => {
    const figure = england(measure, 2024);
    expect(fraction(figure)).toEqual([numerator, denominator]);
    expect(figure.value).toBe((100 * numerator) / denominator);
    expect(round1(figure.value)).toBe(percent);
    expect(figure.status).toBe('published');
  });

  it.each([
    ['requests.received', 154_489],
    ['plans.new', 97_747],
    ['plans.ceased', 44_862],
    ['plans.active', 638_745],
    ['appeals.registered', 22_276],
  ])('2024: %s is %i', (measure, value) => {
    expect(england(measure, 2024)).toMatchObject({ numerator: value, denominator: null, value, status: 'published' });
  });

  // data-standards §4.1
  it.each([
    ['twenty_weeks.ex', 2014, [64.3, 59.2, 58.6, 64.9, 60.1, 60.4, 58.0, 59.9, 49.2, 50.3, 46.4]],
    ['twenty_weeks.inc', 2014, [61.5, 54.6, 55.7, 61.3, 58.0, 58.7, 55.6, 57.9, 47.7, 49.1, 45.9]],
    ['requests.refuse', 2016, [26.8, 22.6, 24.7, 22.8, 21.6, 22.3, 22.1, 24.0, 25.2]],
    ['requests.received', 2016, [55_235, 64_555, 72_423, 82_329, 75_951, 93_302, 114_482, 138_242, 154_489]],
    ['plans.new', 2014, [1_359, 24_654, 36_094, 42_162, 48_907, 53_899, 60_097, 62_180, 66_706, 84_428, 97_747]],
    ['plans.active', 2018, [353_995, 390_109, 430_697, 473_255, 517_048, 576_474, 638_745]],
    ['appeals.registered', 2014, [4_108, 3_126, 3_863, 4_988, 6_023, 7_385, 7_843, 9_184, 12_796, 15_615, 22_276]],
  ])('%s from %i', (measure, first, values) => {
    expect(values.map((_, index) => round1(england(measure, first + index).value))).toEqual(values);
  });
});

describe('Named authorities, as in data-standards §4.3', () => {
  it.each([
    [NOTTINGHAMSHIRE, [667, 674, 811, 1087, 1380, 1719]],
    [NOTTINGHAM, [263, 237, 276, 365, 496, 579]],
    ['874', [316, 263, 347, 418, 549, 685]],
    ['812', [239, 211, 281, 326, 423, 502]],
    ['857', [62, 62, 53, 53, 79, 75]],
    ['856', [601, 530, 771, 836, null, 883]],
    ['940', [null, null, 406, 980, 1065, 1329]],
  ])('%s: requests from 2019', (code, values) => {
    expect([2019, 2020, 2021, 2022, 2023, 2024].map((year) => own(code, 'requests.received', year).value)).toEqual(
      values,
    );
  });

  it.each([
    [NOTTINGHAMSHIRE, [85.2, 98, 43.7, 4.5, 32.3, 37.5]],
    [NOTTINGHAM, [98.1, 83.4, 81.7, 45.5, 67.1, 29.9]],
    ['812', [36.5, 81, 39.7, 62.5, 38.7, 36.8]],
    ['941', [null, null, 34.9, 10, 6.2, 12.2]],
  ])('%s: within 20 weeks excluding exceptions from 2019', (code, values) => {
    expect(
      [2019, 2020, 2021, 2022, 2023, 2024].map((year) => round1(own(code, 'twenty_weeks.ex', year).value)),
    ).toEqual(values);
  });

  it('Nottinghamshire and Nottingham, 2024', () => {
    expect(fraction(own(NOTTINGHAMSHIRE, 'twenty_weeks.inc', 2024))).toEqual([472, 1259]);
    expect(fraction(own(NOTTINGHAMSHIRE, 'six_weeks', 2024))).toEqual([1639, 1639 + 32]);
    expect(fraction(own(NOTTINGHAMSHIRE, 'no_plan_16_weeks', 2024))).toEqual([29, 162]);
    expect(fraction(own(NOTTINGHAMSHIRE, 'sen2.annual_review_4_weeks', 2024))).toEqual([2840, 3769]);
    expect(own(NOTTINGHAMSHIRE, 'plans.new', 2024).value).toBe(1295);
    expect(own(NOTTINGHAMSHIRE, 'plans.ceased', 2024).value).toBe(453);
    expect([2023, 2024].map((year) => own(NOTTINGHAMSHIRE, 'plans.active', year).value)).toEqual([4275, 5422]);
    expect(fraction(own(NOTTINGHAM, 'twenty_weeks.ex', 2024))).toEqual([88, 294]);
    expect(of(NOTTINGHAM, 'twenty_weeks.ex', 2024).region.place.name).toBe('East Midlands');
  });
});

describe('Appeals are matched by name, not by the codes printed', () => {
  it.each([
    [NOTTINGHAMSHIRE, 184, 3.1, 4.9],
    [NOTTINGHAM, 52, 2.5, 3.6],
    ['940', 178, 3.6, 5.8],
    ['941', 188, 4.2, 7.1],
  ])('%s in 2024: %i', (code, appeals, rate, inDevelopment) => {
    expect(own(code, 'appeals.registered', 2024).value).toBe(appeals);
    expect(round1(own(code, 'appeals.rate', 2024).value)).toBe(rate);
    expect(round1(own(code, 'appeals.rate.in_development', 2024).value)).toBe(inDevelopment);
  });

  it.each([
    ['874', 49],
    ['812', 10],
    ['857', 8],
    ['856', 97],
    ['855', 196],
    ['831', 190],
    ['830', 536],
    ['925', 186],
  ])('%s in 2024: %i', (code, appeals) => expect(own(code, 'appeals.registered', 2024).value).toBe(appeals));

  it('Northamptonshire 2020 is 928’s; Cambridgeshire and Central Bedfordshire keep their own', () => {
    expect(own('928', 'appeals.registered', 2020).value).toBe(131);
    expect(own('873', 'appeals.rate', 2014).denominator).toBe(3430);
    expect(own('823', 'appeals.rate', 2014).denominator).toBe(1141);
  });

  it('the two Dorsets have their years each', () => {
    expect(own('835', 'appeals.registered', 2018).value).toBe(44);
    expect(own('838', 'appeals.registered', 2018).value).toBeNull();
    expect(own('838', 'appeals.registered', 2019).value).toBe(57);
  });

  it('a region’s are the sum of its authorities, and say so', () => {
    const region = of(NOTTINGHAMSHIRE, 'appeals.registered', 2024).region;
    const authorities = currentLocalAuthorities().filter((la) => la.region === 'East Midlands');
    const sum = authorities.reduce((total, la) => total + (own(la.code, 'appeals.registered', 2024).value ?? 0), 0);
    expect(region).toMatchObject({ value: sum, derived: true, status: 'published' });
    expect(england('appeals.registered', 2024).derived).toBe(false);
  });
});

describe('What is not published, or not right', () => {
  it('x is not available, a missing row too, and z is not applicable', () => {
    expect(own('856', 'requests.received', 2023)).toMatchObject({ status: 'not_available', value: null });
    expect(own('856', 'twenty_weeks.ex', 2023)).toMatchObject({
      status: 'not_available',
      notes: ['Nothing is published for Leicester for 2023.'],
    });
    expect(benchmarksFor(NOTTINGHAMSHIRE, 'requests.received', 2014)).toBeUndefined(); // z for everyone
  });

  it('says when an authority did not exist', () => {
    expect(own('942', 'requests.received', 2021).notes).toEqual([
      'Cumberland was formed later: its figures begin with 2023.',
    ]);
    expect(own('928', 'requests.received', 2024).notes).toEqual([
      'Northamptonshire was abolished: its figures end with 2020.',
    ]);
  });

  it('new plans of 2022 in Yorkshire and The Humber are the region’s total fifteen times', () => {
    const authorities = LOCAL_AUTHORITIES.filter((la) => la.region === 'Yorkshire and The Humber');
    expect(authorities).toHaveLength(15);
    for (const { code } of authorities) {
      expect(own(code, 'plans.new', 2022)).toMatchObject({ value: 6078, doubtful: true });
    }
    expect(of('812', 'plans.new', 2022).region).toMatchObject({ value: 6078, doubtful: false });
    expect(own('812', 'plans.new', 2022).notes.join()).toContain('the total of Yorkshire and The Humber');
    expect(own('812', 'plans.new', 2023).doubtful).toBe(false);
  });

  it('no share where there is nothing to divide by', () => {
    const dorset = own('838', 'twenty_weeks.ex', 2024);
    expect(dorset).toMatchObject({ numerator: 0, denominator: 0, value: null, status: 'published' });
    expect(dorset.notes.join()).toContain('classed all new plans of 2024');
  });

  it('notes what follows from the counts', () => {
    expect(own('358', 'six_weeks', 2023).notes).toEqual([
      'DfE prints 85.5%, out of more decisions than its two counts show.',
    ]);
    expect(own('812', 'twenty_weeks.inc', 2023).notes.join()).toContain('above the one excluding them');
    expect(england('twenty_weeks.band.to20.inc', 2024).notes.join()).toContain('64 of the plans counted are in none');
    expect(own('856', 'requests.withdrawn', 2024)).toMatchObject({ numerator: 298, doubtful: true });
  });
});

describe('Statistical neighbours', () => {
  it('are the ten of the table, nearest first', () => {
    expect(of(NOTTINGHAMSHIRE, 'twenty_weeks.ex', 2024).neighbours.names).toEqual([
      'Derbyshire',
      'Suffolk',
      'Somerset',
      'Kent',
      'Norfolk',
      'Warwickshire',
      'Leicestershire',
      'North Somerset',
      'Staffordshire',
      'Lancashire',
    ]);
  });

  it('every authority of today has ten, all of them known', () => {
    for (const { code } of currentLocalAuthorities()) {
      const { names, figures } = of(code, 'twenty_weeks.inc', 2024).neighbours;
      expect(names).toHaveLength(10);
      expect(new Set(names).size).toBe(10);
      expect(figures.map((figure) => figure.place.name)).toEqual(names);
      expect(figures.map((figure) => figure.place.code)).not.toContain(code);
    }
    expect(of('928', 'twenty_weeks.inc', 2020).neighbours).toMatchObject({ names: [], pooled: null, median: null });
  });

  it('are pooled: sum of numerators over sum of denominators', () => {
    const { figures, pooled, median, counted } = of(NOTTINGHAMSHIRE, 'twenty_weeks.ex', 2024).neighbours;
    const numerator = figures.reduce((sum, figure) => sum + (figure.numerator as number), 0);
    const denominator = figures.reduce((sum, figure) => sum + (figure.denominator as number), 0);
    expect(pooled).toEqual({ numerator, denominator, value: (100 * numerator) / denominator });
    const sorted = figures.map((figure) => figure.value as number).sort((a, b) => a - b);
    expect(median).toBe(((sorted[4] as number) + (sorted[5] as number)) / 2);
    expect(counted).toBe(10);
  });

  it('without a figure, or with a doubtful one, are named and not counted', () => {
    // Surrey's reviews were suppressed; it is a neighbour of Windsor and Maidenhead.
    const reviews = of('868', 'sen2.annual_review_4_weeks', 2024).neighbours;
    expect(reviews.names).toContain('Surrey');
    expect(reviews.counted).toBeLessThan(10);
    const newPlans = of('812', 'plans.new', 2022).neighbours;
    expect(newPlans.figures.filter((figure) => figure.doubtful).map((figure) => figure.place.name)).toEqual([
      'Doncaster',
      'Rotherham',
      'Wakefield',
      'Barnsley',
    ]);
    expect(newPlans).toMatchObject({ counted: 6, pooled: null });
    expect(newPlans.median).toBeLessThan(1000);
  });
});

describe('An answer', () => {
  it('names its definition where it differs, its source and its licence', () => {
    const six = of(NOTTINGHAM, 'six_weeks', 2024);
    expect(six.footnote).toMatch(/every request of the return with outcome Y or N, those received the year before/);
    expect(six.source).toEqual({
      publisher: 'Department for Education',
      title: 'Education, health and care plans, reporting year 2025',
      licence: 'Open Government Licence v3.0',
    });
    expect(of(NOTTINGHAM, 'twenty_weeks.inc', 2016).source.title).toContain('reporting year 2022');
    expect(of(NOTTINGHAM, 'plans.new', 2021).footnote).toContain('the series breaks');
    expect(of(NOTTINGHAM, 'plans.new', 2022).footnote).toBeNull();
    expect(of(NOTTINGHAM, 'appeals.registered', 2020).source.publisher).toBe('Ministry of Justice');
  });

  it('is given for the years published, and no others', () => {
    expect(benchmarkYears('six_weeks')).toEqual([2023, 2024]);
    expect(benchmarkYears('plans.ceased')).toEqual([2022, 2023, 2024]);
    expect(benchmarkYears('plans.active')).toEqual([2018, 2019, 2020, 2021, 2022, 2023, 2024]);
    expect(benchmarkYears('open.total')).toEqual([]);
    expect(latestBenchmarkYear('twenty_weeks.ex')).toBe(2024);
    expect(latestBenchmarkYear('twenty_weeks.ex', 2019)).toBe(2019);
    expect(latestBenchmarkYear('six_weeks', 2022)).toBeUndefined();
    expect(benchmarksFor(NOTTINGHAM, 'six_weeks', 2022)).toBeUndefined();
    expect(benchmarksFor(NOTTINGHAM, 'twenty_weeks.ex', 2025)).toBeUndefined();
    expect(benchmarksFor('999', 'twenty_weeks.ex', 2024)).toBeUndefined();
    expect(benchmarksFor(NOTTINGHAM, 'open.total', 2024)).toBeUndefined();
  });

  it('adds up: where every authority is published, they sum to England and to their regions', () => {
    const checked: string[] = [];
    const summable = BENCHMARKED_MEASURES.filter((measure) => !measure.id.startsWith('appeals.rate.'));
    for (const measure of summable) {
      for (const year of benchmarkYears(measure.id)) {
        const answers = LOCAL_AUTHORITIES.map((la) => of(la.code, measure.id, year));
        const total = answers[0]?.england as BenchmarkFigure;
        if (total.notes.length > 0 || answers.some((answer) => answer.authority.doubtful)) continue;
        const sum = (part: 'numerator' | 'denominator') =>
          answers.reduce((running, answer) => running + (answer.authority[part] ?? 0), 0);
        const unpublished = answers.some(
          (answer) => answer.authority.numerator === null && answer.authority.notes.length === 0,
        );
        if (unpublished) continue;
        checked.push(`${measure.id} ${year}`);
        expect([measure.id, year, sum('numerator')]).toEqual([measure.id, year, total.numerator]);
        if (total.denominator !== null) {
          expect([measure.id, year, sum('denominator')]).toEqual([measure.id, year, total.denominator]);
        }
      }
    }
    expect(checked.length).toBeGreaterThan(80);
  });
});
