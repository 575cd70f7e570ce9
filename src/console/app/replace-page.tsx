import type { ReactElement } from 'react';
import type { ConnectionSpec } from '../../api/connection.gen.ts';
import type { Detail, Draft, PlatformForm, Session } from '../contract.ts';
import { DraftPage } from './add-page.tsx';
import { useListing } from './rows.ts';
import { useLoaded } from './use-loaded.ts';
import { useTitle } from './use-title.ts';

interface ReplacePageProps {
  namespace: string;
  name: string;
}

/** A new credential for a Connection that is there: the same form, test and sign-in; then only its Secret is changed. */
export function ReplacePage({ namespace, name }: ReplacePageProps): ReactElement {
  useTitle(`Replace the credential of ${name}`);
  const row = useListing().byKey.get(`${namespace}/${name}`);
  const { value: detail, error } = useLoaded<Detail>(`/connections/${namespace}/${name}`, row?.uid);
  if (error) return <p role="alert">{error.message}</p>;
  return detail ? <Known detail={detail} /> : <p role="status">Reading the connection.</p>;
}

function Known({ detail }: { detail: Detail }): ReactElement {
  const platform = useLoaded<PlatformForm>(`/platforms/${detail.row.platform}`);
  const session = useLoaded<Session>('/session');
  const error = platform.error ?? session.error;
  if (error) return <p role="alert">{error.message}</p>;
  if (!platform.value || !session.value) return <p role="status">Reading the platform.</p>;
  return <DraftPage platform={platform.value} session={session.value} replaces={draftOf(detail, platform.value)} />;
}

/** What is there, with an empty credential: the page never reads a Secret. */
function draftOf({ row, status, manifest }: Detail, { methods }: PlatformForm): Draft {
  const { spec } = manifest as { spec: ConnectionSpec };
  const { config = {}, requires, secretRef, serviceAccountName } = spec;
  return {
    platform: row.platform,
    name: row.name,
    namespace: row.namespace,
    method: spec.method ?? status.lastTest?.method ?? methods[0]?.name ?? '',
    config,
    secret: {},
    ...(requires === undefined ? {} : { requires }),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
    secretName: secretRef?.name ?? row.name,
  };
}
