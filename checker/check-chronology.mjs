// Checks the chronology of a case that was exported from EHC Pathway: that nothing in it was changed since it was
// recorded. It needs Node.js 20 or later and nothing else: not the service, no network, no other case's data, no personal
// details. It is one file so that an expert of any side can read all of it.
//
//   node check-chronology.mjs FILE --key KEY [--head HEAD.json …] [--list]
//
//   FILE      the chronology (.json or .html)
//   --key     the authority's public key: a file, or its fingerprint (sha256:…), had from the authority by another way
//   --head    a signed head of the log that somebody kept elsewhere: shows that the log was not rewritten since
//   --list    print the entries that were checked
//
// Exit status: 0 where all is as it was recorded, 1 where it is not, 2 where it could not be checked.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

class Refused extends Error {}
const demand = (holds, otherwise) => {
  if (!holds) throw new Refused(otherwise);
};

// ---- One exact text for every content: RFC 8785. What is signed and hashed is this text.

const canonical = (value) => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

// ---- The Merkle tree of RFC 6962: which hashes lead from a leaf to the root, or from an older root to a newer one.

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (text) => sha256(Buffer.of(0), text);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const hashes = (hex) => {
  demand(Array.isArray(hex) && hex.every((each) => /^[0-9a-f]{64}$/.test(each)), 'A proof is not made of hashes.');
  return hex.map((each) => Buffer.from(each, 'hex'));
};

/** RFC 9162, section 2.1.3.2. */
const rootFrom = (leaf, index, size, proof) => {
  let [node, last, hash] = [index, size - 1, leaf];
  for (const neighbour of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(neighbour, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, neighbour);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash.toString('hex') : null;
};

/** RFC 9162, section 2.1.4.2: both roots, as the proof gives them. */
const rootsFrom = (oldSize, oldRoot, size, given) => {
  let power = oldSize;
  while (power % 2 === 0) power /= 2;
  const [first, ...proof] = power === 1 ? [Buffer.from(oldRoot, 'hex'), ...given] : given;
  if (first === undefined) return [];
  let [node, last, older, newer] = [oldSize - 1, size - 1, first, first];
  while (node % 2 === 1) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  for (const neighbour of proof) {
    if (last === 0) return [];
    if (node % 2 === 1 || node === last) {
      [older, newer] = [nodeHash(neighbour, older), nodeHash(neighbour, newer)];
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else newer = nodeHash(newer, neighbour);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? [older.toString('hex'), newer.toString('hex')] : [];
};

// ---- Reading the file

const MARK = '<script type="application/json" id="chronology">';

/** The chronology in a file, and the SHA-256 of the page around it. */
const read = (path) => {
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  const from = text.indexOf(MARK) + MARK.length;
  if (from < MARK.length) {
    const chronology = JSON.parse(text);
    demand(text.trimEnd() === JSON.stringify(chronology, null, 2), 'The file is not written as it was exported.');
    return { chronology, page: null };
  }
  const to = text.indexOf('</script>', from);
  const chronology = JSON.parse(text.slice(from, to));
  const written = JSON.stringify(chronology).replaceAll('<', '\\u003c');
  demand(text.slice(from, to) === written, 'The file is not written as it was exported.');
  return { chronology, page: sha256(text.slice(0, from), text.slice(to)).toString('hex') };
};

const fingerprint = (key) => `sha256:${sha256(key.export({ type: 'spki', format: 'der' })).toString('hex')}`;

/** Base64 is taken in its one exact form only, so that no character of a file can be changed unseen. */
const isSigned = ({ signature, ...content }, key) => {
  const bytes = Buffer.from(String(signature), 'base64');
  return bytes.toString('base64') === signature && verify(null, Buffer.from(canonical(content)), key, bytes);
};

// ---- What is checked

/** The key in the file, once it is the one that the authority has given by another way. */
const checkKey = (chronology, given) => {
  const key = createPublicKey(chronology.publicKey);
  demand(key.asymmetricKeyType === 'ed25519', 'The key is not of the kind that signs chronologies (Ed25519).');
  if (given === undefined) return key;
  const expected = existsSync(given) ? fingerprint(createPublicKey(readFileSync(given))) : given;
  demand(fingerprint(key) === expected, `It was signed by another key than the one given: ${fingerprint(key)}.`);
  return key;
};

const checkHead = (head, key, which) => {
  demand(
    head?.form === 'ehc-sealed-head/1' && Number.isSafeInteger(head.size) && head.size > 0,
    `${which} is no head.`,
  );
  demand(head.keyId === fingerprint(key), `${which} names another key: ${head.keyId}.`);
  demand(isSigned(head, key), `${which} does not have the signature of the key.`);
};

const checkEvents = ({ head, events }) => {
  for (const [nth, { event, position, proof }] of events.entries()) {
    const which = `Entry ${nth + 1} (${event.type}, ${event.happenedOn})`;
    demand(
      Number.isSafeInteger(position) && position >= 1 && position <= head.size,
      `${which} has no place in the log.`,
    );
    const root = rootFrom(leafHash(canonical(event)), position - 1, head.size, hashes(proof));
    demand(root === head.root, `${which} is not as it was recorded at place ${position} of the log.`);
    demand(nth === 0 || position > events[nth - 1].position, `${which} is out of order.`);
  }
};

/** Each record from its first entry on, none left out, up to as many as the authority has signed for. */
const checkRecords = ({ case: id, authority, events, records }) => {
  const found = {};
  for (const [nth, { event }] of events.entries()) {
    const due = found[event.stream] ?? 0;
    demand(event.revision === due, `Before entry ${nth + 1}, entries of ${event.stream} are left out.`);
    demand(event.authority === authority.code, `Entry ${nth + 1} belongs to another authority.`);
    found[event.stream] = due + 1;
  }
  demand(found[`case-${id}`] > 0, 'It has no entry of the case.');
  demand(canonical(found) === canonical(records), 'Entries at the end of a record are left out.');
};

const checkKept = ({ head, growth }, kept, key, path) => {
  checkHead(kept, key, path);
  if (kept.size === head.size) return demand(kept.root === head.root, `The log is another than that of ${path}.`);
  demand(kept.size < head.size, `${path} is newer than this chronology. Ask for one that is made now.`);
  const { proof } = growth.find(({ from }) => from.size === kept.size && from.root === kept.root) ?? {};
  demand(proof, `It does not show that the log has grown from ${path}. Ask for a chronology made with --head ${path}.`);
  const [older, newer] = rootsFrom(kept.size, kept.root, head.size, hashes(proof));
  demand(older === kept.root && newer === head.root, `The log was rewritten since ${path}.`);
};

const check = (path, { key: given, heads }) => {
  const { chronology, page } = read(path);
  demand(chronology?.form === 'ehc-chronology/1', 'It is not a chronology of this form.');
  const key = checkKey(chronology, given);
  checkHead(chronology.head, key, 'Its head');
  checkEvents(chronology);
  checkRecords(chronology);
  demand(
    isSigned(chronology, key),
    'It does not have the signature of the key: something else than an entry was changed.',
  );
  demand(chronology.page === page, 'The page was changed: it does not show what was exported.');
  for (const each of heads) checkKept(chronology, JSON.parse(readFileSync(each, 'utf8')), key, each);
  return { chronology, key: fingerprint(key) };
};

// ---- The command

const tell = ({ chronology: { head, events, records, authority }, key }, { key: given, heads, list }) => {
  if (list)
    for (const [nth, { event }] of events.entries())
      console.log(`${nth + 1}\t${event.happenedOn}\t${event.type}\t${event.recordedAt}`);
  console.log(
    `${events.length} entries of ${Object.keys(records).length} records of ${authority.name} (${authority.code}).`,
  );
  console.log(`Each is as it was recorded in the log of ${head.size} events that was signed at ${head.time}.`);
  for (const each of heads) console.log(`The log has grown from ${each}: nothing before it was rewritten.`);
  console.log(`Signed by the key ${key}.`);
  console.log('This does not show that what was entered was true, nor what encrypted or opened personal details say.');
  if (given) return console.log('ACCEPTED');
  console.log(
    'CONSISTENT, BUT NOT KNOWN WHO SIGNED IT: whoever forges a file puts a key of their own in it. Compare the key with',
  );
  console.log('the one that the authority has published, or give that with --key.');
};

const main = (words) => {
  const options = { key: undefined, heads: [], list: false };
  const files = [];
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--key') options.key = words.shift();
    else if (word === '--head') options.heads.push(words.shift());
    else if (word === '--list') options.list = true;
    else files.push(word);
  }
  if (files.length !== 1) {
    console.error('node check-chronology.mjs FILE --key KEY [--head HEAD.json …] [--list]');
    return 2;
  }
  try {
    tell(check(files[0], options), options);
    return 0;
  } catch (error) {
    if (error.code === 'ENOENT') {
      console.error(`${error.path} is not there.`);
      return 2;
    }
    console.log(
      `REFUSED: ${error instanceof Refused ? error.message : `it cannot be read as a chronology (${error.message}).`}`,
    );
    return 1;
  }
};

process.exitCode = main(process.argv.slice(2));
