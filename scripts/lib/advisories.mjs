// Advisories about packages of the running service, as `npm audit` tells of them, less those that somebody has looked at.

const SERIOUS = ['high', 'critical'];

/**
 * Every serious advisory of a report, once.
 *
 * @param {{ vulnerabilities: Record<string, { via: (string | { url: string, title: string, name: string, severity: string })[] }> }} report
 */
const seriousIn = ({ vulnerabilities }) => {
  const all = Object.values(vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one === 'object' && SERIOUS.includes(one.severity));
  return [...new Map(all.map((one) => [one.url, one])).values()];
};

/**
 * What is wrong: serious advisories that nobody has accepted, and acceptances that have run out or are not needed.
 *
 * @param report what `npm audit --json` printed
 * @param {{ advisory: string, reason: string, until: string }[]} accepted
 * @param {string} today YYYY-MM-DD
 */
export const advisoryFaults = (report, accepted, today) => {
  const serious = seriousIn(report);
  const isAccepted = ({ url }) => accepted.some(({ advisory }) => url.endsWith(`/${advisory}`));
  return [
    ...serious
      .filter((one) => !isAccepted(one))
      .map(({ name, severity, title, url }) => `${name}: ${severity}: ${title} (${url})`),
    ...accepted
      .filter(({ until }) => until < today)
      .map(({ advisory, until }) => `${advisory} was accepted until ${until}: look at it again`),
    ...accepted
      .filter(({ advisory }) => !serious.some(({ url }) => url.endsWith(`/${advisory}`)))
      .map(({ advisory }) => `${advisory} is accepted, but concerns nothing that is installed: take it out`),
  ];
};
