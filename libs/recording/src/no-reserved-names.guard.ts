import { badRequest } from '@ehc/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';

/** Names that class-transformer passes over without a word, so that the check of unknown fields never sees them. */
const RESERVED = ['__proto__', 'constructor'];

/** Refuses them as any other field that a request does not have. */
@Injectable()
export class NoReservedNamesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const field = reservedIn(context.switchToHttp().getRequest<Request>().body);
    if (field === null) return true;
    throw badRequest('invalid-request', 'The request does not have the shape that is expected here.', {
      errors: [{ field, code: 'unknown-field', message: `${field} is not a field of this request.` }],
    });
  }
}

/** The path of the first reserved name; bodies are as deep as the parser let them be. */
const reservedIn = (body: unknown): string | null => {
  const left: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: body }];
  for (let next = left.pop(); next; next = left.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [name, value] of Object.entries(next.value)) {
      const path = next.path === '' ? name : `${next.path}.${name}`;
      if (RESERVED.includes(name)) return path;
      left.push({ path, value });
    }
  }
  return null;
};
