import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
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
      <fieldset className={classes.reasons}>
        <legend>
          {t("decline-why")} <Readers who="mine" />
        </legend>
        {data?.data.map(({ code, words }) => (
          <label key={code}>
            <input type="radio" name="reason" checked={reason === code} onChange={() => setReason(code)} />
            {say(words)}
          </label>
        ))}
      </fieldset>
      <div className={classes.deeds}>
        <Button onClick={() => onDecline(reason)}>{t("decline-send")}</Button>
        <Button variant="default" onClick={onClose}>
          {t("back")}
        </Button>
      </div>
    </Card>
  );
}
