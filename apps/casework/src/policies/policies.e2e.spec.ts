import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Casework, MANAGER, startCasework } from '../../testing/start-casework.js';
import { CASEWORK_POLICIES } from '../casework.module.js';
import { foldPlan } from '@ehc/pathway';
import { followOnce, pathwayEvents, type Policy } from '@ehc/recording';

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

  /** Asked for by one person and approved by another. */
  const correct = async (caseId: string, type: string, correction: object) => {
    const events = await casework.store.readStream(`case-${caseId}`);
    const event = events.findLast((one) => one.type === type)!;
    const asked = await step(`cases/${caseId}/corrections`, {
      happenedOn: '2026-11-30',
      event: event.id,
      reason: 'It says so in the letter.',
      ...correction,
    });
    const path = `/api/casework/cases/${caseId}/corrections/${asked.events[0].ids.correction}/approval`;
    const approved = await casework.post(path, { happenedOn: '2026-12-01' }, {}, MANAGER);
    expect(approved.status).toBe(201);
    return approved.body.events[0].id as string;
  };
  const planAt = async (plan: string) => foldPlan(pathwayEvents(await casework.store.readStream(`plan-${plan}`)));
  const followedOnceMore = async () => {
    await follow();
    const head = await casework.store.head();
    await follow();
    expect(await casework.store.head()).toBe(head);
  };

  describe('when a final plan is corrected', () => {
    const day = { field: 'happenedOn', old: '2026-07-16', new: '2026-07-10' };

    test('the plan is in force from the right day, by whom it was approved', async () => {
      const { id, child, plan } = await issue();
      await follow();
      const cause = await correct(id, 'PlanFinalised', day);
      await followedOnceMore();
      expect((await planAt(plan)).started?.on).toBe('2026-07-10');
      const [start, corrected] = await casework.store.readStream(`plan-${plan}`);
      expect(corrected).toMatchObject({
        type: 'FactCorrected',
        happenedOn: '2026-12-01',
        source: 'computed',
        role: 'policy',
        child,
        causationId: cause,
        payload: {
          event: start!.id,
          ...day,
          requestedBy: 'a.caseworker',
          approvedBy: 'b.manager',
          because: 'mistake',
        },
      });
      expect(await casework.sealer.open(corrected!)).toEqual({ reason: 'It says so in the letter.' });
    });

    test('also where the policy had not looked at the plan before', async () => {
      const { id, plan } = await issue();
      await correct(id, 'PlanFinalised', day);
      await followedOnceMore();
      expect((await planAt(plan)).started?.on).toBe('2026-07-10');
    });

    test('and corrected again', async () => {
      const { id, plan } = await issue();
      await correct(id, 'PlanFinalised', day);
      await correct(id, 'PlanFinalised', { field: 'happenedOn', old: '2026-07-10', new: '2026-07-09' });
      await followedOnceMore();
      expect((await planAt(plan)).started?.on).toBe('2026-07-09');
    });

    test('what the plan took over from it is corrected, in the open and under seal', async () => {
      const { id, plan } = await issue();
      await follow();
      const needs = [{ type: 'ASD', rank: 1 }];
      await correct(id, 'PlanFinalised', { field: 'needs', new: needs });
      const words = { old: 'With the tutor whom Robin knows.', new: 'With another tutor.' };
      await correct(id, 'PlanFinalised', { field: 'settingOther', ...words });
      await followedOnceMore();
      expect((await planAt(plan)).contents.needs).toEqual(needs);
      const last = (await casework.store.readStream(`plan-${plan}`)).at(-1)!;
      expect(last.payload).toMatchObject({ field: 'settingOther', old: null, new: null });
      expect(await casework.sealer.open(last)).toEqual({ ...words, reason: 'It says so in the letter.' });
    });

    test('what the plan did not take over is no business of its', async () => {
      const { id, plan } = await issue();
      await follow();
      await correct(id, 'PlanFinalised', { field: 'settingType', new: 'A special school' });
      await correct(id, 'DraftPlanServed', { field: 'happenedOn', old: '2026-06-08', new: '2026-06-09' });
      await followedOnceMore();
      expect(await casework.store.readStream(`plan-${plan}`)).toHaveLength(1);
    });
  });

  describe('when a final plan is struck out', () => {
    test('no plan is in force', async () => {
      const { id, child, plan } = await issue();
      await follow();
      const cause = await correct(id, 'PlanFinalised', { field: '*' });
      await followedOnceMore();
      expect((await planAt(plan)).started).toBeNull();
      const [start, struckOut] = await casework.store.readStream(`plan-${plan}`);
      expect(struckOut).toMatchObject({
        type: 'EventStruckOut',
        child,
        causationId: cause,
        payload: { event: start!.id, requestedBy: 'a.caseworker', approvedBy: 'b.manager', because: 'mistake' },
      });
    });

    test('nothing more is recorded on it', async () => {
      const { id, plan } = await issue();
      await follow();
      await correct(id, 'PlanFinalised', { field: '*' });
      await follow();
      const { status, body } = await casework.post(`/api/casework/plans/${plan}/cease-notice`, {
        happenedOn: '2026-12-01',
      });
      expect({ status, says: body.detail }).toEqual({ status: 409, says: expect.stringMatching(/was struck out/) });
    });

    test('and with a new final plan one is', async () => {
      const { id, plan } = await issue();
      await follow();
      await correct(id, 'PlanFinalised', { field: '*' });
      const again = await step(`cases/${id}/final-plan`, { happenedOn: '2026-07-20' });
      await followedOnceMore();
      const starts = await Promise.all(
        [plan, again.events[0].ids.plan].map(async (one: string) => (await planAt(one)).started?.on),
      );
      expect(starts).toEqual([undefined, '2026-07-20']);
    });

    test('before the policy looked at it, no plan begins', async () => {
      const { id, plan } = await issue();
      await correct(id, 'PlanFinalised', { field: '*' });
      await followedOnceMore();
      expect(await casework.store.readStream(`plan-${plan}`)).toEqual([]);
    });

    test('after a reassessment the plan stays, without the amendment', async () => {
      const { plan } = await issue();
      await follow();
      const { case: id } = await step(`plans/${plan}/reassessment`, { happenedOn: '2026-08-03', askedBy: 'parent' });
      await step(`cases/${id}/decision-to-assess`, { happenedOn: '2026-08-10' });
      await step(`cases/${id}/decision-to-issue`, { happenedOn: '2026-10-05' });
      await step(`cases/${id}/draft-plan`, { happenedOn: '2026-10-12' });
      await step(`cases/${id}/final-plan`, { happenedOn: '2026-11-16', sections: ['A'] });
      await follow();
      await correct(id, 'PlanFinalised', { field: '*' });
      await followedOnceMore();
      expect(await planAt(plan)).toMatchObject({ started: { on: '2026-07-16' }, amended: [] });
    });
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
    const approved = await casework.post(path, { happenedOn: '2026-12-01' }, {}, MANAGER);
    expect(approved.status).toBe(201);
    expect(approved.body.clocks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'A5_FINAL_20W', due: '2026-07-20', status: 'late', moved: 'changed' }),
      ]),
    );
  });
});
