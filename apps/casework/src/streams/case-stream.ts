import { foldCase } from '@ehc/pathway';
import { caseClocks } from '@ehc/case-clocks';
import { defineStream } from '@ehc/recording';

/** `case-<id>`: one request and its assessment. */
export const caseStream = defineStream({
  kind: 'case',
  noun: 'case',
  fold: foldCase,
  childOf: (state) => state.child,
  clocks: (id, state, today, settings) => caseClocks({ id, state, today, settings }),
});
