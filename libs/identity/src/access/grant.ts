import type { Payload } from '@ehc/pathway';
import type { RoleName } from './roles.js';

export type AdviceBody = Payload<'AdviceRequested'>['body'];

/** A role that a person has in an authority. */
export interface Grant {
  readonly grant: string;
  readonly authority: string;
  readonly subject: string;
  readonly name: string | null;
  readonly role: RoleName;
  /** The advice bodies for which the person works; empty for those who work for none. */
  readonly bodies: readonly AdviceBody[];
  /** URN of the school or other setting for which the person works. */
  readonly setting: string | null;
  readonly agency: string | null;
}
