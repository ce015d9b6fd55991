import type { FindingLog } from './finding-log.js';
import { parentColumn } from './modules.js';
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
} from './rules/case-rules.js';
import { SEN2_RULES } from './rules/catalogue.js';
import {
  ASSESSMENT_ORDER,
  PLAN_ORDER,
  REQUEST_ORDER,
  type AssessmentDates,
  type PlanDates,
  type RequestDates,
} from './rules/order-rules.js';
import {
  readActivePlan,
  readAssessment,
  readNamedPlan,
  readNeed,
  readPerson,
  readPlacement,
  readPlanDetail,
  readRequest,
  type AssessmentFields,
  type NamedPlanFields,
  type RequestFields,
} from './rules/read-rows.js';
import { RowReader } from './rules/row-reader.js';
import { faultsOf, type Fault, type Rule } from './rules/rule.js';
import { clashing } from './rules/siblings.js';
import type {
  ActivePlanRow,
  AssessmentRow,
  NamedPlanRow,
  NeedRow,
  PersonRow,
  PlacementRow,
  PlanDetailRow,
  RequestRow,
} from './rows.js';
import type { LinkedRow, MarkKind, PersonRows, StagedModule } from './staging.js';

/** What is the same for every person of a return. */
export interface AssemblyContext {
  readonly header: ReturnFacts;
  /** For each module, columns that its file has not. */
  readonly absent: Readonly<Record<StagedModule, ReadonlySet<string>>>;
  readonly log: FindingLog;
}

const SHARED: Readonly<Record<MarkKind, { rule: Rule; field: string }>> = {
  upn: { rule: SEN2_RULES.upnTwice, field: 'upn' },
  uln: { rule: SEN2_RULES.ulnTwice, field: 'uniquelearnernumber' },
  name: { rule: SEN2_RULES.nameTwice, field: 'surname' },
};

/** Puts a person's rows together and notes what is wrong with them; null where the person's own row cannot be used. */
export function assemblePerson(context: AssemblyContext, person: PersonRows): PersonRow | null {
  return new Assembly(context, person).person();
}

/** A row's usable children, and whether others were lost. */
interface Children {
  readonly usable: readonly LinkedRow[];
  readonly someLeftOut: boolean;
}

class Assembly {
  private readonly below = new Map<number, LinkedRow[]>();

  constructor(
    private readonly context: AssemblyContext,
    private readonly rows: PersonRows,
  ) {
    for (const row of rows.rows) {
      if (row.up === null) continue;
      const siblings = this.below.get(row.up);
      if (siblings === undefined) this.below.set(row.up, [row]);
      else siblings.push(row);
    }
  }

  person(): PersonRow | null {
    const row = this.rows.rows[0];
    if (row === undefined || row.module !== 'person') return null;
    if (row.state !== 'usable') {
      this.leaveOutBelow(row);
      return null;
    }
    const reader = this.reader(row);
    const fields = readPerson(reader);
    const shared = new Set(this.rows.shared.map(({ kind }) => kind));
    const { usable, someLeftOut } = this.children(row, 'requests');
    const requests = usable.map((child) => this.request(child)).filter((request) => request !== null);
    const person: PersonRow = {
      ...fields,
      line: row.line,
      upnDoubtful: fields.upnDoubtful || shared.has('upn'),
      ulnDoubtful: fields.ulnDoubtful || shared.has('uln'),
      requests,
      requestsLeftOut: someLeftOut || requests.length < usable.length,
    };
    this.report(row, [
      ...reader.faults,
      ...this.rows.shared.map(({ kind, otherLine }) => ({ ...SHARED[kind], detail: `See line ${otherLine}.` })),
      ...faultsOf(PERSON_RULES, { header: this.context.header, person }),
    ]);
    // Requests are told apart by the day on which they were received (measures-contract.md, "One return after another").
    this.reportClashes(
      'requests',
      requests,
      ({ receivedDate }) => receivedDate,
      SEN2_RULES.sameDayTwice,
      'receiveddate',
    );
    return person;
  }

  private request(row: LinkedRow): RequestRow | null {
    const reader = this.reader(row);
    const fields = readRequest(reader);
    const { header } = this.context;
    const faults = fields === null ? [] : faultsOf(REQUEST_ORDER, requestDates(header, fields));
    if (fields === null || this.hasError(reader, faults)) return this.leftOut(row, reader);

    const assessments = this.each(row, 'assessment', (child) => this.assessment(child, fields));
    const actives = this.each(row, 'activeplans', (child) => ({ row: child, reader: this.reader(child) }));
    const actual = actives.rows.map(({ row: child, reader: childReader }) => this.activePlan(child, childReader));
    const [assessment = null, ...furtherAssessments] = currentFirst(
      assessments.rows,
      ({ namedPlan, assessmentOutcomeDate }) => `${namedPlan === null ? 0 : 1}${assessmentOutcomeDate ?? ''}`,
    );
    const [activePlan = null, ...furtherActivePlans] = currentFirst(
      actual,
      ({ reviewMeeting, lastReview }) => reviewMeeting ?? lastReview ?? '',
    );
    const request: RequestRow = {
      ...fields,
      line: row.line,
      assessment,
      furtherAssessments,
      assessmentLeftOut: assessment === null && assessments.someLeftOut,
      activePlan,
      furtherActivePlans,
      activePlanLeftOut: activePlan === null && actives.someLeftOut,
    };
    const facts = { header, request };
    this.report(row, [
      ...reader.faults,
      ...faultsOf(REQUEST_RULES, facts),
      ...(reader.isEmpty('requestoutcomedate') ? faultsOf([requestUndated], request) : []),
    ]);
    for (const [i, active] of actives.rows.entries()) {
      this.report(active.row, [
        ...active.reader.faults,
        ...faultsOf(ACTIVE_PLAN_RULES, {
          header,
          request,
          activePlan: actual[i]!,
          reviewOutcomeUnreadable: active.reader.raw('reviewoutcome') !== '',
        }),
      ]);
    }
    this.reportClashes('assessment', assessments.rows, () => '', SEN2_RULES.oneTooMany, 'requeststableid');
    this.reportClashes('activeplans', actual, () => '', SEN2_RULES.oneTooMany, 'requeststableid');
    return request;
  }

  private assessment(row: LinkedRow, request: RequestFields): AssessmentRow | null {
    const reader = this.reader(row);
    const fields = readAssessment(reader);
    const dates = assessmentDates(this.context.header, request, fields);
    const faults = faultsOf(ASSESSMENT_ORDER, dates);
    if (fields === null || this.hasError(reader, faults)) return this.leftOut(row, reader);

    const plans = this.each(row, 'namedplan', (child) => this.namedPlan(child, dates));
    const [namedPlan = null, ...furtherNamedPlans] = currentFirst(plans.rows, ({ startDate }) => startDate);
    const assessment: AssessmentRow = {
      ...fields,
      line: row.line,
      namedPlan,
      furtherNamedPlans,
      namedPlanLeftOut: namedPlan === null && plans.someLeftOut,
    };
    this.report(row, [
      ...reader.faults,
      ...faultsOf(ASSESSMENT_RULES, { assessment }),
      ...(reader.isEmpty('assessmentoutcomedate') ? faultsOf([assessmentUndated], assessment) : []),
    ]);
    this.reportClashes('namedplan', plans.rows, () => '', SEN2_RULES.oneTooMany, 'assessmenttableid');
    return assessment;
  }

  private namedPlan(row: LinkedRow, above: AssessmentDates): NamedPlanRow | null {
    const reader = this.reader(row);
    const fields = readNamedPlan(reader);
    const faults = fields === null ? [] : faultsOf(PLAN_ORDER, planDates(above, fields));
    if (fields === null || this.hasError(reader, faults)) return this.leftOut(row, reader);

    const { rows: planDetails } = this.each(row, 'plandetail', (child): PlanDetailRow => {
      const detail = this.reader(child);
      const read = { ...readPlanDetail(detail), line: child.line };
      this.report(child, detail.faults);
      return read;
    });
    const namedPlan: NamedPlanRow = { ...fields, line: row.line, planDetails };
    this.report(row, [
      ...reader.faults,
      ...faultsOf(NAMED_PLAN_RULES, {
        namedPlan,
        ceaseUnreadable: reader.faults.some(({ field }) => field.startsWith('cease')),
      }),
    ]);
    this.reportClashes(
      'plandetail',
      planDetails,
      ({ placementRank }) => (placementRank === '1' ? placementRank : null),
      SEN2_RULES.twoOfOneRank,
      'placementrank',
    );
    return namedPlan;
  }

  /** Its own faults are reported by the request, which knows the plan. */
  private activePlan(row: LinkedRow, reader: RowReader): ActivePlanRow {
    const { rows: placements } = this.each(row, 'placementdetail', (child): PlacementRow => {
      const childReader = this.reader(child);
      const placement = { ...readPlacement(childReader), line: child.line };
      this.report(child, [...childReader.faults, ...faultsOf(PLACEMENT_RULES, placement)]);
      return placement;
    });
    const { rows: needs, someLeftOut } = this.each(row, 'senneed', (child): NeedRow | null => {
      const childReader = this.reader(child);
      const fields = readNeed(childReader);
      if (fields === null || this.hasError(childReader)) return this.leftOut(child, childReader);
      this.report(child, childReader.faults);
      return { ...fields, line: child.line };
    });
    this.reportClashes(
      'placementdetail',
      // Of two that follow each other, each was the primary one in its time.
      placements.filter(({ leavingDate }) => leavingDate === null),
      ({ placementRank }) => (placementRank === '1' ? placementRank : null),
      SEN2_RULES.twoOfOneRank,
      'placementrank',
    );
    this.reportClashes('senneed', needs, ({ senTypeRank }) => senTypeRank, SEN2_RULES.twoOfOneRank, 'sentyperank');
    const [firstNeed] = needs;
    if (firstNeed !== undefined && !someLeftOut && needs.every(({ senTypeRank }) => senTypeRank === '2')) {
      this.context.log.addInPass('senneed', firstNeed.line, { rule: SEN2_RULES.noPrimary, field: 'sentyperank' });
    }
    return {
      ...readActivePlan(reader),
      line: row.line,
      placements,
      needs: needs.toSorted((a, b) => Number(a.senTypeRank ?? 9) - Number(b.senTypeRank ?? 9)),
    };
  }

  private reader({ module, cells }: LinkedRow): RowReader {
    return new RowReader(module, cells, this.context.absent[module]);
  }

  /** The usable rows of a module below a row. What hangs on the others is reported as left out with them. */
  private children(row: LinkedRow, module: StagedModule): Children {
    const all = (this.below.get(row.id) ?? []).filter((child) => child.module === module);
    const usable = all.filter(({ state }) => state === 'usable');
    for (const child of all) if (child.state !== 'usable') this.leaveOutBelow(child);
    // A repeated row is mostly the same one again; it is missed where there is no other.
    const counting = usable.length === 0 ? all : all.filter(({ state }) => state !== 'repeated');
    return { usable, someLeftOut: usable.length < counting.length };
  }

  private each<R>(
    row: LinkedRow,
    module: StagedModule,
    read: (child: LinkedRow) => R | null,
  ): { rows: R[]; someLeftOut: boolean } {
    const { usable, someLeftOut } = this.children(row, module);
    const rows = usable.map(read).filter((read_) => read_ !== null);
    return { rows, someLeftOut: someLeftOut || rows.length < usable.length };
  }

  /** Adds faults to those its reader found; whether there is an error among them all. */
  private hasError(reader: RowReader, faults: readonly Fault[] = []): boolean {
    reader.faults.push(...faults);
    return reader.faults.some(({ rule }) => rule.severity === 'error');
  }

  /** Reports the errors of a row that is left out (its queries no longer matter), and each row below it. */
  private leftOut(row: LinkedRow, reader: RowReader): null {
    this.report(
      row,
      reader.faults.filter(({ rule }) => rule.severity === 'error'),
    );
    this.leaveOutBelow(row);
    return null;
  }

  private leaveOutBelow(row: LinkedRow): void {
    for (const child of this.below.get(row.id) ?? []) {
      // A repeated or unusable row has been reported as that.
      if (child.state === 'usable') {
        this.report(child, [{ rule: SEN2_RULES.parentLeftOut, field: parentColumn(child.module) ?? '' }]);
      }
      this.leaveOutBelow(child);
    }
  }

  private report({ module, line }: LinkedRow, faults: readonly Fault[]): void {
    for (const fault of faults) this.context.log.addInPass(module, line, fault);
  }

  private reportClashes<R extends { readonly line: number }>(
    module: StagedModule,
    rows: readonly R[],
    keyOf: (row: R) => string | null,
    rule: Rule,
    field: string,
  ): void {
    for (const { row, otherLine } of clashing(rows, keyOf)) {
      this.context.log.addInPass(module, row.line, { rule, field, detail: `See line ${otherLine}.` });
    }
  }
}

const requestDates = ({ made }: ReturnFacts, { receivedDate, requestOutcomeDate }: RequestFields): RequestDates => ({
  made,
  receivedDate,
  requestOutcomeDate,
});

const assessmentDates = (
  { made }: ReturnFacts,
  { receivedDate, requestOutcomeDate }: RequestFields,
  fields: AssessmentFields | null,
): AssessmentDates => ({
  made,
  receivedDate,
  requestOutcomeDate,
  assessmentOutcomeDate: fields?.assessmentOutcomeDate ?? null,
});

const planDates = (above: AssessmentDates, { startDate, ceaseDate }: NamedPlanFields): PlanDates => ({
  ...above,
  startDate,
  ceaseDate,
});

/** Of several rows where a return has one, the furthest on comes first; of equals, the first in the file. */
function currentFirst<R>(rows: readonly R[], furtherOn: (row: R) => string): R[] {
  return rows.toSorted((a, b) => (furtherOn(a) < furtherOn(b) ? 1 : furtherOn(a) > furtherOn(b) ? -1 : 0));
}
