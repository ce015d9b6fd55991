import { PageLimit, PageOffset } from '@ehc/platform';
import { AsAtRequest } from '../ask-as-at/as-at.request.js';

/** What may be asked in the address. */
export class LeadIndicatorsRequest extends AsAtRequest {
  @PageLimit('How many open cases are listed')
  limit: number = 100;

  @PageOffset('How many open cases are passed over before the list')
  offset: number = 0;
}
