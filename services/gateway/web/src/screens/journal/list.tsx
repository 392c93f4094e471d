import "@mantine/core/styles/Input.css";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useKinds, type Entry, type EntryKind, type Pair } from "./entries";
import { useHidden } from "./hidden";
import classes from "./journal.module.css";
import { Line } from "./line";
import { useSealedFound } from "./sealed-found";

const PAUSE_MS = 250;

/** All that somebody may read, by months, and looked for. What is looked for stands in the address. */
export function List({ pairs }: { pairs: Pair[] }) {
  const { t } = useTranslation("journal");
  const [asked, setAsked] = useSearchParams();
  const q = asked.get("q") ?? "";
  const query = {
    ...(q && { q }),
    ...(asked.get("kind") && { kind: asked.get("kind") as EntryKind }),
    ...(asked.get("pair") && { pair_id: asked.get("pair") ?? "" }),
    ...(asked.get("tag") && { tag: asked.get("tag") ?? "" }),
  };
  const isFiltered = Object.keys(query).length > 0;
  const found = api.useInfiniteQuery(
    "get",
    "/v1/journal/entries",
    { params: { query: { ...query, limit: 20 } } },
    { ...PAGING, placeholderData: keepPreviousData },
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const { isHidden } = useHidden();
  const inSealed = useSealedFound(q);
  const entries = found.data?.pages.flatMap(({ data }) => data).filter(({ entry_id }) => !isHidden(entry_id)) ?? [];
  const isEmptyPage = found.data?.pages.at(-1)?.data.length === 0;
  // A page of a search may be empty, and the search goes on.
  useEffect(() => {
    if (isEmptyPage && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isEmptyPage, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const change = (name: string, value: string) =>
    setAsked(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );

  if (found.error && !found.data) return <Trouble error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting />;
  return (
    <>
      {(isFiltered || entries.length > 0) && <Filters pairs={pairs} asked={asked} change={change} />}
      {entries.length === 0 && inSealed.length === 0 && !hasNextPage && <Nothing isFiltered={isFiltered} clear={() => setAsked({})} />}
      <Months entries={entries} />
      {inSealed.length > 0 && (
        <section className={classes.month}>
          <h2>{t("found-sealed")}</h2>
          <Lines entries={inSealed} />
        </section>
      )}
      <More pages={found} />
    </>
  );
}

interface FiltersProps {
  pairs: Pair[];
  asked: URLSearchParams;
  change: (name: string, value: string) => void;
}

function Filters({ pairs, asked, change }: FiltersProps) {
  const { t } = useTranslation("journal");
  const { kinds, nameOf } = useKinds();
  const [q, setQ] = useState(asked.get("q") ?? "");
  const [settled] = useDebouncedValue(q, PAUSE_MS);
  const isSaid = settled === (asked.get("q") ?? "");
  useEffect(() => {
    if (!isSaid) change("q", settled);
    // Only what was typed asks anew: `change` is another one each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const tag = asked.get("tag");
  return (
    <div className={classes.filters} role="search">
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t("kind")}
        value={asked.get("kind") ?? ""}
        onChange={(event) => change("kind", event.currentTarget.value)}
      >
        <option value="">{t("all-kinds")}</option>
        {kinds.map(({ kind }) => (
          <option key={kind} value={kind}>
            {nameOf(kind)}
          </option>
        ))}
      </NativeSelect>
      {pairs.length > 0 && (
        <NativeSelect
          aria-label={t("pair")}
          value={asked.get("pair") ?? ""}
          onChange={(event) => change("pair", event.currentTarget.value)}
        >
          <option value="">{t("all-pairs")}</option>
          {pairs.map((pair) => (
            <PairOption key={pair.pair_id} pair={pair} />
          ))}
        </NativeSelect>
      )}
      {tag && (
        <Button variant="default" onClick={() => change("tag", "")} aria-label={t("without-tag", { tag })}>
          #{tag} ×
        </Button>
      )}
    </div>
  );
}

function PairOption({ pair }: { pair: Pair }) {
  const { t } = useTranslation("journal");
  const name = useNameOf(usePartnerOf(pair));
  return <option value={pair.pair_id}>{t("with", { name })}</option>;
}

function Nothing({ isFiltered, clear }: { isFiltered: boolean; clear: () => void }) {
  const { t } = useTranslation("journal");
  return (
    <Card title={t(isFiltered ? "found-none" : "empty")}>
      <p>{t(isFiltered ? "found-none-text" : "empty-text")}</p>
      <div>
        {isFiltered ? (
          <Button variant="default" onClick={clear}>
            {t("clear")}
          </Button>
        ) : (
          <Button component={Link} href="/journal/new">
            {t("first")}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Months({ entries }: { entries: Entry[] }) {
  const { i18n } = useTranslation();
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const month = entry.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  const name = (month: string) =>
    new Intl.DateTimeFormat(i18n.language, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(month));
  return [...months].map(([month, lines]) => (
    <section key={month} className={classes.month}>
      <h2>{name(month)}</h2>
      <Lines entries={lines} />
    </section>
  ));
}

function Lines({ entries }: { entries: Entry[] }) {
  return (
    <ul className={classes.lines}>
      {entries.map((entry) => (
        <Line key={entry.entry_id} entry={entry} />
      ))}
    </ul>
  );
}
