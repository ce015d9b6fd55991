import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Casework, startCasework } from '../../testing/start-casework.js';
import { CASEWORK_POLICIES } from '../casework.module.js';
import { followOnce, type Policy } from '@ehc/recording';

describe('when a plan is finalised, its stream is brought into force', () => {
  let casework: Casework;
  beforeEach(async () => {
    casework = await startCasework('2026-12-01');
  });
  afterEach(() => casework.stop());

  const follow = () => followOnce(casework.store, casework.app.get<Policy[]>(CASEWORK_POLICIES));
  const step = async (path: string, body: object) => {
    const { status, body: answer } = await casework.post(`/api/casework/${path}`, body);
    expect({ status, answer }).toMatchObject({ status: 201 });
    return answer;
  };
  const issue = async () => {
    const { case: id, child } = await step('requests', {
      happenedOn: '2026-03-02',
      newChild: { surname: 'Ashworth', forename: 'Robin' },
    });
    await step(`cases/${id}/decision-to-assess`, { happenedOn: '2026-04-09' });
    await step(`cases/${id}/decision-to-issue`, { happenedOn: '2026-06-02' });
    await step(`cases/${id}/draft-plan`, { happenedOn: '2026-06-08' });
    const final = await step(`cases/${id}/final-plan`, {
      happenedOn: '2026-07-16',
      sections: ['A', 'F'],
      settingOther: 'With the tutor whom Robin knows.',
    });
    return { id: id as string, child: child as string, plan: final.events[0].ids.plan as string };
  };

  test('from the day on which it was sent, with what it says', async () => {
    const { id, child, plan } = await issue();
    await follow();
    const [event] = await casework.store.readStream(`plan-${plan}`);
    expect(event).toMatchObject({
      type: 'PlanBroughtIntoForce',
      happenedOn: '2026-07-16',
      source: 'computed',
      child,
      role: 'policy',
      payload: { case: id, child, sections: ['A', 'F'] },
    });
    expect(event!.causationId).not.toBeNull();
    expect(await casework.sealer.open(event!)).toEqual({ settingOther: 'With the tutor whom Robin knows.' });
  });

  test('once, however often the log is followed', async () => {
    const { plan } = await issue();
    await follow();
    const head = await casework.store.head();
    await follow();
    expect(await casework.store.head()).toBe(head);
    expect(await casework.store.readStream(`plan-${plan}`)).toHaveLength(1);
  });

  test('but not for a plan that a return brought, or a simulation made up', async () => {
    for (const source of ['imported', 'simulated'] as const) {
      const [caseId, plan, child] = [randomUUID(), randomUUID(), randomUUID()];
      await casework.store.append({
        stream: `case-${caseId}`,
        expected: 'no_stream',
        events: [
          {
            id: randomUUID(),
            type: 'PlanFinalised',
            schemaVersion: 1,
            authority: '891',
            child,
            happenedOn: '2024-01-08',
            source,
            payload: { plan },
            keyId: null,
            sealed: null,
            sealedDigest: null,
            actor: 'import',
            role: 'import',
            agency: null,
            verified: false,
            correlationId: randomUUID(),
            causationId: null,
            commandId: randomUUID(),
          },
        ],
      });
      await follow();
      expect(await casework.store.readStream(`plan-${plan}`)).toEqual([]);
    }
  });

  test('after a reassessment the plan that there is is amended', async () => {
    const { plan } = await issue();
    await follow();
    const asked = await step(`plans/${plan}/reassessment`, { happenedOn: '2026-08-03', askedBy: 'parent' });
    // Monday 3 August + 15 days.
    expect(asked.clocks.map(({ rule, due }: never) => [rule, due])).toEqual([['B1_REASSESS_NOTIFY_15D', '2026-08-18']]);
    await step(`cases/${asked.case}/decision-to-assess`, { happenedOn: '2026-08-10' });
    await step(`cases/${asked.case}/decision-to-issue`, { happenedOn: '2026-10-05' });
    await step(`cases/${asked.case}/draft-plan`, { happenedOn: '2026-10-12' });
    await step(`cases/${asked.case}/final-plan`, { happenedOn: '2026-11-16', sections: ['A'] });
    await follow();
    const events = await casework.store.readStream(`plan-${plan}`);
    expect(events.map(({ type, happenedOn }) => [type, happenedOn])).toEqual([
      ['PlanBroughtIntoForce', '2026-07-16'],
      ['ReassessmentRequested', '2026-08-03'],
      ['AmendedPlanFinalised', '2026-11-16'],
    ]);
  });

  test('a plan that comes from another authority needs no policy', async () => {
    const came = await step('plans/transferred-in', {
      happenedOn: '2026-11-30',
      from: '892',
      madeOn: '2025-06-02',
      newChild: { surname: 'Ashworth', forename: 'Robin' },
    });
    expect(came.events.map(({ type }: never) => type)).toEqual(['PlanBroughtIntoForce', 'PlanTransferredIn']);
    // Monday 30 November + 6 weeks = 11 January.
    expect(came.clocks.find(({ rule }: { rule: string }) => rule === 'E2_NEWLA_INFORM_6W').due).toBe('2027-01-11');
    await step(`plans/${came.plan}/family-told-of-transfer`, { happenedOn: '2026-12-01' });
  });

  test('a correction needs a second person, and moves the clocks', async () => {
    const { id } = await issue();
    const events = await casework.store.readStream(`case-${id}`);
    const final = events.find((event) => event.type === 'PlanFinalised')!;
    const asked = await step(`cases/${id}/corrections`, {
      happenedOn: '2026-12-01',
      event: final.id,
      field: 'happenedOn',
      old: '2026-07-16',
      new: '2026-07-22',
      reason: 'It was posted on the 22nd.',
    });
    const path = `/api/casework/cases/${id}/corrections/${asked.events[0].ids.correction}/approval`;
    const alone = await casework.post(path, { happenedOn: '2026-12-01' });
    expect(alone.status).toBe(403);
    const approved = await casework.post(path, { happenedOn: '2026-12-01' }, { 'x-ehc-actor': 'b.manager' });
    expect(approved.status).toBe(201);
    expect(approved.body.clocks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'A5_FINAL_20W', due: '2026-07-20', status: 'late', moved: 'changed' }),
      ]),
    );
  });
});
