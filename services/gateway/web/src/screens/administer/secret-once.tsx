import { Button } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Copy } from "../../parts/copy";
import plain from "../../parts/plain.module.css";
import classes from "./administer.module.css";

interface SecretOnceProps {
  title: string;
  secret: string;
  /** It is kept elsewhere now, and goes from here. */
  forget: () => void;
}

/** A key or a secret that the house shows this once: nobody is to overlook it. */
export function SecretOnce({ title, secret, forget }: SecretOnceProps) {
  const { t } = useTranslation("administer");
  const place = useRef<HTMLElement>(null);
  const id = useId();
  useEffect(() => place.current?.focus(), [secret]);
  return (
    <section ref={place} tabIndex={-1} className={classes.secret} aria-labelledby={id}>
      <strong id={id}>{title}</strong>
      <p>{t("secret.once")}</p>
      <code className={classes.code}>{secret}</code>
      <div className={plain.deeds}>
        <Copy text={secret} />
        <Button size="compact-sm" onClick={forget}>
          {t("secret.kept")}
        </Button>
      </div>
    </section>
  );
}
