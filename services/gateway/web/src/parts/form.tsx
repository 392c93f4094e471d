import { Button } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";
import { titleAround } from "./refocus";

interface FormProps {
  /** On its button. */
  submit?: string | undefined;
  /** Whether there is enough in it to be sent. */
  isReady?: boolean;
  /** True when it is done; what went wrong is said by then. */
  send: () => Promise<boolean>;
  /** Where it can be left as it was: once it is done, too. */
  close?: (() => void) | undefined;
  children: ReactNode;
}

/** Fields, and what is done with them: busy while it is sent, and the focus stays with its card when it goes. */
export function Form({ submit, isReady = true, send, close, children }: FormProps) {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const refocus = titleAround(event.currentTarget);
    setSending(true);
    const isDone = await send();
    setSending(false);
    if (isDone) close?.();
    refocus();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)}>
      {children}
      <div className={classes.deeds}>
        <Button type="submit" disabled={!isReady} loading={isSending}>
          {submit ?? t("save")}
        </Button>
        {close && (
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
