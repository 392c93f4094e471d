import "@mantine/core/styles/Input.css";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInstantOf } from "../../parts/instant";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { PersonName } from "../../parts/person-name";
import plain from "../../parts/plain.module.css";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { ACTS, useAct } from "./acts";
import classes from "./administer.module.css";
import { Chain } from "./chain";
import { Frame } from "./frame";

const TYPING_MS = 300;
const MINUTE_MS = 60_000;

interface Sought {
  act: string;
  actor: string;
  target: string;
  since: string;
  until: string;
}

const ALL: Sought = { act: "", actor: "", target: "", since: "", until: "" };

/** Who did what to whom, when and why. */
export default function Audit() {
  return (
    <Frame section="audit">
      <Chain />
      <Entries />
    </Frame>
  );
}

function Entries() {
  const { t } = useTranslation("administer");
  const instantOf = useInstantOf();
  const [sought, setSought] = useState(ALL);
  const [settled] = useDebouncedValue(sought, TYPING_MS);
  const found = api.useInfiniteQuery(
    "get",
    "/v1/audit",
    { params: { query: { ...asked(settled, instantOf), limit: 50 } } },
    { ...PAGING, placeholderData: keepPreviousData },
  );
  const entries = found.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(sought).some(Boolean);
  return (
    <Card
      title={t("audit.entries")}
      aside={
        isFiltered && (
          <Button size="compact-sm" variant="default" onClick={() => setSought(ALL)}>
            {t("audit.clear")}
          </Button>
        )
      }
    >
      <Filter sought={sought} seek={setSought} />
      {found.error && !entries && <Trouble error={found.error} retry={found.refetch} />}
      {!entries && !found.error && <Waiting />}
      {entries?.length === 0 && <p className={plain.quiet}>{t(isFiltered ? "audit.none-such" : "audit.none")}</p>}
      <ol className={plain.rows}>
        {entries?.map((entry) => (
          <Entry key={entry.position} entry={entry} />
        ))}
      </ol>
      <More pages={found} />
    </Card>
  );
}

function asked({ act, actor, target, since, until }: Sought, instantOf: (local: string) => Date) {
  return {
    ...(act && { act }),
    ...(actor.trim() && { actor_id: actor.trim() }),
    ...(target.trim() && { target_id: target.trim() }),
    ...(since && { since: instantOf(since).toISOString() }),
    // With all of that day.
    ...(until && { until: new Date(instantOf(`${until}T23:59`).getTime() + MINUTE_MS).toISOString() }),
  };
}

function Filter({ sought, seek }: { sought: Sought; seek: (sought: Sought) => void }) {
  const { t } = useTranslation("administer");
  const act = useAct();
  const change = (name: keyof Sought) => (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
    seek({ ...sought, [name]: event.currentTarget.value });
  return (
    <form role="search" aria-label={t("audit.filter")} className={classes.filter} onSubmit={(event) => event.preventDefault()}>
      <NativeSelect
        label={t("audit.act")}
        value={sought.act}
        onChange={change("act")}
        data={[{ value: "", label: t("audit.every-act") }, ...ACTS.map((value) => ({ value, label: act(value) }))]}
      />
      <TextInput label={t("audit.actor")} placeholder="person_…" value={sought.actor} onChange={change("actor")} />
      <TextInput label={t("audit.target")} value={sought.target} onChange={change("target")} />
      <TextInput type="date" label={t("audit.since")} value={sought.since} onChange={change("since")} />
      <TextInput type="date" label={t("audit.until")} value={sought.until} onChange={change("until")} />
    </form>
  );
}

function Entry({ entry }: { entry: Schemas["AuditEntry"] }) {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const act = useAct();
  const { actor_id, target_id, ticket, reason, time, position, hash } = entry;
  return (
    <li className={plain.row}>
      <div className={plain.what}>
        <strong>{act(entry.act)}</strong>
        <span>
          {t("audit.by")} <Actor id={actor_id} /> · {t("audit.on")}{" "}
          {OF_PEOPLE.test(entry.act) ? <PersonName id={target_id} orId /> : <code>{target_id}</code>}
        </span>
        <span>
          {full(time)}
          {ticket && ` · ${t("audit.ticket", { ticket })}`}
          {reason && ` · ${t(`audit.reasons.${reason}`, { defaultValue: reason })}`}
        </span>
      </div>
      <span className={plain.quiet}>
        {t("audit.position", { position })} · <code title={hash}>{hash.slice(0, 10)}</code>
      </span>
    </li>
  );
}

/** Where the target is a person. */
const OF_PEOPLE = /^(role|person|account)-/;

/** People by their names, the operator by a word, anything else by its id. */
function Actor({ id }: { id: string }) {
  const { t } = useTranslation("administer");
  if (id === "operator") return t("audit.operator");
  return id.startsWith("platform:") ? <code>{id}</code> : <PersonName id={id} orId />;
}
