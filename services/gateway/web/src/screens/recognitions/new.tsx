import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { CheckboxGroup } from "../../parts/checkbox-group";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Page } from "../../parts/page";
import { firstOf, useCardOf, useNameOf } from "../../parts/people";
import { PersonSearch } from "../../parts/person-search";
import { RadioGroup } from "../../parts/radio-group";
import { sent } from "../../parts/sent";
import classes from "./recognitions.module.css";

type Role = Schemas["PairRole"];
type Direction = Schemas["NameMentoring"]["direction"] & string;

const ROLES: readonly Role[] = ["mentee", "mentor"];
const WAYS: readonly Direction[] = ["forward", "reverse", "reciprocal", "peer"];

/** We learn together already: with whom, about what, since when. */
export default function NameMentoring() {
  const { t } = useTranslation("requests");
  const [search, setSearch] = useSearchParams();
  const otherId = search.get("with");
  return (
    <Page title={t("recognise")} lead={t("recognise-lead")} actions={<Link href="/requests">{t("all")}</Link>}>
      {otherId ? (
        <Say key={otherId} otherId={otherId} />
      ) : (
        <Who onChosen={(personId) => setSearch({ with: personId })} />
      )}
    </Page>
  );
}

function Who({ onChosen }: { onChosen: (personId: string) => void }) {
  const { t } = useTranslation("requests");
  const me = useMe();
  return (
    <Card title={t("recognise-who")}>
      <PersonSearch label={t("recognise-name")} without={[me.person_id]} onPick={onChosen} />
    </Card>
  );
}

function Say({ otherId }: { otherId: string }) {
  const { t } = useTranslation("requests");
  const [, go] = useLocation();
  const me = useMe();
  const client = useQueryClient();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  const name = firstOf(useNameOf(otherId));
  const { data: card } = useCardOf(otherId);
  const [role, setRole] = useState<Role>("mentee");
  const [way, setWay] = useState<Direction>("forward");
  const [chosen, setChosen] = useState<string[]>([]);
  const [other, setOther] = useState("");
  const [since, setSince] = useState("");
  const [isSending, setSending] = useState(false);
  const offered = (role === "mentee" ? card?.gives : me.gives)?.map(({ topic }) => topic) ?? [];
  const topics = [...chosen.filter((topic) => offered.includes(topic)), ...(other.trim() ? [other.trim()] : [])];
  const today = new Date().toISOString().slice(0, 10);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    const body = { other_id: otherId, role, topics, direction: way, since: new Date(`${since}T00:00`).toISOString() };
    let named: Schemas["Recognition"] | undefined;
    const post = (key: string) =>
      http.POST("/v1/recognitions", { params: { header: { "Idempotency-Key": key, Prefer: "wait=10" } }, body });
    const send = async () => (named = await sent(withKey(body, post)));
    await undo.now({ words: t("recognise-done", { name }), send });
    setSending(false);
    if (!named) return;
    await client.invalidateQueries();
    go(`/recognitions/${named.recognition_id}`);
  };
  return (
    <Card title={t("recognise-with", { name })} aside={<Link href="/recognitions/new">{t("recognise-other")}</Link>}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <RadioGroup
          look="chips"
          question={t("recognise-role")}
          choices={ROLES.map((value) => ({ value, words: t(`recognise-roles.${value}`, { name }) }))}
          value={role}
          onChange={setRole}
        />
        <RadioGroup
          look="chips"
          question={t("direction")}
          choices={WAYS.map((value) => ({ value, words: t(`recognise-ways.${value}`) }))}
          value={way}
          onChange={setWay}
        />
        {offered.length > 0 && (
          <CheckboxGroup
            question={t("recognise-topics")}
            choices={offered.map((topic) => ({ value: topic, words: topic }))}
            chosen={chosen}
            onChange={setChosen}
          />
        )}
        <TextInput
          size="md"
          label={t(offered.length > 0 ? "recognise-topic-other" : "recognise-topics")}
          maxLength={80}
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          type="date"
          required
          withAsterisk={false}
          max={today}
          label={t("recognise-since")}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <p className={classes.quiet}>{t("recognise-help", { name })}</p>
        <div>
          <Button type="submit" loading={isSending} disabled={topics.length === 0 || !since}>
            {t("recognise-send", { name })}
          </Button>
        </div>
      </form>
    </Card>
  );
}
