import { parseUkprn, parseUrn, RESIDENTIAL, SEN_SETTING, SEN_TYPE, WORK_PLACEMENT } from '@ehc/pathway';
import { CodeFrom, Day, Flag, Identifier, optional, WholeNumber } from '@ehc/recording';

/** Where a child is or will be taught: a school (URN), a college (UKPRN), or a kind of setting (SENSetting). */
export class Setting {
  @Identifier(parseUrn, 'Unique reference number of the school, 6 digits.', optional)
  urn?: string;

  @Identifier(parseUkprn, 'UK provider reference number of the college, 8 digits.', optional)
  ukprn?: string;

  @CodeFrom(SEN_SETTING, 'Kind of setting, where it is neither a school nor a college (SEN2 SENSetting).', optional)
  senSetting?: string;

  @Flag('In a SEN unit.', optional)
  senUnit?: boolean;

  @Flag('In resourced provision.', optional)
  resourcedProvision?: boolean;

  @WholeNumber(1, 2, '1 the main setting, 2 the second one.', optional)
  rank?: number;

  @Day('First day there.', optional)
  entryOn?: string;

  @Day('Last day there.', optional)
  leavingOn?: string;

  @CodeFrom(RESIDENTIAL, 'Residential placement.', optional)
  residential?: string;

  @CodeFrom(WORK_PLACEMENT, 'Work-based placement.', optional)
  workBasedLearning?: string;
}

/** A special educational need and its rank. */
export class Need {
  @CodeFrom(SEN_TYPE, 'Type of need (SEN2 SENtype).')
  type!: string;

  @WholeNumber(1, 2, '1 primary, 2 secondary need.')
  rank!: number;
}
