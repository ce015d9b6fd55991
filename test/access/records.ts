import { randomUUID } from 'node:crypto';
import { OURS, PEOPLE, THEIR_CASEWORKER, THEIRS, type WholeService } from './whole-service.js';

/** The ids by which a path names one child's records. */
export interface Records {
  readonly childId: string;
  readonly caseId: string;
  readonly planId: string;
  readonly adviceId: Readonly<Record<string, string>>;
  readonly consultationId: string;
}

const CASEWORKER = 'a.caseworker';
const SETTING = { urn: PEOPLE.school_or_setting.setting! };

/** A case of a child of the setting, of which nobody was asked anything yet. */
export const notYetAsked = async (service: WholeService): Promise<Records> => {
  const { case: caseId, child: childId } = await service.record(CASEWORKER, '/api/casework/requests', {
    happenedOn: '2026-03-02',
    newChild: { surname: 'Ashworth', forename: 'Robin' },
    setting: SETTING,
  });
  return { caseId, childId, planId: randomUUID(), adviceId: {}, consultationId: randomUUID() };
};

/** A case on which every body was asked for its advice and the setting was consulted, up to the plan that names it. */
export const asked = async (
  service: WholeService,
  { subject = CASEWORKER, authority = OURS as string }: { subject?: string; authority?: string } = {},
): Promise<Records> => {
  const step = (path: string, body: object) => service.record(subject, `/api/casework/${path}`, body, authority);
  const { case: caseId, child: childId } = await step('requests', {
    happenedOn: '2026-03-02',
    newChild: { surname: 'Hussain', forename: 'Rosa' },
    setting: SETTING,
  });
  await step(`cases/${caseId}/decision-to-assess`, { happenedOn: '2026-04-09' });
  const adviceId = await service.adviceAskedOn(caseId);
  await step(`cases/${caseId}/decision-to-issue`, { happenedOn: '2026-06-02' });
  await step(`cases/${caseId}/draft-plan`, { happenedOn: '2026-06-08' });
  const consulted = await step(`cases/${caseId}/settings-consulted`, { happenedOn: '2026-06-09', setting: SETTING });
  const final = await step(`cases/${caseId}/final-plan`, {
    happenedOn: '2026-07-16',
    sections: ['A', 'F', 'I'],
    settings: [SETTING],
  });
  const planId: string = final.events[0].ids.plan;
  await service.streamExists(`plan-${planId}`);
  return { caseId, childId, planId, adviceId, consultationId: consulted.events[0].ids.consultation };
};

/** The same of another authority. */
export const theirs = (service: WholeService): Promise<Records> =>
  asked(service, { subject: THEIR_CASEWORKER, authority: THEIRS });

/** A path with the ids of these records; an advice request is that of a body of the role. */
export const pathOn = (path: string, records: Records, adviceBody: string): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'adviceId') return records.adviceId[adviceBody] ?? randomUUID();
    return name in records ? String(records[name as keyof Records]) : name === 'name' ? 'none' : randomUUID();
  });

/** Whether a path names a record, of which some may be reached and others not. */
export const namesRecords = (path: string): boolean => /:(caseId|planId|adviceId|childId)\b/.test(path);
