import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { PageHead } from "../components/PageHead";
import { RecordView } from "../components/RecordView";
import { StateTag } from "../components/StateTag";
import { useRecord } from "../components/useRecord";
import { nameOf, titleOf } from "../resources/record";
import { shortId } from "../resources/references";
import type { Resource } from "../resources/types";

export default function RecordPage({ resource, id }: { resource: Resource; id?: string }) {
  const { t, i18n } = useTranslation();
  const record = useRecord(resource, id);
  const { service, name } = resource;
  const listName = t(`resources.${service}.${name}`);
  const back = (
    <Link to="/$service/$resource" params={{ service, resource: name }}>
      ← {listName}
    </Link>
  );
  if (record.isError && !record.data) {
    return (
      <Failed error={record.error} retry={() => void record.refetch()}>
        {id !== undefined && back}
      </Failed>
    );
  }
  if (!record.data) return <Loading />;
  const title = titleOf(record.data, i18n.language);
  const state = record.data.state;
  return (
    <>
      <PageHead
        title={id === undefined ? listName : shortId(nameOf(record.data, resource))}
        note={id === undefined ? t(`services.${service}`) : back}
        mark={typeof state === "string" && <StateTag value={state} />}
      />
      {title && <p className="lead">{shortId(title)}</p>}
      <RecordView record={record.data} resource={resource} />
    </>
  );
}
