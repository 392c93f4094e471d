import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Readers } from "../../parts/readers";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { Paragraph } from "./part-of";
import { SharedForm } from "./shared-form";

/** What the two arrange together; either of them writes it. */
export function Shared({ agreement }: { agreement: Schemas["Agreement"] }) {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const [isWriting, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setWriting(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <Card title={t("shared.title")} aside={<Readers who="pair" name={first} />}>
      {isWriting ? (
        <SharedForm agreement={agreement} close={close} />
      ) : (
        <>
          <SharedText shared={agreement.shared} />
          {!pair.ended_at && (
            <div>
              <Button ref={opener} variant="default" onClick={() => setWriting(true)}>
                {t(isEmpty(agreement.shared) ? "shared.arrange" : "shared.change")}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

export function SharedText({ shared }: { shared: Schemas["SharedShown"] }) {
  const { t } = useTranslation("agreement");
  const { cadence_days, session_minutes, channel, confidentiality, ending } = shared;
  if (isEmpty(shared)) return <p className={classes.quiet}>{t("shared.empty")}</p>;
  return (
    <dl className={classes.facts}>
      <Paragraph name={t("shared.cadence")} text={cadence_days ? t("shared.every", { count: cadence_days }) : null} />
      <Paragraph
        name={t("shared.length")}
        text={session_minutes ? t("shared.minutes", { count: session_minutes }) : null}
      />
      <Paragraph name={t("shared.channel")} text={channel} />
      <Paragraph name={t("shared.confidentiality")} text={confidentiality} />
      <Paragraph name={t("shared.ending")} text={ending} />
    </dl>
  );
}

function isEmpty(shared: Schemas["SharedShown"]): boolean {
  return !Object.values(shared).some(Boolean);
}
