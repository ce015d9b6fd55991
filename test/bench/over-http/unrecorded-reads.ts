import type { CallHandler, ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { RecordReads } from '../../../libs/identity/src/reads/record-reads.interceptor.js';

// Loaded before `ehc start` (`node --import`): the service as it is, but for requests that ask not to be recorded, which
// no service listens to.

/** With this header a read goes unrecorded. */
const UNRECORDED = 'x-bench-unrecorded';

const { intercept } = RecordReads.prototype;

RecordReads.prototype.intercept = function (this: RecordReads, context: ExecutionContext, next: CallHandler) {
  const { headers } = context.switchToHttp().getRequest<IncomingMessage>();
  return headers[UNRECORDED] === undefined ? intercept.call(this, context, next) : next.handle();
};
