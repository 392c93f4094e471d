import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { RadioGroup } from "../../parts/radio-group";
import { Readers } from "../../parts/readers";
import { useInWords } from "../../parts/in-words";
import { Trouble } from "../../parts/trouble";
import classes from "./requests.module.css";

type Reason = Schemas["DeclineReason"];

interface DeclineProps {
  name: string;
  onDecline: (reason: Reason | undefined) => void;
  onClose: () => void;
}

/** A kind no. Why is for oneself, and need not be said. */
export function Decline({ name, onDecline, onClose }: DeclineProps) {
  const { t } = useTranslation("requests");
  const say = useInWords();
  const [reason, setReason] = useState<Reason>();
  const { data, error } = api.useQuery("get", "/v1/requests/decline-reasons", {}, { staleTime: Infinity });
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <Card title={t("decline-title", { name })}>
      <p ref={text} tabIndex={-1} className={classes.focused}>
        {t("decline-text", { name })}
      </p>
      {error && <Trouble error={error} />}
      {data && (
        <RadioGroup
          look="chips"
          question={
            <span className={classes.why}>
              {t("decline-why")} <Readers who="mine" />
            </span>
          }
          choices={data.data.map(({ code, words }) => ({ value: code, words: say(words) }))}
          value={reason ?? null}
          onChange={setReason}
        />
      )}
      <div className={classes.deeds}>
        <Button onClick={() => onDecline(reason)}>{t("decline-send")}</Button>
        <Button variant="default" onClick={onClose}>
          {t("back")}
        </Button>
      </div>
    </Card>
  );
}
