export { keptTree } from './kept-tree.js';
export { auditPath, consistencyPath, treeHash } from './naive-tree.js';
export { appendsOf, SealedWorld } from './sealed-world.js';
export { CHANGES, changeAt, cutOffAfter, FORGET_SEALS, tamper, type Tampering, TAMPERINGS } from './tamperings.js';
