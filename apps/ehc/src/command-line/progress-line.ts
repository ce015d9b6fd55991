/**
 * Shows how far a command is, on standard error: one line rewritten on a terminal; elsewhere a line when a new stage
 * begins, and now and then within it. A stage is what the text says before "…".
 */
export const progressLine = (wanted: boolean): ((text: string) => void) => {
  if (!wanted) return () => undefined;
  const terminal = process.stderr.isTTY;
  let last = 0;
  let stage = '';
  return (text) => {
    if (terminal) {
      process.stderr.write(`\r\x1b[K${text}`);
      return;
    }
    const now = performance.now();
    const begun = text.split('…')[0]!.trim();
    if (text === '' || (begun === stage && now - last < 2_000)) return;
    last = now;
    stage = begun;
    process.stderr.write(`${text}\n`);
  };
};
