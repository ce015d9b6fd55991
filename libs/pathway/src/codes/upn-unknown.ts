import { codeList, type CodeOf } from './code-list.js';

/** Person.UPNunknown: why neither a UPN nor a ULN is given. Source: data-standards §1.4, sen2-codesets.csv. */
export const UPN_UNKNOWN = codeList('reason for no UPN', {
  UN1: 'Child is under 6 and not yet assigned a UPN',
  UN2: 'Never attended a state-funded school in England; no UPN assigned',
  UN3: 'Educated outside England; no UPN assigned',
  UN5: 'Sources disagree on name/surname/DOB, preventing reliable match (e.g. duplicated UPN)',
  UN8: 'New to LA; UPN or ULN not yet known',
  UN9: 'Never attended a state-funded school or FE setting in England; no UPN or ULN',
  UN10: 'Request resulted in no further action before UPN or ULN known',
});

export type UpnUnknown = CodeOf<typeof UPN_UNKNOWN>;

/** Whether the value is a code of UPN_UNKNOWN. */
export const isUpnUnknown = (value: unknown): value is UpnUnknown => UPN_UNKNOWN.is(value);

/** The words for a code of UPN_UNKNOWN; the value itself where it is none. */
export const upnUnknownLabel = (code: string): string => UPN_UNKNOWN.label(code);
