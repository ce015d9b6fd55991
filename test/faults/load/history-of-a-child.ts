import { deriveId, type Recorded } from '@ehc/recording';
import { addDays, formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import type { Seeded } from '../seeded.js';
import { MANAGER, type Step } from './command.js';

/** How often a step that needs what a policy does first is tried, each time as a command of its own. */
const ATTEMPTS = 40;

type Answer = Recorded | null;
type History = Generator<Step, void, Answer>;

/** Kinds of advice that are sought for every child (reg 6(1)). */
const ADVICE = ['parent_or_yp', 'educational', 'medical', 'psychological', 'social_care'] as const;

/**
 * What happens to one child, step by step: asked for, assessed, planned for, reviewed and amended; some are refused, and
 * some of the record is corrected. Takes the answer to each step, null where it was refused.
 */
export function* historyOfAChild(seeded: Seeded, today: string): History {
  const requestedOn = addDays(parseCivilDate(today), -seeded.between('requested on', 520, 700));
  const on = (days: number): { happenedOn: string } => ({ happenedOn: formatCivilDate(addDays(requestedOn, days)) });

  const requested = yield {
    path: 'casework/requests',
    body: {
      ...on(0),
      newChild: {
        surname: `Ash${seeded.uuid('surname').slice(0, 8)}`,
        forename: seeded.oneOf('forename', ['Robin', 'Kemi', 'Noor', 'Otis']),
        birthDate: formatCivilDate(addDays(requestedOn, -seeded.between('age', 1_500, 5_500))),
      },
      route: 'request',
      requestedBy: 'parent',
      ncYear: seeded.between('year', 0, 11),
      needs: [{ type: seeded.oneOf('need', ['ASD', 'SLCN', 'SEMH']), rank: 1 }],
      note: 'The family rang first.',
    },
  };
  if (!requested) return;
  const theCase = `casework/cases/${requested.case}`;
  yield { path: `${theCase}/family-consulted`, body: { ...on(3), method: 'telephone' } };

  if (seeded.happens('refused', 0.15)) {
    yield { path: `${theCase}/decision-not-to-assess`, body: { ...on(38), reasons: 'Support in school is enough.' } };
    return;
  }
  const agreed = yield { path: `${theCase}/decision-to-assess`, body: { ...on(38), route: 'panel' } };
  if (!agreed) return;
  if (seeded.happens('agreed by mistake', 0.15)) {
    yield* correct(theCase, agreed, { ...on(60), today, field: '*' });
    return;
  }
  yield { path: `${theCase}/decision-to-issue`, body: { ...on(92), route: 'panel' } };
  yield { path: `${theCase}/draft-plan`, body: { ...on(98), by: 'email' } };
  yield* answerAdvice(agreed, seeded, today);
  const final = yield {
    path: `${theCase}/final-plan`,
    body: {
      ...on(136),
      settings: [{ urn: '123456', rank: 1 }],
      sections: ['A', 'B', 'F'],
      settingOther: 'With the tutor whom the child knows.',
    },
  };
  if (!final) return;
  yield* review(`casework/plans/${final.events[0]!.ids['plan']}`, on);
  if (!seeded.happens('corrected', 0.5)) return;
  yield* correct(theCase, final, {
    today,
    field: 'happenedOn',
    old: on(136).happenedOn,
    new: on(135).happenedOn,
  });
}

/** The bodies answer what the policy asked them. */
function* answerAdvice(agreed: Recorded, seeded: Seeded, today: string): History {
  for (const kind of ADVICE) {
    if (seeded.happens(`no answer on ${kind}`, 0.3)) continue;
    const command = deriveId(agreed.events[0]!.id, `ask for ${kind}`);
    yield* untilAccepted({
      path: `advice/requests/${deriveId(command, 'advice')}/answer`,
      body: { happenedOn: today, note: 'With thanks.' },
    });
  }
}

function* review(plan: string, on: (days: number) => { happenedOn: string }): History {
  const notified = yield* untilAccepted({
    path: `${plan}/review-meeting-notice`,
    body: { ...on(446), meetingOn: on(471).happenedOn },
  });
  if (!notified) return;
  yield { path: `${plan}/review-advice-circulated`, body: on(451) };
  yield { path: `${plan}/review-meeting`, body: { ...on(471), attended: ['school', 'parent'] } };
  yield { path: `${plan}/review-report`, body: on(480) };
  yield { path: `${plan}/review-decision`, body: { ...on(490), outcome: 'amend' } };
  yield { path: `${plan}/amendment-notice`, body: { ...on(490), by: 'email' } };
  yield { path: `${plan}/amended-plan`, body: { ...on(515), settings: [{ urn: '123456', rank: 1 }] } };
}

/** One asks that the first event of an answer be corrected, another approves it. */
function* correct(
  stream: string,
  { events }: Recorded,
  { today, field, old, new: right }: { today: string; field: string; old?: string; new?: string },
): History {
  const asked = yield {
    path: `${stream}/corrections`,
    body: {
      happenedOn: today,
      event: events[0]!.id,
      field,
      ...(old !== undefined && { old, new: right }),
      reason: 'It says so in the letter.',
    },
  };
  if (!asked) return;
  yield {
    path: `${stream}/corrections/${asked.events[0]!.ids['correction']}/approval`,
    body: { happenedOn: today },
    actor: MANAGER,
  };
}

/** What a policy makes possible comes a moment later. */
function* untilAccepted(step: Step): Generator<Step, Answer, Answer> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = yield step;
    if (answer) return answer;
  }
  return null;
}
