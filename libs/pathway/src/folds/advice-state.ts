import type { Payload, PathwayEvent } from '../events/catalogue.js';
import { type Step, stepOf } from './case-state.js';
import { type Fold, foldOf } from './fold.js';

/** What is known of one request for advice: raw dates and codes, no verdicts. */
export interface AdviceState {
  case: string | null;
  child: string | null;
  kind: Payload<'AdviceRequested'>['kind'] | null;
  body: Payload<'AdviceRequested'>['body'] | null;
  team: string | null;
  requested: Step | null;
  /** Day on which the body received the request, where it is known; day 0 of its six weeks (reg 8(1)). */
  receivedOn: string | null;
  submitted: Step | null;
  nilReturned: (Step & { readonly reason: string }) | null;
  dispensedWith: Step | null;
}

const initial = (): AdviceState => ({
  case: null,
  child: null,
  kind: null,
  body: null,
  team: null,
  requested: null,
  receivedOn: null,
  submitted: null,
  nilReturned: null,
  dispensedWith: null,
});

const apply = (state: AdviceState, event: PathwayEvent): void => {
  switch (event.type) {
    case 'AdviceRequested':
      state.requested = stepOf(event);
      state.case = event.payload.case;
      state.child = event.payload.child;
      state.kind = event.payload.kind;
      state.body = event.payload.body;
      state.team = event.payload.team ?? null;
      state.receivedOn = event.payload.receivedOn ?? null;
      break;
    case 'AdviceSubmitted':
      state.submitted ??= stepOf(event);
      break;
    case 'AdviceNilReturned':
      state.nilReturned ??= { ...stepOf(event), reason: event.payload.reason };
      break;
    case 'AdviceDispensedWith':
      state.dispensedWith ??= stepOf(event);
      break;
    default:
      break;
  }
};

/** Folds an advice stream, corrections applied, into what is known of it. */
export const foldAdvice: Fold<AdviceState> = foldOf(initial, apply);
