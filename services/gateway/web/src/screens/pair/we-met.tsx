import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once } from "../../api/client";
import { useUndo } from "../../app/undo";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { usePair } from "./pair-context";

interface WeMetProps {
  /** As planned; without it, just like that. */
  sessionId?: string | undefined;
  isFirst?: boolean;
}

/** With one tap: a session is held, however often either of the two says so. */
export function WeMet({ sessionId, isFirst = false }: WeMetProps) {
  const { t } = useTranslation("sessions");
  const { pair, first } = usePair();
  const [isSaying, setSaying] = useState(false);
  // Another one for the next time, which is when the number of talks has changed.
  const key = useMemo(once, [pair.pair_id, pair.sessions_held]);
  const undo = useUndo();
  const reread = useReread();
  const path = { pair_id: pair.pair_id };
  const say = async () => {
    setSaying(true);
    const isSaid = await undo.now({
      words: t("met-said", { name: first }),
      send: () =>
        sessionId
          ? sent(
              http.POST("/v1/pairs/{pair_id}/sessions/{session_id}/held", {
                params: { path: { ...path, session_id: sessionId } },
                body: {},
              }),
            )
          : sent(
              http.POST("/v1/pairs/{pair_id}/sessions", {
                params: { path, header: { "Idempotency-Key": key } },
                body: {},
              }),
            ),
    });
    if (isSaid)
      await reread(
        "/v1/pairs/{pair_id}",
        "/v1/pairs",
        "/v1/pairs/{pair_id}/sessions",
        "/v1/pairs/{pair_id}/sessions/{session_id}",
      );
    setSaying(false);
  };
  return (
    <Button
      variant={isFirst ? "filled" : "default"}
      leftSection={<IconCheck size={18} aria-hidden="true" />}
      loading={isSaying}
      onClick={() => void say()}
    >
      {t(sessionId ? "met" : "met-just-now")}
    </Button>
  );
}
