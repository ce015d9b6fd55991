import { EVENT_STORE, type EventStore, Sealer } from '@ehc/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { AmendThePlanController } from './amend-the-plan/amend-the-plan.controller.js';
import { AssignACaseworkerController } from './assign-a-caseworker/assign-a-caseworker.controller.js';
import { CeaseThePlanController } from './cease-the-plan/cease-the-plan.controller.js';
import { ChangePlanDetailsController } from './change-plan-details/change-plan-details.controller.js';
import { ChooseSettingsController } from './choose-settings/choose-settings.controller.js';
import { ConsultSettingsController } from './consult-settings/consult-settings.controller.js';
import { ConsultTheFamilyController } from './consult-the-family/consult-the-family.controller.js';
import {
  CorrectACaseController,
  CorrectAChildController,
  CorrectAPlanController,
} from './correct-the-record/correct-the-record.controller.js';
import { DecideWhetherToAssessController } from './decide-whether-to-assess/decide-whether-to-assess.controller.js';
import { DecideWhetherToIssueController } from './decide-whether-to-issue/decide-whether-to-issue.controller.js';
import {
  DisputeADecisionOnACaseController,
  DisputeADecisionOnAPlanController,
} from './dispute-a-decision/dispute-a-decision.controller.js';
import { FinaliseThePlanController } from './finalise-the-plan/finalise-the-plan.controller.js';
import { GiveAccessController, ListAccessController } from './give-access/give-access.controller.js';
import { KeepChildDetailsController } from './keep-child-details/keep-child-details.controller.js';
import {
  ContactTheFamilyOnAPlanController,
  MeetTheFamilyController,
} from './meet-the-family/meet-the-family.controller.js';
import { PlanThePhaseTransferController } from './plan-the-phase-transfer/plan-the-phase-transfer.controller.js';
import { ReassessController } from './reassess/reassess.controller.js';
import { RecordExceptionsController } from './record-exceptions/record-exceptions.controller.js';
import { bringPlanIntoForce } from './policies/bring-plan-into-force.js';
import { type Infrastructure, policiesRunner, Recorder, RecordingModule } from '@ehc/recording';
import { ChildIntake } from './request-an-assessment/child-intake.js';
import { RequestAnAssessmentController } from './request-an-assessment/request-an-assessment.controller.js';
import { RestrictARecordController } from './restrict-a-record/restrict-a-record.controller.js';
import { ReverseARefusalController } from './reverse-a-refusal/reverse-a-refusal.controller.js';
import { ReviewThePlanController } from './review-the-plan/review-the-plan.controller.js';
import { ServeTheDraftPlanController } from './serve-the-draft-plan/serve-the-draft-plan.controller.js';
import { TransferThePlanController } from './transfer-the-plan/transfer-the-plan.controller.js';
import { WithdrawMoveOrCloseController } from './withdraw-move-or-close/withdraw-move-or-close.controller.js';

export interface CaseworkModuleOptions {
  /**
   * A module that provides and exports EVENT_STORE and `Sealer`, and `pg.Pool` for the policies' checkpoints; without a
   * pool no policy follows the log. CLOCK and LOGGER are global.
   */
  readonly infrastructure: Infrastructure;
}

/** DI token of casework's policies. */
export const CASEWORK_POLICIES = Symbol('CaseworkPolicies');

/** Caseworkers record the pathway's steps. */
@Module({})
export class CaseworkModule {
  static register({ infrastructure }: CaseworkModuleOptions): DynamicModule {
    return {
      module: CaseworkModule,
      imports: [infrastructure, RecordingModule.on(infrastructure)],
      controllers: [
        RequestAnAssessmentController,
        ConsultTheFamilyController,
        DecideWhetherToAssessController,
        RecordExceptionsController,
        DecideWhetherToIssueController,
        ServeTheDraftPlanController,
        ConsultSettingsController,
        MeetTheFamilyController,
        FinaliseThePlanController,
        ReverseARefusalController,
        WithdrawMoveOrCloseController,
        DisputeADecisionOnACaseController,
        // Before the others on plans: "transferred-in" must not be taken for the id of one.
        TransferThePlanController,
        ReviewThePlanController,
        AmendThePlanController,
        PlanThePhaseTransferController,
        ChangePlanDetailsController,
        CeaseThePlanController,
        ReassessController,
        DisputeADecisionOnAPlanController,
        ContactTheFamilyOnAPlanController,
        AssignACaseworkerController,
        KeepChildDetailsController,
        ChooseSettingsController,
        RestrictARecordController,
        GiveAccessController,
        ListAccessController,
        CorrectACaseController,
        CorrectAPlanController,
        CorrectAChildController,
      ],
      providers: [
        ChildIntake,
        {
          provide: CASEWORK_POLICIES,
          inject: [Recorder, EVENT_STORE, Sealer],
          useFactory: (recorder: Recorder, store: EventStore, sealer: Sealer) => [
            bringPlanIntoForce(recorder, store, sealer),
          ],
        },
        policiesRunner('casework', CASEWORK_POLICIES),
      ],
      exports: [CASEWORK_POLICIES],
    };
  }
}
