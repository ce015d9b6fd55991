import { describe, test } from '@jest/globals';
import {
  agreed,
  drafted,
  happened,
  id,
  imported,
  issued,
  movedOut,
  notToIssue,
  refused,
  requested,
  toIssue,
  withdrawn,
} from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { consultFamily } from '../consult-the-family/consult-family.js';
import { consultSetting } from '../consult-settings/consult-setting.js';
import { settingReplies } from '../consult-settings/setting-replies.js';
import { decideNotToIssue } from '../decide-whether-to-issue/decide-not-to-issue.js';
import { decideToIssue } from '../decide-whether-to-issue/decide-to-issue.js';
import { finalisePlan } from '../finalise-the-plan/finalise-plan.js';
import { contactFamilyOnCase } from '../meet-the-family/contact-family.js';
import { holdMeeting } from '../meet-the-family/hold-meeting.js';
import { reverseRefusal } from '../reverse-a-refusal/reverse-refusal.js';
import { familyResponds } from '../serve-the-draft-plan/family-responds.js';
import { reissueDraft } from '../serve-the-draft-plan/reissue-draft.js';
import { serveDraft } from '../serve-the-draft-plan/serve-draft.js';
import { closeCase } from '../withdraw-move-or-close/close-case.js';
import { moveIn, moveOut } from '../withdraw-move-or-close/move.js';
import { withdrawAssessment, withdrawRequest } from '../withdraw-move-or-close/withdraw.js';
import { assignCaseworkerToCase } from '../assign-a-caseworker/assign-caseworker.js';

const on = '2026-08-03';
const reasons = 'Because.';

describe('consulting the family', () => {
  test('follows the request', () =>
    void given(requested)
      .when(consultFamily, { happenedOn: '2026-03-05', method: 'letter' })
      .leadsTo('FamilyConsulted'));
  test('is not before it', () =>
    given(requested)
      .when(consultFamily, { happenedOn: '2026-03-01' })
      .isRefused(/before 2026-03-02/));
  test('is not on a case that was withdrawn', () =>
    given(withdrawn)
      .when(consultFamily, { happenedOn: on })
      .isRefused(/withdrawn/));
});

describe('deciding to issue a plan', () => {
  test('follows an assessment', () =>
    void given(agreed).when(decideToIssue, { happenedOn: on }).leadsTo('DecidedToIssuePlan'));
  test('is not without one', () =>
    given(requested)
      .when(decideToIssue, { happenedOn: on })
      .isRefused(/not been decided to make an assessment/));
  test('is not while a refusal to assess stands', () =>
    given(refused)
      .when(decideToIssue, { happenedOn: on })
      .isRefused(/refusal-reversed/));
  test('is not while a refusal to issue stands', () =>
    given(notToIssue)
      .when(decideToIssue, { happenedOn: on })
      .isRefused(/no plan will be issued/));
  test('is done once', () =>
    given(toIssue)
      .when(decideToIssue, { happenedOn: on })
      .isRefused(/decided already/));
  test('is not before the assessment was agreed', () =>
    given(agreed)
      .when(decideToIssue, { happenedOn: '2026-04-08' })
      .isRefused(/before 2026-04-09/));
  test('may follow an assessment of which a return tells', () =>
    void given(
      imported('AssessmentRequested', '2025-11-03', { child: id(2) }),
      imported('AssessmentUnderWay', null, { shownInYear: 2025 }),
    )
      .when(decideToIssue, { happenedOn: on })
      .leadsTo('DecidedToIssuePlan'));
});

describe('deciding not to issue a plan', () => {
  test('follows an assessment', () =>
    void given(agreed).when(decideNotToIssue, { happenedOn: on, reasons }).leadsTo('DecidedNotToIssuePlan'));
  test('is not without one', () =>
    given(requested)
      .when(decideNotToIssue, { happenedOn: on, reasons })
      .isRefused(/decision-to-assess/));
  test('is not after it was decided to issue', () =>
    given(toIssue)
      .when(decideNotToIssue, { happenedOn: on, reasons })
      .isRefused(/decided to issue/));
  test('is not after the plan', () =>
    given(issued)
      .when(decideNotToIssue, { happenedOn: on, reasons })
      .isRefused(/final plan was sent/));
});

describe('serving the draft', () => {
  test('follows the decision to issue', () =>
    void given(toIssue)
      .when(serveDraft, { happenedOn: on, by: 'email' })
      .leadsTo({ type: 'DraftPlanServed', payload: { version: 1 } }));
  test('may be before that decision is recorded', () =>
    void given(agreed).when(serveDraft, { happenedOn: on }).leadsTo('DraftPlanServed'));
  test('is not before an assessment', () =>
    given(requested)
      .when(serveDraft, { happenedOn: on })
      .isRefused(/not been decided/));
  test('is done once; another draft is a changed one', () =>
    given(drafted)
      .when(serveDraft, { happenedOn: on })
      .isRefused(/draft-plan-reissued/));
  test('a changed draft has the next number', () =>
    void given(drafted)
      .when(reissueDraft, { happenedOn: on })
      .leadsTo({ payload: { version: 2 } }));
  test('a changed draft needs a first one', () =>
    given(toIssue)
      .when(reissueDraft, { happenedOn: on })
      .isRefused(/No draft/));
  test('a changed draft is not before the first', () =>
    given(drafted)
      .when(reissueDraft, { happenedOn: '2026-06-07' })
      .isRefused(/2026-06-08/));
  test('the family answers a draft', () =>
    void given(drafted).when(familyResponds, { happenedOn: on, response: 'agreed' }).leadsTo('FamilyResponded'));
  test('the family cannot answer what was not served', () =>
    given(toIssue)
      .when(familyResponds, { happenedOn: on, response: 'agreed' })
      .isRefused(/No draft/));
});

describe('consulting settings', () => {
  const consulted = happened('SettingConsulted', '2026-06-09', { consultation: id(3), setting: { urn: '123456' } });
  test('follows an assessment', () =>
    void given(drafted)
      .when(consultSetting, { happenedOn: on, setting: { urn: '123456' }, settingName: 'A School' })
      .leadsTo({
        type: 'SettingConsulted',
        payload: { setting: { urn: '123456' } },
        sealed: { settingName: 'A School' },
      }));
  test('is not received before it was sent', () =>
    given(drafted)
      .when(consultSetting, { happenedOn: on, setting: {}, receivedOn: '2026-08-02' })
      .isRefused(/before 2026-08-03/, 'receivedOn'));
  test('is answered', () =>
    void given(drafted, consulted)
      .when(settingReplies, { happenedOn: on, consultation: id(3), reply: 'full' })
      .leadsTo('SettingReplied'));
  test('is answered once', () =>
    given(drafted, consulted, happened('SettingReplied', '2026-06-20', { consultation: id(3), reply: 'full' }))
      .when(settingReplies, { happenedOn: on, consultation: id(3), reply: 'full' })
      .isRefused(/answered already/));
  test('no other consultation is answered', () =>
    given(drafted, consulted)
      .when(settingReplies, { happenedOn: on, consultation: id(4), reply: 'full' })
      .isRefused(/no such consultation/));
});

describe('finalising the plan', () => {
  test('follows the draft and the decision', () =>
    void given(drafted)
      .when(finalisePlan, { happenedOn: on, sections: ['A', 'F'] })
      .leadsTo({ type: 'PlanFinalised', payload: { sections: ['A', 'F'] } }));
  test('is not without a decision to issue', () =>
    given(agreed, happened('DraftPlanServed', '2026-06-08', {}))
      .when(finalisePlan, { happenedOn: on })
      .isRefused(/decision-to-issue/));
  test('is not without a draft', () =>
    given(toIssue)
      .when(finalisePlan, { happenedOn: on })
      .isRefused(/No draft plan/));
  test('is not before a decision at all', () =>
    given(requested)
      .when(finalisePlan, { happenedOn: on })
      .isRefused(/make an assessment/));
  test('is not before the draft', () =>
    given(drafted)
      .when(finalisePlan, { happenedOn: '2026-06-07' })
      .isRefused(/2026-06-08/));
  test('is done once', () =>
    given(issued)
      .when(finalisePlan, { happenedOn: on })
      .isRefused(/final plan was sent on 2026-07-16/));
  test('is not on a case that moved', () => given(movedOut).when(finalisePlan, { happenedOn: on }).isRefused(/moved/));
  test('of an imported assessment needs neither, for a return tells of neither', () =>
    void given(
      imported('AssessmentRequested', '2025-11-03', { child: id(2) }),
      imported('DecidedToAssess', '2025-12-08', {}),
    )
      .when(finalisePlan, { happenedOn: on })
      .leadsTo('PlanFinalised'));
  test('after a reassessment keeps the plan that there is', () =>
    void given(
      happened('AssessmentRequested', '2026-03-02', { child: id(2), kind: 'reassessment', previousPlan: id(8) }),
      drafted.slice(1),
    )
      .when(finalisePlan, { happenedOn: on })
      .leadsTo({ payload: { plan: id(8) } }));
});

describe('reversing a refusal', () => {
  test('to assess', () =>
    void given(refused)
      .when(reverseRefusal, { happenedOn: on, about: 'assess', because: 'mediation' })
      .leadsTo('RefusalReversed'));
  test('to issue', () =>
    void given(notToIssue)
      .when(reverseRefusal, { happenedOn: on, about: 'issue', because: 'authority_reconsidered' })
      .leadsTo('RefusalReversed'));
  test('to issue, made a second time after it was reversed', () => {
    const reversed = happened('RefusalReversed', '2026-06-20', { about: 'issue', because: 'mediation' });
    const again = happened('DecidedNotToIssuePlan', '2026-07-20', {});
    given(notToIssue, reversed, again)
      .when(decideToIssue, { happenedOn: on })
      .isRefused(/2026-07-20/);
    given(notToIssue, reversed, again)
      .when(reverseRefusal, { happenedOn: '2026-07-19', about: 'issue', because: 'mediation' })
      .isRefused(/2026-07-20/);
    given(notToIssue, reversed, again)
      .when(reverseRefusal, { happenedOn: on, about: 'issue', because: 'mediation' })
      .leadsTo('RefusalReversed');
    given(notToIssue, reversed)
      .when(reverseRefusal, { happenedOn: on, about: 'issue', because: 'mediation' })
      .isRefused(/already/);
  });
  test('needs a refusal', () =>
    given(agreed)
      .when(reverseRefusal, { happenedOn: on, about: 'assess', because: 'order' })
      .isRefused(/no refusal to assess/));
  test('is not before it', () =>
    given(refused)
      .when(reverseRefusal, { happenedOn: '2026-04-08', about: 'assess', because: 'order' })
      .isRefused(/2026-04-09/));
  test('is done once', () =>
    given(refused, happened('RefusalReversed', '2026-05-01', { about: 'assess', because: 'order' }))
      .when(reverseRefusal, { happenedOn: on, about: 'assess', because: 'order' })
      .isRefused(/already/));
  test('opens the way to the plan', () =>
    void given(refused, happened('RefusalReversed', '2026-05-01', { about: 'assess', because: 'order' }))
      .when(decideToIssue, { happenedOn: on })
      .leadsTo('DecidedToIssuePlan'));
});

describe('withdrawing, moving, closing', () => {
  test('a request is withdrawn before the decision', () =>
    void given(requested).when(withdrawRequest, { happenedOn: on, by: 'parent' }).leadsTo('RequestWithdrawn'));
  test('not after it', () =>
    given(agreed)
      .when(withdrawRequest, { happenedOn: on })
      .isRefused(/withdrawal of the assessment/));
  test('an assessment is withdrawn before the plan', () =>
    void given(agreed).when(withdrawAssessment, { happenedOn: on }).leadsTo('AssessmentWithdrawn'));
  test('not before it began', () =>
    given(requested)
      .when(withdrawAssessment, { happenedOn: on })
      .isRefused(/not been decided/));
  test('not after the plan', () =>
    given(issued)
      .when(withdrawAssessment, { happenedOn: on })
      .isRefused(/final plan/));
  test('the child moves away', () =>
    void given(agreed).when(moveOut, { happenedOn: on, to: '892' }).leadsTo('MovedOut'));
  test('once', () => given(movedOut).when(moveOut, { happenedOn: on, to: '892' }).isRefused(/moved/));
  test('the child moves here', () =>
    void given(requested)
      .when(moveIn, { happenedOn: on, from: '892', originalRequestReceivedOn: '2026-01-05' })
      .leadsTo('MovedIn'));
  test('the request there was not after the move', () =>
    given(requested)
      .when(moveIn, { happenedOn: on, from: '892', originalRequestReceivedOn: '2026-08-04' })
      .isRefused(/after/, 'originalRequestReceivedOn'));
  test('the case is closed', () =>
    void given(agreed).when(closeCase, { happenedOn: on, reason: 'died' }).leadsTo('CaseClosed'));
  test('after the plan it is the plan that ends', () =>
    given(issued)
      .when(closeCase, { happenedOn: on, reason: 'died' })
      .isRefused(/recorded on the plan/));
});

describe('what may be done at any time', () => {
  test('a contact with the family, after a refusal too', () =>
    void given(refused)
      .when(contactFamilyOnCase, { happenedOn: on, method: 'telephone', about: 'refusal' })
      .leadsTo('FamilyContacted'));
  test('a meeting after a refusal', () =>
    void given(refused).when(holdMeeting, { happenedOn: on, purpose: 'way_forward' }).leadsTo('MeetingHeld'));
  test('a caseworker is assigned', () =>
    void given(issued).when(assignCaseworkerToCase, { happenedOn: on, caseworker: 'b' }).leadsTo('CaseworkerAssigned'));
});
