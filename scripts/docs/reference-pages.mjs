import { join } from 'node:path';
import prettier from 'prettier';
import { root } from '../lib/root.mjs';
import { codeListsPage } from './pages/code-lists.mjs';
import { commandLinePage } from './pages/command-line.mjs';
import { eventsPage } from './pages/events.mjs';
import { findingsPage } from './pages/findings.mjs';
import { leadIndicatorsPage } from './pages/lead-indicators.mjs';
import { measuresPage } from './pages/measures.mjs';
import { rulesPage } from './pages/rules.mjs';
import { settingsPage } from './pages/settings.mjs';

const PAGES = [
  ['docs/reference/command-line.md', commandLinePage],
  ['docs/reference/events.md', eventsPage],
  ['docs/reference/rules.md', rulesPage],
  ['docs/reference/settings.md', settingsPage],
  ['docs/reference/measures.md', measuresPage],
  ['docs/reference/lead-indicators.md', leadIndicatorsPage],
  ['docs/reference/sen2-findings.md', findingsPage],
  ['docs/reference/code-lists.md', codeListsPage],
];

/** Every generated page with its text, formatted as `npm run lint` wants it. */
export const referencePages = () =>
  Promise.all(
    PAGES.map(async ([page, write]) => {
      const path = join(root, page);
      const options = await prettier.resolveConfig(path);
      return [page, await prettier.format(await write(), { ...options, filepath: path })];
    }),
  );
