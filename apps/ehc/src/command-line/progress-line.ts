/** Shows how far a command is, on standard error: one line rewritten on a terminal, a line now and then elsewhere. */
export const progressLine = (wanted: boolean): ((text: string) => void) => {
  if (!wanted) return () => undefined;
  const terminal = process.stderr.isTTY;
  let last = 0;
  return (text) => {
    if (terminal) {
      process.stderr.write(`\r\x1b[K${text}`);
      return;
    }
    const now = performance.now();
    if (text === '' || now - last < 2_000) return;
    last = now;
    process.stderr.write(`${text}\n`);
  };
};
