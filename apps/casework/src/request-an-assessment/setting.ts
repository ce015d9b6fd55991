import { parseUkprn, parseUrn, RESIDENTIAL, SEN_SETTING, SEN_TYPE, WORK_PLACEMENT } from '@ehc/pathway';
import { CodeFrom, Day, Flag, Identifier, optional, Parts, WholeNumber } from '@ehc/recording';
import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

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

/** Needs, of which one at most is the primary one. */
export const Needs = (description: string): PropertyDecorator =>
  applyDecorators(
    Parts(() => Need, description, optional),
    ValidateBy({
      name: 'two-primary-needs',
      validator: {
        validate: (needs) => !Array.isArray(needs) || needs.filter((need) => isPrimary(need)).length <= 1,
        defaultMessage: () => '$property names more than one primary need (rank 1)',
      },
    }),
  );

const isPrimary = (need: unknown): boolean =>
  typeof need === 'object' && need !== null && (need as Partial<Need>).rank === 1;
