// `npm start`: installs and builds what is missing, then runs `ehc start` with the given arguments.
process.argv.splice(2, 0, 'start');
await import('../bin/ehc.mjs');
