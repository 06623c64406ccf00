import Drawer from "antd/es/drawer";
import { useTranslation } from "react-i18next";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PathLink } from "../../components/PathLink";
import { RecordView } from "../../components/RecordView";
import { useRecord } from "../../components/useRecord";
import { pick, type RecordPath, recordPathOf } from "../../resources/record";

export function RecordDrawer({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation();
  const path = recordPathOf(link);
  return (
    <Drawer
      open={path !== null}
      onClose={onClose}
      size="min(720px, 100vw)"
      title={path && t(`resources.${path.resource.service}.${path.resource.name}`)}
      extra={path && <PathLink to={link}>{t("detail.open_page")}</PathLink>}
      destroyOnHidden
    >
      {path && <DrawerRecord {...path} />}
    </Drawer>
  );
}

function DrawerRecord({ resource, id }: RecordPath) {
  const record = useRecord(resource, id);
  if (record.isError && !record.data)
    return <Failed error={record.error} retry={() => void record.refetch()} />;
  if (!record.data) return <Loading />;
  const code = pick(record.data, resource.columns[0]?.key ?? "id").value ?? id;
  return (
    <>
      <h2 className="drawer-title code">{String(code)}</h2>
      <RecordView record={record.data} resource={resource} />
    </>
  );
}
