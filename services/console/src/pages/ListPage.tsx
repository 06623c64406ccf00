import { useNavigate, useSearch } from "@tanstack/react-router";
import Button from "antd/es/button";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Search } from "../app/router";
import { Empty } from "../components/Empty";
import { Failed } from "../components/Failed";
import { Filters } from "../components/Filters";
import { PageHead } from "../components/PageHead";
import { RecordCards } from "../components/RecordCards";
import { RecordTable } from "../components/RecordTable";
import { sortRows } from "../components/sorting";
import { useIsPhone } from "../components/useIsPhone";
import { useList } from "../components/useList";
import type { Resource } from "../resources/types";

export default function ListPage({ resource }: { resource: Resource }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const setSearch = useCallback(
    (next: Search) => void navigate({ to: ".", search: next, replace: true }),
    [navigate],
  );
  const list = useList(resource, search);
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = sortRows(loaded, search.sort);
  const filtered = Object.keys(search).some((key) => key !== "sort" && search[key]);
  const onSort = (sort: string | undefined) => setSearch({ ...search, sort: sort ?? "" });
  const name = t(`resources.${resource.service}.${resource.name}`);
  const count = list.hasNextPage ? "list.count_more" : "list.count";
  if (list.isError && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      <PageHead title={name} note={t(`services.${resource.service}`)}>
        {list.data && <output className="count">{t(count, { count: rows.length })}</output>}
      </PageHead>
      <Filters resource={resource} search={search} onChange={setSearch} />
      {list.data && rows.length === 0 ? (
        filtered ? (
          <p className="blank">{t("list.no_match")}</p>
        ) : (
          <Empty resource={resource} />
        )
      ) : phone ? (
        <RecordCards resource={resource} rows={rows} />
      ) : (
        <RecordTable {...{ resource, rows, onSort }} sort={search.sort} loading={list.isPending} />
      )}
      {list.hasNextPage && (
        <Button className="more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}
