import { SEN2_REFUSALS, SEN2_RULES } from '../../../dist/apps/casework/src/import-sen2-return/read/rules/catalogue.js';
import { GENERATED, page, table } from './markdown.mjs';

/** Found when the return is compared with what is recorded; their texts are with the code that finds them. */
const COMPARING = [
  ['SEN2-M01', 'A person of the return may be another child than, or the same child as, one who is recorded.'],
  ['SEN2-M02', 'A request of the return may be one that is recorded with another date.'],
  [
    'SEN2-M03',
    'The return differs from what a person recorded, or from what was given first; what was recorded stays.',
  ],
  ['SEN2-M04', 'A child of the return was forgotten after an earlier run of the same import; the row is left out.'],
];

const rows = (rules) => rules.map(({ id, text }) => [id, text]);

export const findingsPage = () => {
  const ofRows = Object.values(SEN2_RULES);
  return page(
    GENERATED,
    '# Findings of the SEN2 import',
    `What the import may say of a return. A finding names file, line and column and never a value, so a report may be
passed on to more people than the return itself. The ids are ours and do not change; the rule numbers of the Department
for Education were not available.`,
    '## The return is refused',
    'While there is one of these, nothing is imported.',
    table(['Id', 'Text'], rows(Object.values(SEN2_REFUSALS))),
    '## Errors',
    'The row is left out, and so is each row below it. The rest is imported.',
    table(['Id', 'Text'], rows(ofRows.filter(({ severity }) => severity === 'error'))),
    '## Queries',
    'The row is imported; somebody should look at it.',
    table(['Id', 'Text'], rows(ofRows.filter(({ severity }) => severity === 'query'))),
    '## Queries about what is recorded already',
    'Made when the return is compared with the record. Each says what was done.',
    table(['Id', 'What it is about'], COMPARING),
  );
};
