import { applyDecorators, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Recorded } from './recorded.js';

/** A controller whose methods record steps; `tag` groups them in the description of the API. */
export const RecordsSteps = (path: string, tag: string): ClassDecorator =>
  applyDecorators(Controller(path), ApiTags(tag), ...parametersIn(path)) as ClassDecorator;

/** A method that records a step: `POST path`, answered 201 with what was recorded and which clocks moved. */
export const Records = (
  path: string,
  summary: string,
  description?: string,
  type: typeof Recorded = Recorded,
): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(201),
    ...parametersIn(path),
    ApiOperation({ summary, ...(description ? { description } : {}) }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A UUID for this command. Sent again, the command is answered as before and records nothing twice.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The revision that you saw. If something was recorded since, the answer is 412 and nothing is recorded.',
    }),
    ApiResponse({
      status: 201,
      type,
      description: 'Recorded, or recorded before under the same command id.',
    }),
    ApiResponse({ status: 400, description: 'The request is not well formed; the problem details name the fields.' }),
    ApiResponse({ status: 404, description: 'There is no such thing in your authority.' }),
    ApiResponse({
      status: 409,
      description: 'Out of order, changed since you looked, or the command id was used before.',
    }),
    ApiResponse({ status: 412, description: 'The revision given as If-Match is no longer the last one.' }),
    ApiResponse({ status: 422, description: 'A value is well formed but wrong, for instance a date in the future.' }),
  );

const parametersIn = (path: string) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) =>
    ApiParam({ name: name!, format: 'uuid', description: `Id of the ${name!.replace(/Id$/, '')}.` }),
  );
