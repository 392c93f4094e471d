import "@mantine/core/styles/Input.css";
import { Button, NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { useLivingPairs, type Entry, type Pair } from "./entries";
import { EntryReaders } from "./entry-readers";
import classes from "./journal.module.css";

/** From oneself to the two, after a look at who would read it, and back. */
export function SharingCard({ entry }: { entry: Entry }) {
  const { t } = useTranslation("journal");
  const pairs = useLivingPairs();
  if (entry.level === "pair") return <Withdraw entry={entry} />;
  if (pairs.length === 0) return null;
  return (
    <Card title={t("share")}>
      <Share entry={entry} pairs={pairs} />
    </Card>
  );
}

function Share({ entry, pairs }: { entry: Entry; pairs: Pair[] }) {
  const { t } = useTranslation("journal");
  const [pairId, setPairId] = useState(entry.pair_id ?? pairs[0]?.pair_id ?? "");
  const [isLooking, setLooking] = useState(false);
  return (
    <>
      <p className={classes.quiet}>{t("share-text")}</p>
      {pairs.length > 1 && (
        <NativeSelect
          label={t("pair")}
          value={pairId}
          onChange={(event) => (setPairId(event.currentTarget.value), setLooking(false))}
        >
          {pairs.map((pair) => (
            <PairOption key={pair.pair_id} pair={pair} />
          ))}
        </NativeSelect>
      )}
      {isLooking ? (
        <Preview entry={entry} pairId={pairId} cancel={() => setLooking(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setLooking(true)}>
            {t("share-look")}
          </Button>
        </div>
      )}
    </>
  );
}

function PairOption({ pair }: { pair: Pair }) {
  const name = useNameOf(usePartnerOf(pair));
  return <option value={pair.pair_id}>{name}</option>;
}

function Preview({ entry, pairId, cancel }: { entry: Entry; pairId: string; cancel: () => void }) {
  const { t } = useTranslation("journal");
  const set = useSet(entry);
  const undo = useUndo();
  const path = { entry_id: entry.entry_id };
  const preview = api.useQuery("get", "/v1/journal/entries/{entry_id}/sharing", {
    params: { path, query: { pair_id: pairId } },
  });
  if (preview.error) return <Trouble error={preview.error} retry={preview.refetch} />;
  if (!preview.data) return null;
  const share = () =>
    undo.now({
      words: t("said-shared"),
      send: async () =>
        set(
          await sent(
            http.PUT("/v1/journal/entries/{entry_id}/sharing", { params: { path }, body: { pair_id: pairId } }),
          ),
        ),
    });
  return (
    <>
      <p className={classes.facts} role="status">
        {t("would-read")}
        <EntryReaders entry={{ level: "pair", reader_ids: preview.data.reader_ids }} />
      </p>
      <div className={classes.deeds}>
        <Button onClick={() => void share()}>{t("share-now")}</Button>
        <Button variant="default" onClick={cancel}>
          {t("cancel")}
        </Button>
      </div>
    </>
  );
}

function Withdraw({ entry }: { entry: Entry }) {
  const { t } = useTranslation("journal");
  const set = useSet(entry);
  const undo = useUndo();
  const withdraw = () => {
    set({ ...entry, level: "mine", reader_ids: [entry.author_id] });
    const path = { entry_id: entry.entry_id };
    undo.later({
      words: t("said-withdrawn"),
      send: async () => set(await sent(http.DELETE("/v1/journal/entries/{entry_id}/sharing", { params: { path } }))),
      takeBack: () => set(entry),
    });
  };
  return (
    <Card title={t("shared")}>
      <p className={classes.quiet}>{t("withdraw-text")}</p>
      <div>
        <Button variant="default" onClick={withdraw}>
          {t("withdraw")}
        </Button>
      </div>
    </Card>
  );
}

function useSet({ entry_id }: Entry): (entry: Entry | undefined) => void {
  const client = useQueryClient();
  const { queryKey } = api.queryOptions("get", "/v1/journal/entries/{entry_id}", { params: { path: { entry_id } } });
  return (entry) => {
    client.setQueryData(queryKey, entry);
    void client.invalidateQueries({ queryKey: ["get", "/v1/journal/entries"] });
  };
}
