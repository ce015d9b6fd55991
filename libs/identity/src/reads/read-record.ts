/** That somebody was shown records of children: who, what, why. When, the database says. */
export interface ReadRecord {
  readonly id: string;
  /** The identity provider's name for the person (`sub`), and what they are called now. */
  readonly actor: string;
  readonly name: string;
  readonly role: string;
  /** The grant by which they were let in. */
  readonly access: string;
  /** Three-digit DfE code. */
  readonly authority: string;
  readonly agency: string | null;
  /** Id of the request, as in the service's log. */
  readonly request: string;
  /** Method and path, with the names of its parameters: `GET /api/casework/cases/:caseId`. */
  readonly route: string;
  readonly permission: string;
  /** Names of the fields by which they asked; never what they wrote into them. */
  readonly asked_by: readonly string[];
  /** What was shown, as streams are named: `case-<id>`, `child-<id>`, `plan-<id>`, `advice-<id>`. */
  readonly shown: readonly string[];
  /** The children among them whose records are restricted. */
  readonly restricted: readonly string[];
  /** Why they read a restricted record, sealed. */
  readonly key_id: string | null;
  readonly sealed: Buffer | null;
}
