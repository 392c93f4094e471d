import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { PersonName } from "../../parts/person-name";
import { PersonPicker } from "../../parts/person-picker";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { ErasureState } from "./erasure-state";
import { Frame } from "./frame";

/** Who is forgotten, how far that is, and the receipts. */
export default function Erasures() {
  const { t } = useTranslation("administer");
  const [isNew, setNew] = useState(false);
  return (
    <Frame
      section="erasures"
      actions={
        <Button variant="default" aria-expanded={isNew} onClick={() => setNew(!isNew)}>
          {t("erasures.new")}
        </Button>
      }
    >
      {isNew && <Forget close={() => setNew(false)} />}
      <All />
    </Frame>
  );
}

function All() {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const found = api.useInfiniteQuery("get", "/v1/erasures", { params: { query: { limit: 50 } } }, PAGING);
  const all = found.data?.pages.flatMap((page) => page.data);
  if (found.error && !all) return <Trouble error={found.error} retry={found.refetch} />;
  if (!all) return <Waiting />;
  return (
    <Card title={t("erasures.all")}>
      {all.length === 0 && <p className={plain.quiet}>{t("erasures.none")}</p>}
      <ul className={plain.rows}>
        {all.map(({ erasure_id, person_id, asked_by, asked_at, due_at, state }) => (
          <li key={erasure_id} className={plain.row}>
            <div className={plain.what}>
              <Link href={`/administer/erasures/${erasure_id}`}>
                {person_id ? <PersonName id={person_id} orId /> : t("erasures.forgotten")}
              </Link>
              <span>
                {t(`erasures.asked.${asked_by}`, { time: full(asked_at) })}
                {state === "waiting" && ` · ${t("erasures.due", { time: full(due_at) })}`}
              </span>
            </div>
            <ErasureState state={state} />
          </li>
        ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}

function Forget({ close }: { close: () => void }) {
  const { t } = useTranslation("administer");
  const undo = useUndo();
  const reread = useReread();
  const [personId, setPersonId] = useState<string | null>(null);
  const [atOnce, setAtOnce] = useState(false);
  const [ticket, setTicket] = useState("");
  const forget = (person_id: string) => {
    close();
    undo.later({
      words: t(atOnce ? "erasures.said-at-once" : "erasures.said"),
      send: async () => {
        const params = { header: { ...(ticket && { "Audit-Ticket": ticket }) } };
        await sent(http.POST("/v1/erasures", { params, body: { person_id, at_once: atOnce } }));
        await reread("/v1/erasures");
      },
    });
  };
  return (
    <Card title={t("erasures.new")}>
      <p>{t("erasures.new-text")}</p>
      <form
        className={plain.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (personId) forget(personId);
        }}
      >
        <PersonPicker canBeId autoFocus label={t("erasures.who")} chosen={personId} choose={setPersonId} />
        <Checkbox
          label={t("erasures.at-once")}
          description={t("erasures.at-once-help")}
          checked={atOnce}
          onChange={(event) => setAtOnce(event.currentTarget.checked)}
        />
        <TextInput
          label={t("ticket")}
          description={t("ticket-help")}
          pattern="[A-Z][A-Z0-9]{0,15}-[0-9]{1,10}"
          value={ticket}
          onChange={(event) => setTicket(event.currentTarget.value)}
        />
        <div className={plain.deeds}>
          <Button type="submit" disabled={!personId}>
            {t(atOnce ? "erasures.forget-now" : "erasures.forget")}
          </Button>
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
