import type { RecordedEvent } from '@ehc/event-store';
import { deriveId, eventIdOf } from '@ehc/recording';
import type { Command } from '../load/command.js';

/**
 * What is wrong between what clients know and what is recorded: an acknowledged command is in the log once, as it was
 * answered; a refused one is not; of any command, whatever became of it, all is there or nothing; and nothing is there
 * that nobody asked for.
 */
export const faultsOfCommands = (
  log: readonly RecordedEvent[],
  commands: readonly Command[],
): { readonly lost: string[]; readonly doubled: string[]; readonly wrong: string[] } => {
  const lost: string[] = [];
  const doubled: string[] = [];
  const wrong: string[] = [];
  const recorded = byCommand(log);
  for (const [id, events] of recorded) {
    if (!isOneAppend(events)) wrong.push(`command ${id} is recorded in pieces`);
    events.forEach((event, place) => {
      if (event.id !== eventIdOf(id, place)) doubled.push(`command ${id} has recorded an event more, ${event.id}`);
    });
  }
  const expected = new Set<string>();
  for (const command of commands) {
    expected.add(command.id);
    const events = recorded.get(command.id) ?? [];
    if (command.outcome === 'refused' && events.length > 0 && !cameLater(command, events)) {
      wrong.push(`command ${command.id} was refused (${command.status}) and is recorded`);
    }
    if (command.body['newChild'] !== undefined) {
      const registration = deriveId(command.id, 'register child');
      expected.add(registration);
      const registered = recorded.get(registration)?.length ?? 0;
      if (events.length > 0 && registered === 0) lost.push(`request ${command.id} is recorded, its child is not`);
      if (registered > 1) doubled.push(`the child of request ${command.id} is registered ${registered} times`);
    }
    if (command.outcome !== 'acknowledged') continue;
    if (events.length === 0) lost.push(`command ${command.id} (${command.path}) was acknowledged and is not recorded`);
    else if (!isAsAnswered(command, events)) wrong.push(`command ${command.id} is not recorded as it was answered`);
  }
  for (const [id, [event]] of recorded) {
    if (event!.source === 'entered' && !expected.has(id)) wrong.push(`nobody sent command ${id}, which is recorded`);
  }
  return { lost, doubled, wrong };
};

/**
 * Whether an earlier attempt, which got no answer, was recorded only after the attempt that was refused had been sent: a
 * process that had stood still took it up then.
 */
const cameLater = ({ attempts, lastSent }: Command, [event]: readonly RecordedEvent[]): boolean =>
  attempts > 1 && Date.parse(event!.recordedAt) >= Date.parse(lastSent!);

const byCommand = (log: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const commands = new Map<string, RecordedEvent[]>();
  for (const event of log) {
    if (event.type === 'AccessGranted') continue; // the roles that clients were given before they began
    const events = commands.get(event.commandId);
    if (events) events.push(event);
    else commands.set(event.commandId, [event]);
  }
  return commands;
};

const isOneAppend = (events: readonly RecordedEvent[]): boolean =>
  events.every(
    ({ stream, revision, position, recordedAt }, place) =>
      stream === events[0]!.stream &&
      revision === events[0]!.revision + place &&
      BigInt(position) === BigInt(events[0]!.position) + BigInt(place) &&
      recordedAt === events[0]!.recordedAt,
  );

const isAsAnswered = ({ answer }: Command, events: readonly RecordedEvent[]): boolean => {
  const last = events.at(-1)!;
  return (
    answer!.position === last.position &&
    answer!.revision === last.revision &&
    answer!.recordedAt === last.recordedAt &&
    answer!.events.map(({ id, type }) => `${id} ${type}`).join() ===
      events.map(({ id, type }) => `${id} ${type}`).join()
  );
};
