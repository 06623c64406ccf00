import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Failed } from "../components/Failed";
import { Loading } from "../components/Loading";
import { PageHead } from "../components/PageHead";
import { RecordView } from "../components/RecordView";
import { StateTag } from "../components/StateTag";
import { useRecord } from "../components/useRecord";
import { localised, pick } from "../resources/record";
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
  const code = pick(record.data, resource.columns[0]?.key ?? "id").value ?? id;
  const title =
    localised(record.data, "title", i18n.language) || localised(record.data, "name", i18n.language);
  const state = pick(record.data, "state|status").value;
  return (
    <>
      <PageHead
        title={id === undefined ? listName : String(code)}
        note={id === undefined ? t(`services.${service}`) : back}
        mark={typeof state === "string" && <StateTag value={state} />}
      />
      {title && <p className="lead">{title}</p>}
      <RecordView record={record.data} resource={resource} />
    </>
  );
}
