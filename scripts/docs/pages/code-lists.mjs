import * as codes from '../../../dist/libs/pathway/src/codes/index.js';
import { code, GENERATED, page, table } from './markdown.mjs';

const isList = (value) => typeof value === 'object' && Array.isArray(value?.codes);

export const codeListsPage = () => {
  const lists = Object.entries(codes).filter(([, value]) => isList(value));
  return page(
    GENERATED,
    '# Code lists',
    `The codes that fields of a SEN2 return and of events hold, with the words that people read for them. A list marked as
*open* was not found in full in a published source: a code that it does not hold is kept and shown as it is.`,
    lists.map(([name, list]) => [
      `## ${name}`,
      `Codes of: ${list.name}.${list.certain ? '' : ' *Open.*'}`,
      table(
        ['Code', 'Meaning'],
        list.codes.map((one) => [code(one), list.label(one)]),
      ),
    ]),
  );
};
