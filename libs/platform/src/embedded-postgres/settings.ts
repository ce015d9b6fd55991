/** PostgreSQL settings by name, as in `postgresql.conf`. */
export type PostgresSettings = Readonly<Record<string, string | number | boolean>>;

/** For a service with some hundred thousand events beside Node.js on two cores and 4 GB. */
const sizing: PostgresSettings = {
  max_connections: 200,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
  // Compiling costs more than our short statements take.
  jit: false,
};

const durability: PostgresSettings = { fsync: true, full_page_writes: true, synchronous_commit: true };

const conventions: PostgresSettings = { timezone: 'UTC', log_timezone: 'UTC', datestyle: 'ISO, YMD' };

/**
 * Nothing that a statement carries may reach the log: it is not encrypted, and is kept longer than a child's key.
 * ERROR is below LOG here, so that no failed statement is written: even the first line of its message can quote a
 * value (`invalid input syntax for type date: "…"`). The caller gets the error all the same.
 */
const silence: PostgresSettings = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_duration_sample: -1,
  log_transaction_sample_rate: 0,
  log_duration: false,
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_lock_waits: false,
  log_replication_commands: false,
  debug_print_parse: false,
  debug_print_rewritten: false,
  debug_print_plan: false,
  log_checkpoints: false,
  log_connections: '',
  log_disconnections: false,
  logging_collector: false,
  log_destination: 'stderr',
};

/** All settings of the server, the caller's over our sizes, and what must not be changed over the caller's. */
export function settingsFor(port: number, own: PostgresSettings = {}): PostgresSettings {
  return {
    ...sizing,
    ...durability,
    ...conventions,
    ...own,
    ...silence,
    listen_addresses: '127.0.0.1',
    // TCP on the loopback only: a socket's path is too long in many folders (107 bytes), and one way in is enough.
    unix_socket_directories: '',
    port,
    password_encryption: 'scram-sha-256',
  };
}

/** As arguments of `postgres`. */
export function asArguments(settings: PostgresSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${asText(value)}`]);
}

const asText = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
