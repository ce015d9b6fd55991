/** Who is asking, what they may see and do. */
export * from './person.js';
export { absent, noSuch } from './access/absent.js';
export { AccessModule } from './access/access.module.js';
export { AccessRegister } from './access/access-register.js';
export { ACCESS_STREAMS, AccessState } from './access/access-state.js';
export { type AccessRule, Allow, AnybodySignedIn } from './access/allow.js';
export { type Caller, callerIfAny, callerOf, CurrentCaller, type GrantedCaller } from './access/caller.js';
export { currentAuthority } from './access/current-authority.js';
export type { AdviceBody, Grant } from './access/grant.js';
export { type Permission, PERMISSIONS } from './access/permissions.js';
export { CASE_RECORDS, type CaseRecords, type NamedRecord, Reaching } from './access/reach.js';
export { isRole, mayDo, type Reach, type Role, ROLE_NAMES, type RoleName, ROLES } from './access/roles.js';
export { authenticateBearer } from './sign-in/authenticate-bearer.js';
export * from './sign-in/read-access-token.js';
export { type ProviderSettings } from './sign-in/identity-provider.js';
export { cookieName } from './sign-in/sessions.js';
export { openSignIn, type SignIn, type SignInOptions } from './sign-in/sign-in.js';
export { SignInModule } from './sign-in/sign-in.module.js';
