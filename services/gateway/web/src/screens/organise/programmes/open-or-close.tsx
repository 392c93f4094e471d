import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { sent } from "../../../parts/sent";
import frame from "../frame.module.css";
import type { Programme } from "../scope";

/** Neither is taken back, so each is asked about once more. */
export function OpenOrClose({ programme: { programme_id, state } }: { programme: Programme }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const undo = useUndo();
  const [isAsked, setAsked] = useState(false);
  if (state === "closed") return null;
  const deed = state === "draft" ? "open" : "close";
  const params = { path: { programme_id } };
  const act = async () => {
    await undo.now({
      words: t(`programmes.said-${deed}`),
      send: () =>
        sent(
          deed === "open"
            ? http.POST("/v1/programmes/{programme_id}/opening", { params })
            : http.POST("/v1/programmes/{programme_id}/closing", { params }),
        ),
    });
    setAsked(false);
    void client.invalidateQueries({ queryKey: ["get"] });
  };
  if (!isAsked)
    return (
      <div>
        <Button variant={deed === "open" ? "filled" : "default"} onClick={() => setAsked(true)}>
          {t(`programmes.${deed}`)}
        </Button>
      </div>
    );
  return (
    <div className={frame.item} role="group" aria-label={t(`programmes.${deed}`)}>
      <p>{t(`programmes.${deed}-text`)}</p>
      <div className={frame.deeds}>
        <Button autoFocus onClick={act}>
          {t(`programmes.${deed}-yes`)}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t("rounds.publish-no")}
        </Button>
      </div>
    </div>
  );
}
