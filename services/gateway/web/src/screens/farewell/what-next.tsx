import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { RadioGroup } from "../../parts/radio-group";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Readers } from "../../parts/readers";
import { BothSaid, Said } from "../../parts/said";
import { usePair } from "../pair/pair-context";
import { useFarewell } from "./use-farewell";
import classes from "./farewell.module.css";

type Next = Schemas["Next"];

const ALL: readonly Next[] = ["stay-in-touch", "go-on", "flip", "stop"];
const LINE = 280;

/** What each would like after the end. Read of each other once both have said it, and not before. */
export function WhatNext({ farewell: { decisions, is_open: isOpen } }: { farewell: Schemas["FarewellShown"] }) {
  const { t } = useTranslation("endings");
  const me = useMe();
  const { first } = usePair();
  const [isChanging, setChanging] = useState(false);
  const mine = decisions.find(({ person_id }) => person_id === me.person_id);
  const theirs = decisions.find(({ person_id }) => person_id !== me.person_id);
  if (!mine && !theirs && !isOpen) return null;
  return (
    <Card title={t("next.title")} aside={<Readers who={theirs ? "pair" : "mine"} name={first} />}>
      {isOpen && (!mine || isChanging) ? (
        <Choosing given={mine} close={mine && (() => setChanging(false))} />
      ) : (
        <>
          <BothSaid>
            {mine && <Chosen chosen={mine} who={t("you")} />}
            {theirs && <Chosen chosen={theirs} who={first} />}
          </BothSaid>
          {!theirs && <p className={classes.quiet}>{t("next.waits", { name: first })}</p>}
          {isOpen && !theirs && (
            <div>
              <Button variant="default" size="compact-md" onClick={() => setChanging(true)}>
                {t("next.again")}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

function Chosen({ chosen: { next, named }, who }: { chosen: Schemas["NextChosen"]; who: string }) {
  const { t } = useTranslation("endings");
  return (
    <Said who={who}>
      <strong>{next ? t(`next.${next}`) : t("erased")}</strong>
      {named && <small className={classes.quiet}>{t("next.named-own", { named })}</small>}
    </Said>
  );
}

interface ChoosingProps {
  given: Schemas["NextChosen"] | undefined;
  close: (() => void) | undefined;
}

function Choosing({ given, close }: ChoosingProps) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [next, setNext] = useState<Next | null>(given?.next ?? null);
  const [named, setNamed] = useState(given?.named ?? "");
  const withKey = useIdempotencyKey();
  const send = useFarewell();
  const choose = async () => {
    if (!next) return false;
    const body = { next, named: named.trim() || null };
    const post = (key: string) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/decision", { params, body });
    };
    return send(t("next.said"), () => withKey(body, post));
  };
  return (
    <Form submit={t("next.send")} isReady={next !== null} send={choose} close={close}>
      <RadioGroup
        question={t("next.question")}
        choices={ALL.map((value) => ({ value, words: t(`next.${value}`), hint: t(`next.${value}-hint`, { name: first }) }))}
        value={next}
        onChange={setNext}
      />
      <TextInput
        label={t("next.named")}
        description={t("next.named-hint")}
        maxLength={LINE}
        value={named}
        onChange={(event) => setNamed(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("next.private", { name: first })}</p>
    </Form>
  );
}
