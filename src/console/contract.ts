/** What the page and its server say to each other. Pure: the page imports it too. */
import type {
  ConnectionAccess,
  ConnectionAccount,
  ConnectionCheck,
  ConnectionRequires,
  ConnectionStatus,
} from '../api/connection.gen.ts';
import type { Problem } from '../api/problems.ts';

export type { Diagnosis, Finding } from '../doctor/diagnosis.ts';
export type { OperatorState } from '../doctor/operator-state.ts';

export type State = NonNullable<ConnectionStatus['state']>;

/** A Connection as the list shows it. */
export interface Row {
  /** `namespace/name` */
  key: string;
  uid: string;
  name: string;
  namespace: string;
  platform: string;
  state: State;
  reason: string;
  message: string;
  account: string;
  /** When the last test ended; milliseconds since 1970. */
  tested?: number;
  expires?: number;
  /** Its manifests come from Git: Argo CD or Flux says so. */
  git?: boolean;
}

/** One message of the stream behind the list; `rows` come in several pieces, the last of which is `complete`. */
export type Feed =
  | { kind: 'rows'; rows: Row[]; complete: boolean }
  | { kind: 'changed'; rows: Row[]; gone: string[] }
  | { kind: 'api'; reachable: boolean };

export interface Session {
  /** Name of the context in the kubeconfig. */
  context: string;
  /** The one namespace whose Connections are shown; undefined: all. */
  namespace?: string;
  /** Namespaces to offer. */
  namespaces: string[];
  /** That of the context in the kubeconfig. */
  ownNamespace: string;
  /** The person, as the API server knows them; absent where it does not say. */
  user?: string;
}

/** What the person may do in a namespace. */
export interface Rights {
  create: boolean;
  update: boolean;
  delete: boolean;
  /** May write Secrets. */
  secrets: boolean;
  /** Whoever keeps the namespace in Git. */
  git?: string;
}

/** In how many namespaces the person may change Connections. */
export interface MayEdit {
  edit: number;
  of: number;
}

export interface PlatformCard {
  name: string;
  title: string;
  aliases: string[];
  category: string;
  methods: string[];
  retired?: string;
}

export type Schema = Readonly<Record<string, unknown>>;

export interface MethodForm {
  name: string;
  title: string;
  description?: string;
  secret?: Schema;
  config?: Schema;
  /** Keys of the Secret that hold a file of the vendor. */
  files: string[];
  /** Keys of the Secret that such a file takes the place of. */
  inFiles: string[];
  /** Signs in with a service account of the cluster, which a test from here cannot. */
  serviceAccount: boolean;
  /** How a person obtains the credential with a browser. */
  interactive?: SignInForm;
}

export interface SignInForm {
  /** Fields that the sign-in fills in: `secret.refreshToken`, `config.site`. */
  fills: string[];
  /** To register at the vendor before. */
  redirectUris: string[];
  /** Where to register the client. */
  register?: string;
  /** How many sign-ins of a user and client live at the same time. */
  approvals?: number;
  /** The client has no fields in the form: it is asked for and not kept. */
  client?: { needsSecret: boolean };
}

export interface PlatformForm extends Omit<PlatformCard, 'methods'> {
  documentation?: string;
  config?: Schema;
  methods: MethodForm[];
}

/** What was entered. Values of the Secret are in it. */
export interface Draft {
  platform: string;
  name: string;
  namespace: string;
  method: string;
  config: Record<string, unknown>;
  secret: Record<string, string>;
  requires?: ConnectionRequires;
  serviceAccountName?: string;
  /** Of a Connection that is there; default: the name of the Connection. */
  secretName?: string;
}

/** What the person reads of a verdict; the words are the catalogue's. */
export interface VerdictView {
  outcome: 'connected' | 'failed' | 'inconclusive';
  reason: string;
  message: string;
  /** What is so, without what to do about it. */
  said: string;
  /** What to do about it; empty where there is nothing. */
  remedy: string;
  causes: string[];
  account?: ConnectionAccount;
  access?: ConnectionAccess;
  /** Milliseconds since 1970. */
  expires?: number;
  hostKey?: string;
  /** Of a server whose key nobody has named yet. */
  shownHostKey?: string;
  checks: ConnectionCheck[];
  problems: Problem[];
  durationMs: number;
}

/** One line of a running test. `stage` is the one that is at work now, after so many milliseconds. */
export type TestLine =
  | { kind: 'stage'; stage: ConnectionCheck['name']; atMs: number }
  | { kind: 'verdict'; verdict: VerdictView }
  /** The very same credential was refused before; it is sent once more if the person says so. */
  | { kind: 'held-back'; verdict: VerdictView; askedBefore: boolean };

export interface SignInClient {
  id: string;
  secret?: string;
}

/** A sign-in that waits for the person. */
export interface SignInWait {
  id: string;
  flow: 'code' | 'device' | 'poll';
  /** The vendor's page. */
  url: string;
  redirectUri?: string | undefined;
  /** What is asked for. */
  scopes: string[];
  /** To enter on the vendor's page. */
  userCode?: string | undefined;
  takes: 'Callback' | 'Paste' | 'Poll';
  /** Milliseconds since 1970. */
  endsAt: number;
}

export type SignInState =
  | { kind: 'waiting'; notice?: string }
  | { kind: 'refused'; message: string; problems: Problem[] }
  | {
      kind: 'signed-in';
      secret: Record<string, string>;
      config: Record<string, unknown>;
      missingScopes: string[];
      /** A setting that the person still has to choose. */
      choose?: { setting: string; items: { id: string; label: string }[] };
    };

export interface HistoryLine {
  /** Milliseconds since 1970. */
  at: number;
  reason: string;
  note: string;
  warning: boolean;
}

export interface Users {
  /** Pods and Jobs that mount the Secret or name the Connection; undefined where the person may not list them. */
  usedBy?: string[];
}

export interface Detail extends Users {
  row: Row;
  status: ConnectionStatus;
  manifest: object;
  history: HistoryLine[];
  rights: Rights;
}

/** An answer that is no success. */
export interface Refusal {
  message: string;
  problems?: Problem[];
}
