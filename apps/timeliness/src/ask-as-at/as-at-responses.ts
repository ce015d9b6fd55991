import { applyDecorators } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiServiceUnavailableResponse } from '@nestjs/swagger';

/** What a question is answered with that cannot be understood. */
export const ApiQuestionNotUnderstood = (): MethodDecorator =>
  ApiBadRequestResponse({ description: 'The question cannot be understood; `errors` names the fields' });

/** What is answered while the read models do not hold yet what was recorded. */
export const ApiCatchingUp = (): MethodDecorator =>
  ApiServiceUnavailableResponse({ description: 'The read models are catching up; ask again in a moment' });

/** How a question about an authority as at a moment may fail. */
export const ApiAsAtResponses = (): MethodDecorator =>
  applyDecorators(
    ApiQuestionNotUnderstood(),
    ApiNotFoundResponse({ description: 'There is no such authority' }),
    ApiCatchingUp(),
  );
