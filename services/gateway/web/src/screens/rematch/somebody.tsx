import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { CheckboxGroup } from "../../parts/checkbox-group";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import classes from "./rematch.module.css";

const AT_MOST = 10;

/** After the end: what one would like to learn, and up to five people for it. */
export function Somebody() {
  const { t } = useTranslation("care");
  const { pair, isMentor } = usePair();
  const me = useMe();
  const [, go] = useLocation();
  const undo = useUndo();
  const learnt = isMentor ? [] : pair.topics;
  const topics = [...new Set([...learnt, ...me.gets.map(({ topic }) => topic)])];
  const [wanted, setWanted] = useState<readonly string[]>(learnt.length > 0 ? learnt : topics.slice(0, 1));
  const [isSending, setSending] = useState(false);
  const withKey = useIdempotencyKey();
  const find = async (event: React.FormEvent) => {
    event.preventDefault();
    setSending(true);
    await undo.now({
      words: t("rematch.found"),
      send: async () => {
        const body = { topics: [...wanted] };
        const post = (key: string) => {
          const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key, Prefer: "wait=10" } };
          return http.POST("/v1/pairs/{pair_id}/rematch", { params, body });
        };
        const request = await sent(withKey(body, post));
        if (request) go(`/requests/${request.request_id}`);
      },
    });
    setSending(false);
  };
  return (
    <Card title={t("rematch.somebody")}>
      <p className={classes.lead}>{t("rematch.somebody-text")}</p>
      <form className={classes.form} onSubmit={find}>
        {topics.length > 0 ? (
          <CheckboxGroup
            question={t("rematch.topics")}
            choices={topics.map((topic) => ({ value: topic, words: topic }))}
            chosen={wanted}
            onChange={setWanted}
            most={AT_MOST}
          />
        ) : (
          <p>{t("rematch.no-topics")}</p>
        )}
        <div>
          <Button type="submit" disabled={wanted.length === 0} loading={isSending}>
            {t("rematch.find")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
