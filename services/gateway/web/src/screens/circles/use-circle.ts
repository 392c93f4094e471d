/** What one can do with a circle; whoever leaves it cannot read it any more. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { http } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";

interface CircleDeeds {
  answer: (agrees: boolean) => Promise<boolean>;
  invite: (invited_ids: string[]) => Promise<boolean>;
  end: () => Promise<boolean>;
  isSending: boolean;
}

export function useCircle(circle_id: string): CircleDeeds {
  const { t } = useTranslation("circles");
  const [isSending, setSending] = useState(false);
  const [, go] = useLocation();
  const undo = useUndo();
  const reread = useReread();
  const withKey = useIdempotencyKey();
  const paramsOf = (key: string) => ({ path: { circle_id }, header: { "Idempotency-Key": key, Prefer: "wait=10" } });
  const deed = async (words: string, send: () => Promise<unknown>) => {
    setSending(true);
    const isDone = await undo.now({ words, send });
    setSending(false);
    return isDone;
  };
  const readAgain = () => reread("/v1/circles/{circle_id}", "/v1/circles");
  return {
    isSending,
    answer: (agrees) =>
      deed(t(agrees ? "answer.said-yes" : "answer.said-no"), async () => {
        const post = (key: string) =>
          http.POST("/v1/circles/{circle_id}/answer", { params: paramsOf(key), body: { agrees } });
        await sent(withKey(agrees, post));
        if (agrees) return readAgain();
        go("/circles");
        return reread("/v1/circles");
      }),
    invite: (invited_ids) =>
      deed(t("invite.said"), async () => {
        const post = (key: string) =>
          http.POST("/v1/circles/{circle_id}/invitations", { params: paramsOf(key), body: { invited_ids } });
        await sent(withKey(invited_ids, post));
        await readAgain();
      }),
    end: () =>
      deed(t("out.said-end"), async () => {
        await sent(withKey("end", (key) => http.POST("/v1/circles/{circle_id}/end", { params: paramsOf(key) })));
        await readAgain();
      }),
  };
}
