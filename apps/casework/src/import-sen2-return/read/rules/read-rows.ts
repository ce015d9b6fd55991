import {
  ASSESSMENT_OUTCOME,
  CEASE_REASON,
  ETHNICITY,
  GENDER_CURRENT,
  PLACEMENT_RANK,
  REQUEST_OUTCOME,
  REQUEST_SOURCE,
  RESIDENTIAL,
  REVIEW_OUTCOME,
  SEN_SETTING,
  SEN_TYPE,
  SEN_TYPE_RANK,
  SEX,
  UPN_UNKNOWN,
  type Sex,
} from '@ehc/pathway';
import type {
  ActivePlanRow,
  AssessmentRow,
  NamedPlanRow,
  NeedRow,
  PersonRow,
  PlacementRow,
  PlanDetailRow,
  RequestRow,
} from '../rows.js';
import { SEN2_RULES } from './catalogue.js';
import type { RowReader } from './row-reader.js';

// What of each row is in the row itself; the rows below and the line are added where they are known.

export type PersonFields = Omit<PersonRow, 'line' | 'requests' | 'requestsLeftOut'>;
export type RequestFields = Omit<
  RequestRow,
  | 'line'
  | 'assessment'
  | 'furtherAssessments'
  | 'assessmentLeftOut'
  | 'activePlan'
  | 'furtherActivePlans'
  | 'activePlanLeftOut'
>;
export type AssessmentFields = Omit<AssessmentRow, 'line' | 'namedPlan' | 'furtherNamedPlans' | 'namedPlanLeftOut'>;
export type NamedPlanFields = Omit<NamedPlanRow, 'line' | 'planDetails'>;
export type PlanDetailFields = Omit<PlanDetailRow, 'line'>;
export type ActivePlanFields = Omit<ActivePlanRow, 'line' | 'placements' | 'needs'>;
export type PlacementFields = Omit<PlacementRow, 'line'>;
export type NeedFields = Omit<NeedRow, 'line'>;

const { blank } = SEN2_RULES;

export function readPerson(row: RowReader): PersonFields {
  const { upn, wrongCheck: wrongUpn } = row.upn('upn');
  const { uln, wrongCheck: wrongUln } = row.uln('uniquelearnernumber');
  if (['upn', 'uniquelearnernumber', 'upnunknown'].every((column) => row.raw(column) === '')) {
    row.note(SEN2_RULES.noIdentifier, 'upnunknown');
  }
  return {
    surname: row.text('surname', blank),
    forename: row.text('forename', blank),
    personBirthDate: row.date('personbirthdate', blank),
    sex: readSex(row),
    ethnicity: row.code('ethnicity', ETHNICITY, blank),
    postCode: row.text('postcode', blank),
    upn,
    upnDoubtful: wrongUpn,
    uniqueLearnerNumber: uln,
    ulnDoubtful: wrongUln,
    upnUnknown: row.code('upnunknown', UPN_UNKNOWN),
  };
}

/** Sex; up to v1.1 GenderCurrent stood in its place, of which 0 and 9 have no counterpart. */
function readSex(row: RowReader): Sex | null {
  if (row.raw('gendercurrent') === '') return row.code('sex', SEX, blank);
  if (row.raw('sex') !== '') return row.code('sex', SEX);
  const gender = row.code('gendercurrent', GENDER_CURRENT);
  return gender === '1' ? 'M' : gender === '2' ? 'F' : null;
}

/** null: the row cannot be used. */
export function readRequest(row: RowReader): RequestFields | null {
  const receivedDate = row.neededDate('receiveddate');
  const requestOutcome = row.neededCode('requestoutcome', REQUEST_OUTCOME);
  if (receivedDate === null || requestOutcome === null) return null;
  return {
    receivedDate,
    // A historical request came before its source was asked for.
    requestSource: row.code('requestsource', REQUEST_SOURCE, requestOutcome === 'H' ? undefined : blank),
    rya: row.flag('rya'),
    requestOutcomeDate: row.date('requestoutcomedate'),
    requestOutcome,
    requestMediation: row.flag('requestmediation', blank) ?? false,
    requestTribunal: row.flag('requesttribunal', blank) ?? false,
    exported: row.authority('exported'),
  };
}

/** null: the row cannot be used. */
export function readAssessment(row: RowReader): AssessmentFields | null {
  const assessmentOutcome = row.neededCode('assessmentoutcome', ASSESSMENT_OUTCOME);
  if (assessmentOutcome === null) return null;
  return {
    assessmentOutcome,
    assessmentOutcomeDate: row.date('assessmentoutcomedate'),
    assessmentMediation: row.flag('assessmentmediation', blank) ?? false,
    assessmentTribunal: row.flag('assessmenttribunal', blank) ?? false,
    otherMediation: row.flag('othermediation', blank) ?? false,
    otherTribunal: row.flag('othertribunal', blank) ?? false,
    week20: row.flag('week20', SEN2_RULES.week20Blank) ?? false,
  };
}

/** null: the row cannot be used. */
export function readNamedPlan(row: RowReader): NamedPlanFields | null {
  const startDate = row.neededDate('startdate');
  if (startDate === null) return null;
  return {
    startDate,
    planRes: row.code('planres', RESIDENTIAL),
    planWbp: row.openCode('planwbp'),
    pb: row.flag('pb'),
    oa: row.flag('oa'),
    dp: row.openCode('dp'),
    ceaseDate: row.date('ceasedate'),
    ceaseReason: row.code('ceasereason', CEASE_REASON),
  };
}

export function readPlanDetail(row: RowReader): PlanDetailFields {
  return readSetting(row);
}

export function readActivePlan(row: RowReader): ActivePlanFields {
  return {
    transferLa: row.authority('transferla'),
    reviewMeeting: row.date('reviewmeeting'),
    reviewOutcome: row.code('reviewoutcome', REVIEW_OUTCOME),
    lastReview: row.date('lastreview'),
    reviewDraft: row.date('reviewdraft'),
    phaseTransferDueDate: row.date('phasetransferduedate'),
    phaseTransferFinalDate: row.date('phasetransferfinaldate'),
    res: row.code('res', RESIDENTIAL),
    wbp: row.openCode('wbp'),
  };
}

export function readPlacement(row: RowReader): PlacementFields {
  return {
    ...readSetting(row),
    entryDate: row.date('entrydate', blank),
    leavingDate: row.date('leavingdate'),
    res: row.code('res', RESIDENTIAL),
    wbp: row.openCode('wbp'),
  };
}

/** null: the row cannot be used. */
export function readNeed(row: RowReader): NeedFields | null {
  const senType = row.neededCode('sentype', SEN_TYPE);
  if (senType === null) return null;
  return { senType, senTypeRank: row.code('sentyperank', SEN_TYPE_RANK, blank) };
}

/** Give URN or UKPRN with both indicators, or SENSetting (items 4.7, 5.7). */
function readSetting(row: RowReader): PlanDetailFields {
  if (['urn', 'ukprn', 'sensetting'].every((column) => row.raw(column) === '')) row.note(SEN2_RULES.noSetting, 'urn');
  const atEstablishment = row.raw('urn') !== '' || row.raw('ukprn') !== '';
  const whenBlank = atEstablishment ? SEN2_RULES.indicatorBlank : undefined;
  return {
    urn: row.urn('urn'),
    ukprn: row.ukprn('ukprn'),
    senSetting: row.code('sensetting', SEN_SETTING),
    senSettingOther: row.text('sensettingother'),
    placementRank: row.code('placementrank', PLACEMENT_RANK, blank),
    senUnitIndicator: row.flag('senunitindicator', whenBlank),
    resourcedProvisionIndicator: row.flag('resourcedprovisionindicator', whenBlank),
  };
}
