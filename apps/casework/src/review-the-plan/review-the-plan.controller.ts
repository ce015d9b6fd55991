import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import {
  circulateReviewAdvice,
  CirculateReviewAdvice,
  holdReviewMeeting,
  HoldReviewMeeting,
  notifyReviewDecision,
  NotifyReviewDecision,
  notifyReviewMeeting,
  NotifyReviewMeeting,
  reviewFallsDue,
  ReviewFallsDue,
  sendReviewReport,
  SendReviewReport,
} from './review-steps.js';

@Allow('record-steps')
@RecordsSteps('api/casework/plans/:planId', 'Reviewing the plan')
export class ReviewThePlanController {
  constructor(private readonly recorder: Recorder) {}

  @Records('review-due', 'The setting was told that a review is due', 'CFA 2014 s.44(1): every 12 months (C1).')
  fallsDue(@GivenFor('planId') given: Given, @Body() body: ReviewFallsDue): Promise<Recorded> {
    return this.recorder.record(reviewFallsDue, given, body);
  }

  @Allow('convene-reviews')
  @Records(
    'review-meeting-notice',
    'Notice of the review meeting was given',
    'Reg 20(3): at least 2 weeks before (C2).',
  )
  notifyMeeting(@GivenFor('planId') given: Given, @Body() body: NotifyReviewMeeting): Promise<Recorded> {
    return this.recorder.record(notifyReviewMeeting, given, body);
  }

  @Allow('convene-reviews')
  @Records(
    'review-advice-circulated',
    'The advice for the meeting was circulated',
    'Reg 20(4): at least 2 weeks before (C3).',
  )
  circulateAdvice(@GivenFor('planId') given: Given, @Body() body: CirculateReviewAdvice): Promise<Recorded> {
    return this.recorder.record(circulateReviewAdvice, given, body);
  }

  @Allow('convene-reviews')
  @Records(
    'review-meeting',
    'The review meeting was held',
    'Starts the report (2 weeks, C4) and the decision (4 weeks, C5).',
  )
  holdMeeting(@GivenFor('planId') given: Given, @Body() body: HoldReviewMeeting): Promise<Recorded> {
    return this.recorder.record(holdReviewMeeting, given, body);
  }

  @Allow('convene-reviews')
  @Records('review-report', 'The report of the meeting was sent', 'Reg 20(8)–(9): within 2 weeks of the meeting (C4).')
  sendReport(@GivenFor('planId') given: Given, @Body() body: SendReviewReport): Promise<Recorded> {
    return this.recorder.record(sendReviewReport, given, body);
  }

  @Records(
    'review-decision',
    'The family was told whether the plan is maintained, amended or ceased',
    'Reg 20(10): within 4 weeks of the meeting (C5). The amendment notice is due with it (C6, R (L, M & P) v Devon CC).',
  )
  notifyDecision(@GivenFor('planId') given: Given, @Body() body: NotifyReviewDecision): Promise<Recorded> {
    return this.recorder.record(notifyReviewDecision, given, body);
  }
}
