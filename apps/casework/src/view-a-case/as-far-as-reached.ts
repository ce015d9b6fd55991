import { type Grant, ROLES } from '@ehc/identity';
import type { CaseState } from '@ehc/pathway';
import type { CaseView } from './case-reader.js';

/** What somebody sees of a case who was asked for something on it: the child, the stage, and what was asked of them. */
export interface PartOfACase extends Pick<
  CaseView,
  'case' | 'authority' | 'child' | 'receivedOn' | 'stage' | 'caseworker' | 'revision' | 'stages' | 'advice'
> {
  /** Of a setting that was consulted. */
  readonly consultations: CaseState['consultations'];
}

/** A case as far as a role reaches into it: all of it for the authority's own people, for others what they were asked. */
export const asFarAsReached = (view: CaseView, grant: Grant): CaseView | PartOfACase => {
  if (ROLES[grant.role].reach === 'every') return view;
  const advice = view.advice.filter(({ body }) => body !== null && isAskedOf(grant, body));
  const consultations = view.facts.consultations.filter(
    ({ setting }) => grant.setting !== null && setting.urn === grant.setting,
  );
  const own = new Set([...advice.map((one) => one.advice), ...consultations.map(({ id }) => id)]);
  return {
    case: view.case,
    authority: view.authority,
    // Its other cases and plans are none of theirs.
    child: view.child && { ...view.child, cases: view.child.cases.filter((one) => one.case === view.case), plans: [] },
    receivedOn: view.receivedOn,
    stage: view.stage,
    caseworker: view.caseworker,
    revision: view.revision,
    stages: view.stages.filter(({ subject }) => own.has(subject.id)),
    advice,
    consultations,
  };
};

/** A setting is asked for the educational advice on the children whom it teaches. */
const isAskedOf = ({ bodies, setting }: Grant, body: Grant['bodies'][number]): boolean =>
  setting === null ? bodies.includes(body) : body === 'education';
