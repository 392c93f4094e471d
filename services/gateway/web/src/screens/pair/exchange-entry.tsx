import { Button } from "@mantine/core";
import { IconHeart, IconHeartFilled } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { focused } from "../../parts/focused";
import { useReread } from "../../parts/reread";
import { useTopics } from "../../parts/topics";
import { sent } from "../../parts/sent";
import classes from "./entry.module.css";
import { EntryHead } from "./entry-head";
import { usePair } from "./pair-context";

/** A line of the ledger: the other one says thanks for it with a tap, its author can take it back. */
export function ExchangeEntry({ exchange }: { exchange: Schemas["Exchange"] }) {
  const { t } = useTranslation("pairs");
  const me = useMe();
  const { first } = usePair();
  const [isGone, setGone] = useState(false);
  const [about] = useTopics(exchange.about ? [exchange.about] : []);
  const isMine = exchange.author_id === me.person_id;
  const kind = exchange.direction === "gave" ? "taught" : "learnt";
  if (isGone)
    return (
      <p className={classes.gone} tabIndex={-1} ref={focused}>
        {t("timeline.taken-back")}
      </p>
    );
  return (
    <article className={classes.entry} tabIndex={-1} data-way={isMine === (kind === "taught") ? "teach" : "learn"}>
      <EntryHead kind={kind} lane={isMine ? "mine" : "theirs"} at={exchange.at} />
      <p className={classes.line}>{exchange.line}</p>
      <footer>
        {about && <span className={classes.about}>{about}</span>}
        {exchange.thanked_at && (
          <span className={classes.thanked}>
            <IconHeartFilled size={16} aria-hidden="true" />
            {isMine ? t("timeline.thanked-you", { name: first }) : t("timeline.you-thanked")}
          </span>
        )}
        {!isMine && !exchange.thanked_at && <Thank exchange={exchange} />}
        {isMine && <TakeBack exchange={exchange} setGone={setGone} />}
      </footer>
    </article>
  );
}

function Thank({ exchange: { pair_id, exchange_id, line } }: { exchange: Schemas["Exchange"] }) {
  const { t } = useTranslation("pairs");
  const { first } = usePair();
  const undo = useUndo();
  const reread = useReread();
  const [isSaying, setSaying] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const thank = async () => {
    setSaying(true);
    const isSaid = await undo.now({
      words: t("timeline.said-thanks", { name: first }),
      send: () =>
        sent(
          http.POST("/v1/pairs/{pair_id}/exchanges/{exchange_id}/thanks", {
            params: { path: { pair_id, exchange_id } },
          }),
        ),
    });
    if (isSaid) {
      focused(button.current?.closest("article") ?? null);
      await reread("/v1/pairs/{pair_id}/exchanges");
    }
    setSaying(false);
  };
  return (
    <Button
      ref={button}
      size="compact-sm"
      variant="default"
      leftSection={<IconHeart size={16} aria-hidden="true" />}
      disabled={isSaying}
      aria-label={t("timeline.thank-for", { line })}
      onClick={() => void thank()}
    >
      {t("timeline.thank")}
    </Button>
  );
}

interface TakeBackProps {
  exchange: Schemas["Exchange"];
  setGone: (isGone: boolean) => void;
}

function TakeBack({ exchange: { pair_id, exchange_id, line }, setGone }: TakeBackProps) {
  const { t } = useTranslation("pairs");
  const undo = useUndo();
  const reread = useReread();
  const takeBack = () => {
    setGone(true);
    undo.later({
      words: t("timeline.taken-back"),
      takeBack: () => setGone(false),
      send: async () => {
        await sent(
          http.DELETE("/v1/pairs/{pair_id}/exchanges/{exchange_id}", { params: { path: { pair_id, exchange_id } } }),
        );
        await reread("/v1/pairs/{pair_id}/exchanges");
      },
    });
  };
  return (
    <button
      type="button"
      className={classes.quiet}
      aria-label={t("timeline.take-back-line", { line })}
      onClick={takeBack}
    >
      {t("timeline.take-back")}
    </button>
  );
}
