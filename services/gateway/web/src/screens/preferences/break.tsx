import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { inDays } from "../../parts/clock";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { instantOf, wallOf } from "../../parts/zoned";
import classes from "./preferences.module.css";

const FOR_NOW = "further-notice";

/** Nobody asks, until a day or until one comes back. */
export function Break() {
  const { t } = useTranslation("preferences");
  const { paused_until: until } = useMe();
  const { day } = useWhen();
  const deed = useDeed();
  const isPaused = until !== null && (until === FOR_NOW || new Date(until) > new Date());
  return (
    <Card title={t("break")}>
      {isPaused ? (
        <>
          <p>
            <strong>{until === FOR_NOW ? t("break-now") : t("break-until", { when: day(until) })}</strong>
          </p>
          <p className={classes.quiet}>{t("break-text")}</p>
          <div>
            <Button onClick={() => deed(t("break-said-over"), () => sent(http.DELETE("/v1/me/pause")))}>
              {t("break-end")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={classes.quiet}>{t("break-text")}</p>
          <Begin take={(body) => deed(t("break-said"), () => sent(http.PUT("/v1/me/pause", { body })))} />
        </>
      )}
    </Card>
  );
}

function Begin({ take }: { take: (body: Schemas["TakeBreak"]) => void }) {
  const { t } = useTranslation("preferences");
  const { time_zone: zone } = useMe();
  const [day, setDay] = useState("");
  const begin = (event: FormEvent) => {
    event.preventDefault();
    take({ until: day ? instantOf(`${day}T00:00`, zone).toISOString() : null });
  };
  return (
    <form className={classes.fields} onSubmit={begin}>
      <TextInput
        type="date"
        label={t("break-day")}
        description={t("break-day-help")}
        min={wallOf(inDays(1, 0, zone), zone).slice(0, 10)}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t("break-take")}
      </Button>
    </form>
  );
}

/** What comes of it is oneself, as one is now. */
function useDeed(): (words: string, send: () => Promise<Schemas["Me"] | undefined>) => void {
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/me");
  return (words, send) =>
    void undo.now({ words, send: async () => client.setQueryData(queryKey, (await send()) ?? undefined) });
}
