import "@mantine/core/styles/Input.css";
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { RadioGroup } from "../../parts/radio-group";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Readers } from "../../parts/readers";
import { Thanks } from "../../parts/thanks";
import { useInWords } from "../../parts/in-words";
import { usePair } from "../pair/pair-context";
import { useFarewell } from "./use-farewell";
import classes from "./farewell.module.css";

type Farewell = Schemas["FarewellShown"];
type Strength = Schemas["Strength"];

const LINE = 280;

/** One thank-you each, for a strength: read at once. */
export function Kudos({ farewell }: { farewell: Farewell }) {
  const { t } = useTranslation("endings");
  const me = useMe();
  const { first } = usePair();
  const given = farewell.kudos.find(({ from_id }) => from_id === me.person_id);
  const got = farewell.kudos.filter(({ from_id }) => from_id !== me.person_id);
  if (!given && got.length === 0 && !farewell.is_open) return null;
  return (
    <Card title={t("kudos.title")} aside={<Readers who="pair" name={first} />}>
      {got.map((kudos) => (
        <Thanks key={kudos.at} kudos={kudos} title={t("kudos.from", { name: first })} />
      ))}
      {got.length > 0 && (
        <p>
          <Link href="/journal/kudos">{t("kudos.all")}</Link>
        </p>
      )}
      {given && <Thanks kudos={given} title={t("kudos.to", { name: first })} />}
      {!given && farewell.is_open && <Giving strengths={farewell.strengths} />}
    </Card>
  );
}

function Giving({ strengths }: { strengths: Farewell["strengths"] }) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const said = useInWords();
  const [strength, setStrength] = useState<Strength | null>(null);
  const [line, setLine] = useState("");
  const withKey = useIdempotencyKey();
  const send = useFarewell();
  const give = async () => {
    if (!strength) return false;
    const body = { strength, line: line.trim() || null };
    const post = (key: string) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/kudos", { params, body });
    };
    return send(t("kudos.said", { name: first }), () => withKey(body, post));
  };
  return (
    <Form submit={t("kudos.send", { name: first })} isReady={strength !== null} send={give}>
      <div className={classes.strengths}>
        <RadioGroup
          question={t("kudos.question", { name: first })}
          choices={strengths.map(({ code, words }) => ({ value: code, words: said(words) }))}
          value={strength}
          onChange={setStrength}
        />
      </div>
      <Textarea
        label={t("kudos.line")}
        placeholder={t("kudos.line-example")}
        autosize
        minRows={2}
        maxLength={LINE}
        value={line}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("kudos.once", { name: first })}</p>
    </Form>
  );
}
