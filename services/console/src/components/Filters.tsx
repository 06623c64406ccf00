import Button from "antd/es/button";
import Input from "antd/es/input";
import Select from "antd/es/select";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldWord, stateWord } from "../i18n/words";
import type { Filter, Resource } from "../resources/types";

interface Props {
  resource: Resource;
  search: Record<string, string>;
  onChange: (search: Record<string, string>) => void;
}

export function Filters({ resource, search, onChange }: Props) {
  const { t } = useTranslation();
  const filters = filtersOf(resource, search);
  const set = (key: string, value: string) => onChange({ ...search, [key]: value });
  const clear = () => onChange(search.sort ? { sort: search.sort } : {});
  return (
    <search className="filters">
      {filters.map((filter) => (
        <FilterField key={filter.key} filter={filter} value={search[filter.key] ?? ""} onChange={set} />
      ))}
      {filters.some(({ key }) => search[key]) && (
        <Button type="link" onClick={clear}>
          {t("list.clear")}
        </Button>
      )}
    </search>
  );
}

/** The described filters, then those that a link brought along in the address. */
function filtersOf(resource: Resource, search: Record<string, string>): Filter[] {
  const described = resource.filters ?? [];
  const known = new Set([...described.map(({ key }) => key), "sort"]);
  const brought = Object.keys(search).filter((key) => !known.has(key));
  return [...described, ...brought.map((key) => ({ key }))];
}

interface FieldProps {
  filter: Filter;
  value: string;
  onChange: (key: string, value: string) => void;
}

function FilterField({ filter, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const label = fieldWord(t, filter.key);
  const id = `filter-${filter.key}`;
  return (
    <label htmlFor={id}>
      <span>{label}</span>
      {filter.options ? (
        <Select
          id={id}
          value={value || undefined}
          allowClear
          placeholder={t("list.all")}
          options={filter.options.map((option) => ({ value: option, label: stateWord(t, option) }))}
          onChange={(chosen?: string) => onChange(filter.key, chosen ?? "")}
        />
      ) : (
        <TypedFilter id={id} value={value} onChange={(text) => onChange(filter.key, text)} />
      )}
    </label>
  );
}

const TYPING_MS = 300;

function TypedFilter({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <Input
      id={id}
      value={text}
      allowClear
      placeholder={t("list.any")}
      onChange={(typed) => setText(typed.target.value)}
    />
  );
}
