import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http } from "../../api/client";
import { useMe, type Me } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import { sayOfMe, useRereadMe } from "../../parts/own-word";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import classes from "./requests.module.css";

const { queryKey } = api.queryOptions("get", "/v1/me");

/** How much room I have for others, and a break from being asked. */
export function Room() {
  const { t } = useTranslation("requests");
  const me = useMe();
  const { data } = api.useQuery("get", "/v1/pairs");
  const taken = data?.data.filter(
    ({ ended_at, members }) =>
      !ended_at && members.some(({ person_id, role }) => person_id === me.person_id && role === "mentor"),
  ).length;
  return (
    <Card title={t("room")}>
      {me.roles.includes("mentor") ? (
        <>
          <p>
            {t("room-places", { count: me.capacity, taken: taken ?? 0 })} {t("room-hours", { count: me.hours_per_month })}
          </p>
          <Capacity me={me} />
        </>
      ) : (
        <p className={classes.quiet}>{t("room-none")}</p>
      )}
      <p>
        <Link href="/me/profile">{t("room-profile")}</Link>
      </p>
      <Break me={me} />
    </Card>
  );
}

/** Changed in place: how many I can mentor at once. */
function Capacity({ me }: { me: Me }) {
  const { t } = useTranslation("requests");
  const { draft, write, theirs, save, leave } = useEdit<Me, string>({
    version: me.version,
    words: () => t("capacity-said"),
    send: (count, version) => sayOfMe({ capacity: Number(count) }, version),
    reread: useRereadMe(),
  });
  const keep = async () => (draft ? save(draft) : false);
  return (
    <>
      {draft && theirs && (
        <EditConflict
          fields={[{ name: t("capacity"), theirs: String(theirs.capacity), mine: draft }]}
          keepMine={keep}
          takeTheirs={leave}
        />
      )}
      <Form isReady={Boolean(draft)} send={keep} close={draft === null ? undefined : leave}>
        <TextInput
          type="number"
          label={t("capacity")}
          description={t("capacity-text")}
          required
          withAsterisk={false}
          min={0}
          max={50}
          step={1}
          value={draft ?? String(me.capacity)}
          onChange={(event) => write(event.currentTarget.value)}
        />
      </Form>
    </>
  );
}

function Break({ me }: { me: Me }) {
  const { t } = useTranslation("requests");
  const { day } = useWhen();
  const client = useQueryClient();
  const undo = useUndo();
  const [until, setUntil] = useState("");
  const { paused_until: end } = me;
  const isPaused = end !== null && (end === "further-notice" || new Date(end) > new Date());
  const keep = (now: Me | undefined) => now && client.setQueryData(queryKey, now);
  const pause = (event: FormEvent) => {
    event.preventDefault();
    const body = until ? { until: new Date(`${until}T00:00`).toISOString() } : {};
    void undo.now({ words: t("break-begun"), send: async () => keep(await sent(http.PUT("/v1/me/pause", { body }))) });
  };
  const comeBack = () =>
    void undo.now({ words: t("break-over"), send: async () => keep(await sent(http.DELETE("/v1/me/pause"))) });
  if (isPaused) {
    return (
      <div className={classes.break}>
        <p>{end === "further-notice" ? t("break-open") : t("break-until", { day: day(end) })}</p>
        <div>
          <Button variant="default" onClick={comeBack}>
            {t("come-back")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <details className={classes.over}>
      <summary>{t("break")}</summary>
      <form className={classes.break} onSubmit={pause}>
        <p className={classes.quiet}>{t("break-text")}</p>
        <TextInput
          type="date"
          label={t("break-date")}
          min={new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default">
            {t("break-go")}
          </Button>
        </div>
      </form>
    </details>
  );
}
