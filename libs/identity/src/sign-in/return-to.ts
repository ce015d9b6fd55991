/**
 * Where to go after signing in: path, query and fragment of a page of ours, however it was written; undefined where it
 * leads, or may be taken to lead, anywhere else.
 *
 * @param asked what the request asks for; anything
 * @param home our own origin
 */
export const pathOfOurs = (asked: unknown, home: string): string | undefined => {
  // Browsers take a backslash for a slash, and drop tabs and line ends wherever they are.
  if (typeof asked !== 'string' || !/^\/[^\\\p{Cc}]*$/u.test(asked) || asked.length > 2_000) return undefined;
  if (!URL.canParse(asked, home)) return undefined;
  const { origin, pathname, search, hash } = new URL(asked, home);
  // What begins with two slashes names another host; `/.//evil` does once its dot is taken out.
  return origin === home && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : undefined;
};
