import { failure, type Failure, type FailureKind } from '#contract';

/** What keytar says on Linux (libsecret, D-Bus), macOS (Security) and Windows (Credential Manager), first match counts. */
const meanings: readonly (readonly [RegExp, FailureKind])[] = [
  [/native addon|libsecret-1\.so|cannot open shared object|dlopen/i, 'keychainLibraryMissing'],
  [
    // Electron without a session bus sets the address to `disabled:`, an unknown transport.
    /autolaunch D-Bus|Unknown or unsupported transport|^Could not connect|spawn a message bus|bus address|machine-id|connection is closed/i,
    'keychainNoBus',
  ],
  [
    /not provided by any \.service|StartServiceByName|ServiceUnknown|NameHasNoOwner|exited with status/i,
    'keychainNoService',
  ],
  [/Timeout was reached|did not receive a reply|NoReply|timed out/i, 'keychainTimedOut'],
  [
    /Object does not exist at path|no such (secret )?collection|default keychain could not be found/i,
    'keychainNoCollection',
  ],
  [/dismissed|cancell?ed/i, 'keychainDismissed'],
  [/locked|interaction is not allowed/i, 'keychainLocked'],
  [/denied|not allowed|not authorized|user name or passphrase|AppArmor|AccessDenied/i, 'keychainDenied'],
];

/** The failure that an error of the keychain means. The text is kept as detail: it names the cause, never the secret. */
export function keychainFailure(message: string): Failure {
  const kind = meanings.find(([pattern]) => pattern.test(message))?.[1] ?? 'keychainUnknown';
  return failure(kind, message.slice(0, 300));
}
