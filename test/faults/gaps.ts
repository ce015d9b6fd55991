/** A moment that the service tells of on a diagnostics channel. */
interface Gap {
  readonly channel: string;
  /** Which of the moments told on the channel are this one. All, if left out. */
  readonly when?: (moment: never) => boolean;
}

interface Recording {
  readonly kind: string;
  readonly byPolicy: boolean;
}

interface Feeding {
  readonly projection: string;
  readonly events: number;
  readonly filling: boolean;
}

const isPolicy = ({ projection }: Feeding): boolean => projection.startsWith('policy_');
const isSealing = ({ projection }: Feeding): boolean => projection === 'tamper_evidence';
const ofReadModel = (moment: Feeding): boolean =>
  moment.events > 0 && !moment.filling && !isPolicy(moment) && !isSealing(moment);
const ofPolicy = (moment: Feeding): boolean => moment.events > 0 && isPolicy(moment);
const ofCaller = ({ byPolicy, kind }: Recording): boolean => !byPolicy && kind !== 'child';
const ofNewChild = ({ byPolicy, kind }: Recording): boolean => !byPolicy && kind === 'child';

/**
 * Every pair of steps between which the campaign strikes, by the name of the gap between them. The channels are those
 * of the `gaps.ts` of each library, and one of Node.js's own.
 */
export const GAPS = {
  /** A key was made and is on disk; the event sealed under it is not appended. */
  'key.durable-before-append': { channel: 'ehc.step.sealed', when: ofNewChild },
  /** The server has committed; the process that appended does not know, and has answered nobody. */
  'append.committed-not-answered': { channel: 'ehc.append.committed' },
  /** A request that is two commands: the child is registered, the request about it is not. */
  'intake.child-before-request': { channel: 'ehc.step.recorded', when: ofNewChild },
  /** A step is recorded; the HTTP answer is not sent. */
  'answer.before-http': { channel: 'ehc.step.recorded', when: ofCaller },
  /** The HTTP answer is sent. */
  'answer.sent': {
    channel: 'http.server.response.finish',
    when: ({ request }: { request: { method: string } }): boolean => request.method === 'POST',
  },
  /** A batch was read and its transaction begun; nothing is handled. */
  'projection.begun-before-load': { channel: 'ehc.batch.begun', when: ofReadModel },
  /** The histories of the streams that grow were loaded; their rows are not written. */
  'projection.loaded-before-rows': { channel: 'ehc.batch.loaded' },
  /** The rows are written; the checkpoint is not moved. */
  'projection.rows-before-checkpoint': { channel: 'ehc.batch.written', when: ofReadModel },
  /** The checkpoint is moved; the transaction is not committed. */
  'projection.checkpoint-before-commit': { channel: 'ehc.batch.moved', when: ofReadModel },
  /** The batch is committed; the next one is not begun. */
  'projection.committed-before-next': { channel: 'ehc.batch.committed', when: ofReadModel },
  /** A policy has sent a command; what else follows from the event, it has not. */
  'policy.between-commands': { channel: 'ehc.step.recorded', when: ({ byPolicy }: Recording) => byPolicy },
  /** A policy has sent its commands; its checkpoint is not moved. */
  'policy.command-before-checkpoint': { channel: 'ehc.batch.written', when: ofPolicy },
  /** The policy's checkpoint is moved; the transaction is not committed. */
  'policy.checkpoint-before-commit': { channel: 'ehc.batch.moved', when: ofPolicy },
  /** The hashes of events are written into the sealed log; its checkpoint is not moved. */
  'seal.leaves-before-checkpoint': { channel: 'ehc.batch.written', when: isSealing },
  /** Events are sealed for good; no head is signed over them. */
  'seal.committed-before-head': { channel: 'ehc.batch.committed', when: isSealing },
  /** New tables of a read model are filled with a page of streams, or to the end; their checkpoint is not moved. */
  'release.page-before-checkpoint': { channel: 'ehc.batch.written', when: ({ filling }: Feeding) => filling },
  /** A rebuilt read model has caught up; readers see the old one. */
  'rebuild.filled-before-switch': { channel: 'ehc.build.filled' },
  /** The views show the rebuilt read model; the transaction is not committed. */
  'rebuild.switched-before-commit': { channel: 'ehc.build.switched' },
  /** The switch is committed; what it replaced is not dropped. */
  'rebuild.live-before-drop': { channel: 'ehc.build.live' },
} satisfies Record<string, Gap>;

export type GapName = keyof typeof GAPS;

/** What the harness asks of a process: that it end or stop itself when it comes to a gap. */
export interface Order {
  readonly gap: GapName;
  /** How many times the gap is passed over before. */
  readonly pass: number;
  /** `SIGKILL`: the process is gone. `SIGSTOP`: it stands still until somebody lets it go on. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** Number of the pipe on which a process says, in its last words, that it has come to the gap. */
export const LAST_WORDS = 4;
