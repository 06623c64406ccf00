import Drawer from "antd/es/drawer";
import { useTranslation } from "react-i18next";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PathLink } from "../../components/PathLink";
import { RecordView } from "../../components/RecordView";
import { useRecord } from "../../components/useRecord";
import { listedPathOf, nameOf, type RecordPath, titleOf } from "../../resources/record";
import { shortId } from "../../resources/references";

export function RecordDrawer({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation();
  const path = listedPathOf(link);
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
  const { i18n } = useTranslation();
  const record = useRecord(resource, id);
  if (record.isError && !record.data)
    return <Failed error={record.error} retry={() => void record.refetch()} />;
  if (!record.data) return <Loading />;
  return (
    <>
      <h2 className="drawer-title code">{shortId(nameOf(record.data, resource))}</h2>
      <p className="lead">{shortId(titleOf(record.data, i18n.language))}</p>
      <RecordView record={record.data} resource={resource} />
    </>
  );
}
