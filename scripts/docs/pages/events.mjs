import { CATALOGUE } from '../../../dist/libs/pathway/src/events/catalogue.js';
import { anchor, code, GENERATED, page, table } from './markdown.mjs';
import { fieldRows, piecesIn } from './schema.mjs';

const STREAMS = [
  ['child', 'who the child is: identity and contacts'],
  ['case', 'one request and its assessment, with the disputes about it'],
  ['plan', 'one plan: issue, reviews, amendments, transfers, end'],
  ['advice', 'one request for advice to one body'],
  ['authority', 'settings of the authority, its retention schedule, and the returns that it imported'],
  ['figures', 'one set of figures that was given out'],
  ['disposal', 'one proposal to forget children whose records need not be kept any longer'],
];

const streamsOf = ({ streams }) => streams.map((kind) => code(`${kind}-`)).join(', ');

const describe = (definition) => [
  `### ${definition.type}`,
  definition.meaning,
  `Streams: ${streamsOf(definition)}. Version ${definition.version}.`,
  fieldTable('Open fields', definition.open),
  definition.sealed && fieldTable('Sealed fields', definition.sealed),
];

const fieldTable = (title, schema) => {
  const rows = fieldRows(schema);
  return rows.length === 0 ? `${title}: none.` : [`${title}:`, table(['Field', 'Required', 'Value'], rows)];
};

export const eventsPage = () =>
  page(
    GENERATED,
    '# Events',
    `Everything that is recorded is an event of one of these ${CATALOGUE.length} types. An event is never changed or
removed. The day on which a thing was done is not among the fields below: every event carries it as ${code('happenedOn')}
(a civil date in Europe/London, or null where it is not known). The instant at which it was recorded is
${code('recordedAt')}, which the store sets. See [The two times](../explanation/two-times.md).`,
    `*Open* fields are stored as they are: clocks run on them and measures are sliced by them. *Sealed* fields are
encrypted under a key of that child before they reach the database. See [Privacy](../explanation/privacy.md).`,
    '## Envelope',
    'Every event carries these beside its own fields.',
    table(
      ['Field', 'Meaning'],
      [
        ['`id`', 'UUID. The same id with the same content is recorded once.'],
        ['`stream`, `revision`', 'The stream, and the place in it: 0, 1, 2 … without gaps.'],
        ['`position`', 'The place in the one global order, which is the order of commit. Opaque.'],
        ['`type`, `schemaVersion`', 'Which of the types below, and which version of it.'],
        ['`authority`', 'Three-digit DfE code of the local authority.'],
        ['`child`', 'Id of the child, or null.'],
        ['`happenedOn`', 'Civil date in Europe/London on which the thing was done; null where it is not known.'],
        ['`recordedAt`', 'Instant (UTC) at which it was recorded; never decreases within an authority.'],
        ['`source`', '`entered` by a person, `imported`, `computed` by a policy, or `simulated`.'],
        [
          '`actor`, `role`, `agency`, `verified`',
          'Who caused it, in what role, for whom, and whether that was proved.',
        ],
        [
          '`correlationId`, `causationId`, `commandId`',
          'What it belongs to, which event led to it, which command made it.',
        ],
        ['`payload`', 'The open fields.'],
        ['`keyId`, `sealed`, `sealedDigest`', 'The sealed fields, their key, and a keyed digest of the plain text.'],
      ],
    ),
    STREAMS.map(([kind, holds]) => {
      const ofKind = CATALOGUE.filter(({ streams }) => streams[0] === kind);
      return [
        `## Events of \`${kind}-\` streams`,
        `A \`${kind}-\` stream holds ${holds}.`,
        table(
          ['Event', 'Meaning'],
          ofKind.map(({ type, meaning }) => [`[${type}](#${anchor(type)})`, meaning]),
        ),
        ofKind.map(describe),
      ];
    }),
    '## Pieces',
    'Parts of several events.',
    piecesIn(CATALOGUE.flatMap(({ open, sealed }) => [open, ...(sealed ? [sealed] : [])])).map(
      ({ name, says, schema }) => [`### ${name}`, says, table(['Field', 'Required', 'Value'], fieldRows(schema))],
    ),
  );
