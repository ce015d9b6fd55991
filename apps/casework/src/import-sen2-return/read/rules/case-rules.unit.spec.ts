import { describe, expect, it } from '@jest/globals';
import type { LaCode } from '@ehc/pathway';
import type { ActivePlanRow, AssessmentRow, NamedPlanRow, PersonRow, PlacementRow, RequestRow } from '../rows.js';
import {
  ACTIVE_PLAN_RULES,
  ASSESSMENT_RULES,
  NAMED_PLAN_RULES,
  PERSON_RULES,
  PLACEMENT_RULES,
  REQUEST_RULES,
  assessmentUndated,
  requestUndated,
  type ReturnFacts,
} from './case-rules.js';
import { faultsOf, type Fault } from './rule.js';

const RETURN: ReturnFacts = { authority: '892', made: '2025-01-31', referenceDate: '2025-01-16' };
const DERBY = '831' as LaCode;
const NOTTINGHAM = '892' as LaCode;

const namedPlan = (change: Partial<NamedPlanRow> = {}): NamedPlanRow => ({
  line: 2,
  startDate: '2024-07-16',
  planRes: null,
  planWbp: null,
  pb: false,
  oa: false,
  dp: null,
  ceaseDate: null,
  ceaseReason: null,
  planDetails: [],
  ...change,
});
const assessment = (change: Partial<AssessmentRow> = {}): AssessmentRow => ({
  line: 2,
  assessmentOutcome: 'Y',
  assessmentOutcomeDate: '2024-07-16',
  assessmentMediation: false,
  assessmentTribunal: false,
  otherMediation: false,
  otherTribunal: false,
  week20: false,
  namedPlan: namedPlan(),
  furtherNamedPlans: [],
  namedPlanLeftOut: false,
  ...change,
});
const activePlan = (change: Partial<ActivePlanRow> = {}): ActivePlanRow => ({
  line: 2,
  transferLa: null,
  reviewMeeting: '2024-12-01',
  reviewOutcome: 'M',
  lastReview: '2024-12-20',
  reviewDraft: null,
  phaseTransferDueDate: '2025-02-15',
  phaseTransferFinalDate: null,
  res: null,
  wbp: null,
  placements: [],
  needs: [],
  ...change,
});
const request = (change: Partial<RequestRow> = {}): RequestRow => ({
  line: 2,
  receivedDate: '2024-03-12',
  requestSource: '2',
  rya: false,
  requestOutcomeDate: '2024-04-19',
  requestOutcome: 'Y',
  requestMediation: false,
  requestTribunal: false,
  exported: null,
  assessment: assessment(),
  furtherAssessments: [],
  activePlan: activePlan(),
  furtherActivePlans: [],
  assessmentLeftOut: false,
  activePlanLeftOut: false,
  ...change,
});
const person = (change: Partial<PersonRow> = {}): PersonRow => ({
  line: 2,
  surname: 'Made',
  forename: 'Up',
  personBirthDate: '2015-05-05',
  sex: 'F',
  ethnicity: 'WBRI',
  postCode: 'ZZ1 1ZZ',
  upn: null,
  upnDoubtful: false,
  uniqueLearnerNumber: null,
  ulnDoubtful: false,
  upnUnknown: 'UN8',
  requests: [request()],
  requestsLeftOut: false,
  ...change,
});

const said = (faults: readonly Fault[]): string[] => faults.map(({ rule, field }) => `${rule.id} ${field}`);

const ofPerson = (change: Partial<PersonRow>): string[] =>
  said(faultsOf(PERSON_RULES, { header: RETURN, person: person(change) }));
const ofRequest = (change: Partial<RequestRow>): string[] =>
  said(faultsOf(REQUEST_RULES, { header: RETURN, request: request(change) }));
const ofAssessment = (change: Partial<AssessmentRow>): string[] =>
  said(faultsOf(ASSESSMENT_RULES, { assessment: assessment(change) }));
const ofNamedPlan = (change: Partial<NamedPlanRow>, ceaseUnreadable = false): string[] =>
  said(faultsOf(NAMED_PLAN_RULES, { namedPlan: namedPlan(change), ceaseUnreadable }));
const ofActivePlan = (
  change: Partial<ActivePlanRow>,
  around: Partial<RequestRow> = {},
  reviewOutcomeUnreadable = false,
): string[] =>
  said(
    faultsOf(ACTIVE_PLAN_RULES, {
      header: RETURN,
      request: request(around),
      activePlan: activePlan(change),
      reviewOutcomeUnreadable,
    }),
  );

describe('a plausible case', () => {
  it('breaks no rule', () => {
    expect([ofPerson({}), ofRequest({}), ofAssessment({}), ofNamedPlan({}), ofActivePlan({})].flat()).toEqual([]);
  });
});

describe('a person', () => {
  it('has a request', () => {
    expect(ofPerson({ requests: [] })).toEqual(['SEN2-R047 ']);
    expect(ofPerson({ requests: [], requestsLeftOut: true })).toEqual([]);
  });

  it('is born before each request, and before the return', () => {
    expect(ofPerson({ personBirthDate: '2024-03-13' })).toEqual(['SEN2-R044 personbirthdate']);
    expect(ofPerson({ personBirthDate: '2024-03-12' })).toEqual([]);
    expect(ofPerson({ personBirthDate: '2025-02-01', requests: [], requestsLeftOut: true })).toEqual([
      'SEN2-R044 personbirthdate',
    ]);
  });

  it('has no active plan past the end of the academic year of the 25th birthday', () => {
    const asked = { requests: [request({ receivedDate: '2016-02-09' })] };
    expect(ofPerson({ ...asked, personBirthDate: '1999-08-31' })).toEqual(['SEN2-R045 personbirthdate']);
    expect(ofPerson({ ...asked, personBirthDate: '1999-09-01' })).toEqual([]);
    expect(
      ofPerson({
        personBirthDate: '1999-08-31',
        requests: [request({ receivedDate: '2016-02-09', activePlan: null })],
      }),
    ).toEqual([]);
    const ceased = assessment({ namedPlan: namedPlan({ ceaseDate: '2024-08-31' }) });
    expect(
      ofPerson({
        personBirthDate: '1999-08-31',
        requests: [request({ receivedDate: '2016-02-09', assessment: ceased })],
      }),
    ).toEqual([]);
  });

  it('is not too old when a request is received', () => {
    expect(ofPerson({ personBirthDate: '1998-05-05', requests: [request({ activePlan: null })] })).toEqual([
      'SEN2-R046 personbirthdate',
    ]);
  });

  it('whose birth date is not known breaks no rule about it', () => {
    expect(ofPerson({ personBirthDate: null })).toEqual([]);
  });
});

describe('a request', () => {
  it('that was agreed has an assessment, unless the person moved away', () => {
    const none = { assessment: null, activePlan: null };
    expect(ofRequest(none)).toEqual(['SEN2-R050 requestoutcome']);
    expect(ofRequest({ ...none, exported: DERBY })).toEqual([]);
    expect(ofRequest({ ...none, assessmentLeftOut: true })).toEqual([]);
    expect(ofRequest({ ...none, requestOutcome: 'H' })).toEqual([]);
  });

  it('that was refused has none, unless there was mediation or an appeal', () => {
    expect(ofRequest({ requestOutcome: 'N' })).toEqual(['SEN2-R051 requestoutcome']);
    expect(ofRequest({ requestOutcome: 'N', requestMediation: true })).toEqual([]);
    expect(ofRequest({ requestOutcome: 'N', requestTribunal: true })).toEqual([]);
    expect(ofRequest({ requestOutcome: 'N', assessment: null, activePlan: null })).toEqual([]);
  });

  it.each(['A', 'W'] as const)(
    'with outcome %s has neither an assessment nor a date of a decision',
    (requestOutcome) => {
      expect(ofRequest({ requestOutcome, requestOutcomeDate: null })).toEqual(['SEN2-R052 requestoutcome']);
      expect(ofRequest({ requestOutcome, assessment: null, activePlan: null })).toEqual([
        'SEN2-R054 requestoutcomedate',
      ]);
    },
  );

  it('of a person who moved away led to no plan here', () => {
    expect(ofRequest({ exported: DERBY })).toEqual(['SEN2-R055 exported']);
    expect(ofRequest({ exported: DERBY, assessment: null })).toEqual(['SEN2-R055 exported']);
    expect(ofRequest({ exported: DERBY, activePlan: null })).toEqual(['SEN2-R055 exported']);
    const underWay = assessment({ assessmentOutcome: 'A', assessmentOutcomeDate: null, namedPlan: null });
    expect(ofRequest({ exported: DERBY, activePlan: null, assessment: underWay })).toEqual([]);
  });

  it('is not exported to its own authority', () => {
    expect(ofRequest({ exported: NOTTINGHAM, activePlan: null, assessment: null })).toEqual(['SEN2-R057 exported']);
  });

  it('that was decided has a date', () => {
    const undated = (requestOutcome: RequestRow['requestOutcome']): string[] =>
      said(faultsOf([requestUndated], { requestOutcome }));
    expect(undated('Y')).toEqual(['SEN2-R053 requestoutcomedate']);
    expect(undated('N')).toEqual(['SEN2-R053 requestoutcomedate']);
    for (const outcome of ['A', 'W', 'H'] as const) expect(undated(outcome)).toEqual([]);
  });
});

describe('an assessment', () => {
  it('after which no plan was to be issued has none, unless there was mediation or an appeal', () => {
    expect(ofAssessment({ assessmentOutcome: 'N' })).toEqual(['SEN2-R058 assessmentoutcome']);
    expect(ofAssessment({ assessmentOutcome: 'N', assessmentMediation: true })).toEqual([]);
    expect(ofAssessment({ assessmentOutcome: 'N', assessmentTribunal: true })).toEqual([]);
    // About the contents of a plan: no reversal (measures-contract.md, "Overturned").
    expect(ofAssessment({ assessmentOutcome: 'N', otherTribunal: true })).toEqual(['SEN2-R058 assessmentoutcome']);
    expect(ofAssessment({ assessmentOutcome: 'N', namedPlan: null })).toEqual([]);
  });

  it.each(['A', 'W'] as const)('with outcome %s has neither a plan nor a date of a decision', (assessmentOutcome) => {
    expect(ofAssessment({ assessmentOutcome, assessmentOutcomeDate: null })).toEqual(['SEN2-R059 assessmentoutcome']);
    expect(ofAssessment({ assessmentOutcome, namedPlan: null })).toEqual(['SEN2-R054 assessmentoutcomedate']);
  });

  it('after which a plan was issued has it', () => {
    expect(ofAssessment({ namedPlan: null })).toEqual(['SEN2-R060 assessmentoutcome']);
    expect(ofAssessment({ namedPlan: null, namedPlanLeftOut: true })).toEqual([]);
    expect(ofAssessment({ namedPlan: null, assessmentOutcomeDate: null })).toEqual([]);
    expect(ofAssessment({ namedPlan: null, assessmentOutcomeDate: null, assessmentOutcome: 'H' })).toEqual([
      'SEN2-R060 assessmentoutcome',
    ]);
  });

  it('that was decided has a date, but for a plan decided on and not issued yet', () => {
    const undated = (change: Partial<AssessmentRow>): string[] =>
      said(faultsOf([assessmentUndated], assessment({ assessmentOutcomeDate: null, ...change })));
    expect(undated({ assessmentOutcome: 'N', namedPlan: null })).toEqual(['SEN2-R053 assessmentoutcomedate']);
    expect(undated({ assessmentOutcome: 'Y' })).toEqual(['SEN2-R053 assessmentoutcomedate']);
    expect(undated({ assessmentOutcome: 'Y', namedPlan: null })).toEqual([]);
    expect(undated({ assessmentOutcome: 'H' })).toEqual([]);
  });
});

describe('a named plan', () => {
  it('that ceased has a date and a reason', () => {
    expect(ofNamedPlan({ ceaseDate: '2024-11-05', ceaseReason: '5' })).toEqual([]);
    expect(ofNamedPlan({ ceaseReason: '5' })).toEqual(['SEN2-R065 ceasedate']);
    expect(ofNamedPlan({ ceaseDate: '2024-11-05' })).toEqual(['SEN2-R066 ceasereason']);
    expect(ofNamedPlan({ ceaseDate: '2024-11-05' }, true)).toEqual([]);
    expect(ofNamedPlan({ ceaseReason: '5' }, true)).toEqual([]);
  });
});

describe('an active plan', () => {
  const ceasedOn = (ceaseDate: string): Partial<RequestRow> => ({
    assessment: assessment({ namedPlan: namedPlan({ ceaseDate, ceaseReason: '5' }) }),
  });

  it('has not ceased by the census date', () => {
    expect(ofActivePlan({}, ceasedOn('2025-01-16'))).toEqual(['SEN2-R061 requeststableid']);
    expect(ofActivePlan({}, ceasedOn('2025-01-17'))).toEqual([]);
    const reopened = assessment({
      namedPlan: namedPlan({ ceaseDate: '2024-09-01' }),
      furtherNamedPlans: [namedPlan()],
    });
    expect(ofActivePlan({}, { assessment: reopened })).toEqual([]);
  });

  it('has a plan', () => {
    const none = assessment({ namedPlan: null });
    expect(ofActivePlan({}, { assessment: null })).toEqual(['SEN2-R062 requeststableid']);
    expect(ofActivePlan({}, { assessment: none })).toEqual(['SEN2-R062 requeststableid']);
    expect(ofActivePlan({}, { assessment: null, assessmentLeftOut: true })).toEqual([]);
    expect(ofActivePlan({}, { assessment: { ...none, namedPlanLeftOut: true } })).toEqual([]);
  });

  it('that was transferred in has a historical assessment, and came from elsewhere', () => {
    const historical = { assessment: assessment({ assessmentOutcome: 'H', assessmentOutcomeDate: null }) };
    expect(ofActivePlan({ transferLa: DERBY }, historical)).toEqual([]);
    expect(ofActivePlan({ transferLa: DERBY })).toEqual(['SEN2-R063 transferla']);
    expect(ofActivePlan({ transferLa: NOTTINGHAM }, historical)).toEqual(['SEN2-R057 transferla']);
  });

  it('was reviewed in order, before the return, with an outcome', () => {
    expect(ofActivePlan({ lastReview: '2024-11-30' })).toEqual(['SEN2-R075 lastreview']);
    expect(ofActivePlan({ lastReview: '2024-12-01' })).toEqual([]);
    expect(ofActivePlan({ reviewMeeting: '2025-02-01', lastReview: null, reviewOutcome: null })).toEqual([
      'SEN2-R076 reviewmeeting',
    ]);
    expect(ofActivePlan({ lastReview: '2025-02-01' })).toEqual(['SEN2-R076 lastreview']);
    expect(ofActivePlan({ reviewDraft: '2025-02-01' })).toEqual(['SEN2-R076 reviewdraft']);
    expect(ofActivePlan({ reviewOutcome: null })).toEqual(['SEN2-R077 reviewoutcome']);
    expect(ofActivePlan({ reviewOutcome: null }, {}, true)).toEqual([]);
    expect(ofActivePlan({ reviewOutcome: null, reviewMeeting: null })).toEqual([]);
  });
});

describe('a placement', () => {
  it('is left after it is entered', () => {
    const placement = (entryDate: string | null, leavingDate: string | null): PlacementRow => ({
      line: 2,
      urn: null,
      ukprn: null,
      senSetting: 'OTH',
      senSettingOther: null,
      placementRank: '1',
      senUnitIndicator: null,
      resourcedProvisionIndicator: null,
      entryDate,
      leavingDate,
      res: null,
      wbp: null,
    });
    const of = (row: PlacementRow): string[] => said(faultsOf(PLACEMENT_RULES, row));
    expect(of(placement('2024-09-03', '2024-09-02'))).toEqual(['SEN2-R074 leavingdate']);
    expect(of(placement('2024-09-03', '2024-09-03'))).toEqual([]);
    expect(of(placement(null, '2024-09-02'))).toEqual([]);
    expect(of(placement('2024-09-03', null))).toEqual([]);
  });
});
