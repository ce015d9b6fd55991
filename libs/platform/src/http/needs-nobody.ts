import { SetMetadata } from '@nestjs/common';

/** Under which a route keeps its rule: who may ask it. */
export const ACCESS_RULE = 'ehc:access-rule';

/** A route that answers everybody: nothing in its answer is about a person or an authority's work. */
export const NeedsNobody = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS_RULE, 'nobody');
