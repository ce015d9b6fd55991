import { casework } from '@ehc/casework';
import { KeyDestroyed } from '@ehc/event-store';
import { pathwayEvents } from '@ehc/recording';
import type { CommandInstallation } from '../installation/with-installation.js';

/** Why a child who is due is not proposed by itself. */
export type Obstacle = 'legal_hold' | 'open_case' | 'plan_in_force';

export interface DueChild {
  readonly child: string;
  /** Civil date from which the record need not be kept any longer. */
  readonly dueOn: string;
  readonly obstacles: readonly Obstacle[];
}

export interface Due {
  readonly yearsAfterBirth: number;
  readonly due: readonly DueChild[];
  /** Children of whom not even the month of birth is known: somebody must look. */
  readonly birthUnknown: readonly string[];
}

interface ChildRow {
  readonly id: string;
  readonly open: { readonly birthYear?: number | null; readonly birthMonth?: number | null };
}

const PAGE = 200;

/** Whose records an authority need not keep any longer on a day, by its retention schedule. The read models are caught up. */
export const childrenDue = async (
  authority: string,
  today: string,
  installation: CommandInstallation,
): Promise<Due> => {
  const { pool, store } = installation;
  const yearsAfterBirth = casework.yearsAfterBirthOf(pathwayEvents(await store.readStream(`authority-${authority}`)));
  // The year of birth is open: only of those who may be due is the day of birth opened.
  const { rows } = await pool.query<ChildRow>(
    `SELECT id, state->'open' AS open FROM casework.child_record
     WHERE authority = $1 AND state->>'forgotten' IS NULL
       AND coalesce((state->'open'->>'birthYear')::int, 0) + $2::int <= extract(year FROM $3::date)
     ORDER BY id`,
    [authority, yearsAfterBirth, today],
  );
  const due: DueChild[] = [];
  const birthUnknown: string[] = [];
  for (let from = 0; from < rows.length; from += PAGE) {
    for (const { id, open, date, held } of await withDates(rows.slice(from, from + PAGE), installation)) {
      const born = { date, year: open.birthYear ?? null, month: open.birthMonth ?? null };
      const dueOn = casework.dueForDisposal(born, yearsAfterBirth);
      if (dueOn === null) birthUnknown.push(id);
      else if (dueOn <= today) due.push({ child: id, dueOn, obstacles: held ? ['legal_hold'] : [] });
    }
  }
  return { yearsAfterBirth, due: await withWhatIsUnderWay(due, installation), birthUnknown };
};

/** The day of birth, opened, and whether a legal hold stands: from the child's own stream. */
const withDates = async (rows: readonly ChildRow[], { store, sealer }: CommandInstallation) => {
  const streams = await store.readStreams(rows.map(({ id }) => `child-${id}`));
  return Promise.all(
    rows.map(async ({ id, open }) => {
      const events = streams.get(`child-${id}`) ?? [];
      const opened = (await sealer.openMany(events)).filter((one) => !(one instanceof KeyDestroyed));
      const { birthDate } = Object.assign({}, ...opened) as { birthDate?: string | null };
      return {
        id,
        open,
        date: birthDate ?? null,
        held: casework.childStream.fold(pathwayEvents(events)).holds.size > 0,
      };
    }),
  );
};

const withWhatIsUnderWay = async (
  due: readonly DueChild[],
  { pool }: CommandInstallation,
): Promise<readonly DueChild[]> => {
  const { rows } = await pool.query<{ child_id: string; obstacle: Obstacle }>(
    `SELECT DISTINCT child_id, 'open_case' AS obstacle FROM casework.case_record
      WHERE child_id = ANY ($1::text[]) AND is_open
     UNION ALL
     SELECT DISTINCT child_id, 'plan_in_force' FROM casework.plan_record
      WHERE child_id = ANY ($1::text[]) AND is_maintained`,
    [due.map(({ child }) => child)],
  );
  return due.map((one) => ({
    ...one,
    obstacles: [...one.obstacles, ...rows.filter((row) => row.child_id === one.child).map(({ obstacle }) => obstacle)],
  }));
};
