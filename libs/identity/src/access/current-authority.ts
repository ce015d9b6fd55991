import { currentRequest } from '@ehc/platform';
import { callerIfAny } from './caller.js';

/**
 * The authority in whose name the request asks that is being answered: the one for which the guard let it in. Undefined
 * outside of any request, and before the guard has done so.
 */
export const currentAuthority = (): string | undefined => {
  const request = currentRequest();
  return request && callerIfAny(request)?.authority;
};
