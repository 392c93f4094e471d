import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { PartText } from "./part-of";
import { SharedText } from "./shared";

/** What both signed once can be read for ever. */
export function Versions({ newest }: { newest: number }) {
  const { t } = useTranslation("agreement");
  const [shown, setShown] = useState<number | null>(null);
  if (newest === 0) return null;
  const numbers = Array.from({ length: newest }, (_, at) => newest - at);
  return (
    <Card title={t("versions.title")}>
      <div className={classes.deeds}>
        {numbers.map((number) => (
          <Button
            key={number}
            variant="default"
            size="compact-md"
            aria-expanded={shown === number}
            onClick={() => setShown(shown === number ? null : number)}
          >
            {t("versions.one", { number })}
          </Button>
        ))}
      </div>
      {shown && <Version number={shown} />}
    </Card>
  );
}

function Version({ number }: { number: number }) {
  const { t } = useTranslation("agreement");
  const { pair, partnerId, first } = usePair();
  const { day } = useWhen();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/agreement/versions/{number}", {
    params: { path: { pair_id: pair.pair_id, number } },
  });
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : null;
  const own = [...data.parts].sort((one) => (one.person_id === partnerId ? 1 : -1));
  return (
    <div className={classes.version}>
      <p>{t("versions.since", { day: day(data.live_at) })}</p>
      <div className={classes.parts}>
        {own.map((part) => (
          <section key={part.person_id}>
            <h3>{part.person_id === partnerId ? t("part.theirs", { name: first }) : t("part.mine")}</h3>
            <PartText part={part} empty={t("part.nothing")} />
          </section>
        ))}
      </div>
      <h3>{t("shared.title")}</h3>
      <SharedText shared={data.shared} />
    </div>
  );
}
