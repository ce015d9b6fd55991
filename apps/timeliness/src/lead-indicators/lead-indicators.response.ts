/** The answer, with its description for OpenAPI. Of cases it holds ids, needs, days and codes; never a name. */
import { OPEN_STAGES } from '@ehc/case-clocks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DAY_140_PROSPECTS, DAY_140_REASONS } from './day-140.js';
import { DUTY_HOLDERS } from './duties.js';
import { HOLDERS } from './holder.js';

const REASONS = Object.keys(DAY_140_REASONS);

export class LeadVersionsResponse {
  @ApiProperty({ example: 'v5', description: 'Version of the law on the day looked from' })
  law!: string;

  @ApiProperty({ example: '1', description: 'Version of the authority’s settings: 1 while the defaults stand' })
  settings!: string;

  @ApiProperty({ example: '1', description: 'Version of the rules of lead indicators' })
  rules!: string;
}

const ages = { '0to6': 41, '6to16': 60, '16to20': 12, '20to30': 9, '30to52': 4, over52: 1 };

export class OpenStageResponse {
  @ApiProperty({ enum: OPEN_STAGES })
  stage!: string;

  @ApiProperty()
  total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: ages,
    description: 'By days since receipt, in the bands of `open.age.*`',
  })
  ages!: Record<string, number>;
}

export class PastWeeksResponse {
  @ApiProperty({ enum: [6, 12, 16, 20] })
  weeks!: number;

  @ApiProperty({
    description: 'Open cases with more than so many weeks since receipt, whether or not a limit is lifted',
  })
  cases!: number;
}

export class OpenCasesResponse {
  @ApiProperty({ description: 'As the measure `open.total`' })
  total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: ages,
    description: 'As the measures `open.age.*`',
  })
  ages!: Record<string, number>;

  @ApiProperty({ type: [OpenStageResponse], description: 'Totals as the measures `open.stage.*`' })
  stages!: OpenStageResponse[];

  @ApiProperty({ type: [PastWeeksResponse] })
  past!: PastWeeksResponse[];
}

export class Day140ShareResponse {
  @ApiProperty()
  numerator!: number;

  @ApiProperty({ description: 'Open cases on which the limit of 20 weeks applies' })
  denominator!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Per cent; null where the denominator is 0' })
  value!: number | null;
}

export class ReasonCountResponse {
  @ApiProperty({ enum: REASONS })
  reason!: string;

  @ApiProperty({ description: 'Open cases for which it holds; a case may have several' })
  cases!: number;
}

export class CaseReasonsResponse {
  @ApiProperty({ format: 'uuid' })
  case!: string;

  @ApiProperty({ enum: ['past', 'cannot', 'unlikely'] })
  prospect!: string;

  @ApiProperty({ enum: REASONS, isArray: true })
  reasons!: string[];

  @ApiProperty({ description: 'Whole days left to day 140; negative after it' })
  daysLeft!: number;
}

export class Day140Response {
  @ApiProperty({
    description: 'Can no longer have its plan by day 140: past it, or the time of others reaches beyond it',
  })
  cannot!: Day140ShareResponse;

  @ApiProperty({ description: 'Of these, past day 140: the measure `open.overdue`' })
  past!: number;

  @ApiProperty({ description: 'Could still have it, but what usually remains is more than what is left' })
  unlikely!: Day140ShareResponse;

  @ApiProperty({ description: 'Open cases whose limit an exception lifts: in none of the shares' })
  lifted!: number;

  @ApiProperty({ type: [ReasonCountResponse] })
  reasons!: ReasonCountResponse[];

  @ApiProperty({ type: [CaseReasonsResponse], description: 'Every case of the two shares, with why' })
  cases!: CaseReasonsResponse[];
}

export class DutyGroupResponse {
  @ApiProperty({ example: 'A2_ADVICE_6W', description: 'Rule of the statutory clock' })
  rule!: string;

  @ApiPropertyOptional({
    enum: ['notify', 'noPlan', 'draft', 'final'],
    description: 'Where the rule sets several limits',
  })
  limb?: string;

  @ApiProperty({ description: 'What is due, in plain words' })
  name!: string;

  @ApiProperty({ enum: DUTY_HOLDERS, description: 'Who is to act' })
  holder!: string;

  @ApiProperty({ description: 'False for a target or guidance that is no law' })
  statutory!: boolean;

  @ApiProperty({ description: 'How many are due; a case may have two of them' })
  count!: number;

  @ApiProperty({ type: [String], format: 'uuid', description: 'Ids of the cases, those due first first' })
  cases!: readonly string[];

  @ApiProperty({ type: [String], format: 'uuid', description: 'Cases whose limit is lifted: not counted' })
  lifted!: readonly string[];
}

export class DueInWeekResponse {
  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date', description: 'Its last day' })
  to!: string;

  @ApiProperty({ type: [DutyGroupResponse] })
  duties!: DutyGroupResponse[];
}

export class DueResponse {
  @ApiProperty({ type: [DutyGroupResponse] })
  overdue!: DutyGroupResponse[];

  @ApiProperty({ type: [DueInWeekResponse], description: 'Four weeks of seven days, the first of which begins today' })
  weeks!: DueInWeekResponse[];
}

export class SpreadResponse {
  @ApiProperty()
  count!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Days' })
  median!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Days that at least nine in ten do not exceed' })
  p90!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Days' })
  longest!: number | null;
}

export class StageTimesResponse {
  @ApiProperty({ enum: OPEN_STAGES })
  stage!: string;

  @ApiProperty({ description: 'Days so far in their present stay, of the open cases in the stage' })
  now!: SpreadResponse;

  @ApiProperty({ description: 'Days of the stays that ended in the last 12 months' })
  left!: SpreadResponse;

  @ApiProperty({
    description: 'Days from the beginning of a stay to the plan, of the plans issued in the last 12 months',
  })
  toPlan!: SpreadResponse;
}

export class HolderTotalResponse {
  @ApiProperty({ enum: HOLDERS })
  holder!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ description: 'Open cases that it holds; they add up to all' })
  cases!: number;

  @ApiProperty({ description: 'Days so far that it held the open cases; they add up to the ages of all' })
  days!: number;
}

export class HeldDaysResponse {
  @ApiProperty({ enum: HOLDERS })
  holder!: string;

  @ApiProperty()
  days!: number;
}

export class UsuallyRemainsResponse {
  @ApiProperty({ description: 'Days, in the median' })
  days!: number;

  @ApiProperty({ description: 'Stays from which it is known' })
  n!: number;
}

export class NextDutyResponse {
  @ApiProperty({ example: 'A1_DECIDE_ASSESS_6W' })
  rule!: string;

  @ApiProperty({ enum: DUTY_HOLDERS })
  holder!: string;

  @ApiProperty({ format: 'date' })
  due!: string;

  @ApiProperty({ description: 'Whole days left; negative after the last day' })
  daysLeft!: number;
}

export class OpenCaseResponse {
  @ApiProperty({ format: 'uuid' })
  case!: string;

  @ApiProperty({ type: String, nullable: true, example: 'ASD', description: 'The need of rank 1' })
  need!: string | null;

  @ApiProperty({ enum: OPEN_STAGES })
  stage!: string;

  @ApiProperty({ format: 'date' })
  stageSince!: string;

  @ApiProperty()
  daysInStage!: number;

  @ApiProperty({ format: 'date' })
  receivedOn!: string;

  @ApiProperty({ description: 'Days since receipt' })
  age!: number;

  @ApiProperty({ format: 'date', description: 'Last day of the 20 weeks' })
  day140!: string;

  @ApiProperty({ description: 'Whole days left to it; negative after it' })
  daysLeft!: number;

  @ApiProperty({ enum: DAY_140_PROSPECTS })
  prospect!: string;

  @ApiProperty({ enum: REASONS, isArray: true })
  reasons!: readonly string[];

  @ApiPropertyOptional({ description: 'What usually remained from here; left out where fewer than 10 stays tell' })
  usuallyRemains?: UsuallyRemainsResponse;

  @ApiProperty({ enum: HOLDERS })
  holder!: string;

  @ApiProperty({ format: 'date' })
  heldSince!: string;

  @ApiProperty({ type: [String], description: 'Every body whose advice is outstanding, the holder first' })
  outstanding!: readonly string[];

  @ApiProperty({ type: [HeldDaysResponse], description: 'Days that each held it so far; they add up to its age' })
  held!: HeldDaysResponse[];

  @ApiPropertyOptional({ description: 'What will be late next, or became so last; limits that are lifted left out' })
  next?: NextDutyResponse;
}

export class OpenCaseListResponse {
  @ApiProperty({ description: 'All open cases; the entries are those of the page' })
  total!: number;

  @ApiProperty()
  limit!: number;

  @ApiProperty()
  offset!: number;

  @ApiProperty({ type: [OpenCaseResponse], description: 'What will be late next comes first' })
  entries!: OpenCaseResponse[];
}

/** Left out of an answer about an authority of which nothing is known. */
export class LeadFiguresResponse {
  @ApiProperty()
  open!: OpenCasesResponse;

  @ApiProperty()
  day140!: Day140Response;

  @ApiProperty()
  due!: DueResponse;

  @ApiProperty({ type: [StageTimesResponse] })
  stageTimes!: StageTimesResponse[];

  @ApiProperty({ type: [HolderTotalResponse] })
  holders!: HolderTotalResponse[];

  @ApiProperty()
  cases!: OpenCaseListResponse;
}

export class LeadIndicatorsResponse {
  @ApiProperty({ example: '891' })
  authority!: string;

  @ApiProperty({ format: 'date-time' })
  asAt!: string;

  @ApiProperty({ format: 'date', description: 'Civil date of `asAt`: the day looked from' })
  today!: string;

  @ApiProperty({ type: String, nullable: true, example: '31842' })
  position!: string | null;

  @ApiProperty({ description: 'False before the authority’s first record: then there are no figures' })
  known!: boolean;

  @ApiProperty({ description: 'An import of a return was under way at that moment' })
  importing!: boolean;

  @ApiProperty()
  versions!: LeadVersionsResponse;

  @ApiPropertyOptional({ type: LeadFiguresResponse, description: 'Left out where nothing is known' })
  figures?: LeadFiguresResponse;
}
